import { createHash } from 'node:crypto';
import path from 'node:path';
import { build } from 'esbuild';
import { lateCall, lateMark, lateNames } from './late-modules.mjs';

/** Groups of chunks; each imports only from the groups before it. */
const groups = ['start', 'shared', 'screen', 'late', 'flows-shared', 'flows'];
/**
 * Loaded before the first frame, where the loader of ES modules would take as long as a tenth of it, or loaded synchronously
 * later.
 */
const commonJs = new Set(['start', 'shared', 'screen', 'late']);

const hashOf = (text) => createHash('sha256').update(text).digest('hex').slice(0, 8).toUpperCase();

/**
 * Opening a file costs more than reading it, and the screen would start with some fifty chunks. This merges chunks that are
 * loaded together into one file each: what `cli.js` loads, what the screen needs for its first frame, what its flows need
 * after that, the part of the last two that commands without a screen need as well, and the late modules.
 *
 * @param files a build's output by path relative to the working folder; changed in place
 * @param outputs the build's metafile's `outputs`
 * @param cli path of the entry
 * @param screen path of the chunk that the screen starts with
 * @param besideScreen path of what is loaded beside it
 * @param flows path of the chunk that the screen loads after its first frame
 * @param banner the head of each file of the build, which defines CommonJS's names
 */
export async function mergeChunks(files, outputs, { cli, screen, besideScreen, flows, banner }) {
  const folder = path.dirname(screen);
  const imports = (file, isDynamic) =>
    outputs[file].imports
      .filter(({ path: target, kind }) => outputs[target] && (kind === 'dynamic-import') === isDynamic)
      .map(({ path: target }) => target);
  const closure = (starts) => {
    const seen = new Set();
    const walk = (file) => {
      if (seen.has(file)) return;
      seen.add(file);
      imports(file, false).forEach(walk);
    };
    starts.forEach(walk);
    return seen;
  };
  const all = Object.keys(outputs);
  const late = new Set(all.flatMap((file) => imports(file, true)));
  const ofStart = closure([cli]);
  const ofScreen = closure([screen, besideScreen]);
  const ofFlows = closure([flows]);
  const lateEntries = new Map(
    all
      .filter((file) => lateNames.includes(outputs[file].entryPoint))
      .map((file) => [outputs[file].entryPoint, file]),
  );
  const ofLate = closure([...lateEntries.values()]);
  // Loaded by something else on its own, with all its imports.
  const others = closure(
    all.filter(
      (file) =>
        ![cli, screen, flows].includes(file) &&
        (late.has(file) ||
          ofLate.has(file) ||
          !(ofStart.has(file) || ofScreen.has(file) || ofFlows.has(file))),
    ),
  );
  const groupOf = (file) => {
    if (file === cli) return undefined;
    if (ofStart.has(file)) return 'start';
    if (ofScreen.has(file)) return others.has(file) ? 'shared' : 'screen';
    if (ofLate.has(file)) return 'late';
    if (ofFlows.has(file)) return others.has(file) ? 'flows-shared' : 'flows';
    return undefined;
  };
  const grouped = new Map(all.map((file) => [file, groupOf(file)]));
  const relative = (from, to) => {
    const target = path.posix.relative(path.posix.dirname(from), to);
    return target.startsWith('.') ? target : `./${target}`;
  };
  const nameIn = (file, name) => `m${all.indexOf(file)}_${name === 'default' ? 'default_' : name}`;
  const reexport = (file, from, rename) =>
    `export {${outputs[file].exports.map((name) => `${rename(name)[0]} as ${rename(name)[1]}`).join(',')}} from ${JSON.stringify(from)};`;
  /**
   * The exports that a chunk takes from a CommonJS file. Importing CommonJS into an ES module makes Node read the file a second
   * time to find its exports; requiring it there does not.
   */
  const required = (file, from, isCommonJs) =>
    [
      isCommonJs
        ? `const group = require(${JSON.stringify(from)});`
        : `const group = process.getBuiltinModule('module').createRequire(import.meta.url)(${JSON.stringify(from)});`,
      ...outputs[file].exports.map((name) => {
        const value = `group.${nameIn(file, name)}`;
        return name === 'default' ? `export default ${value};` : `export const ${name} = ${value};`;
      }),
    ].join('\n');
  const apart = (file, name) => [nameIn(file, name), name];

  /** The merged file of each group. */
  const merged = new Map();

  /** Bundles a text with the chunks of `group`; imports from other groups refer to their files. */
  async function bundle(entry, contents, group) {
    const isCommonJs = entry === cli || commonJs.has(group);
    const withoutBanner = (text) => (isCommonJs ? text.replace(banner, '') : text);
    const { outputFiles } = await build({
      stdin: { contents: withoutBanner(contents), sourcefile: entry, resolveDir: process.cwd() },
      bundle: true,
      format: isCommonJs ? 'cjs' : 'esm',
      platform: 'node',
      target: 'node20.19',
      supported: { 'regexp-set-notation': true },
      minify: true,
      legalComments: 'none',
      write: false,
      logOverride: { 'commonjs-variable-in-esm': 'silent' },
      ...(isCommonJs ? { define: { 'import.meta.url': 'moduleUrl' } } : {}),
      plugins: [
        {
          name: 'chunks',
          setup(each) {
            each.onResolve({ filter: /.*/ }, ({ path: target, kind, importer, namespace }) => {
              const from = namespace === 'chunk' || namespace === 'part' ? importer : entry;
              const file = target.startsWith('.')
                ? path.posix.join(path.posix.dirname(from), target)
                : target;
              if (kind === 'dynamic-import' || !outputs[file]) return { path: target, external: true };
              const its = grouped.get(file);
              if (its === undefined) return { path: relative(entry, file), external: true };
              return { path: file, namespace: its === group ? 'chunk' : 'part' };
            });
            each.onLoad({ filter: /.*/, namespace: 'chunk' }, ({ path: file }) => ({
              contents: withoutBanner(files.get(file)),
            }));
            each.onLoad({ filter: /.*/, namespace: 'part' }, ({ path: file }) => {
              const from = relative(entry, merged.get(grouped.get(file)));
              return {
                contents: commonJs.has(grouped.get(file))
                  ? required(file, from, isCommonJs)
                  : reexport(file, from, (name) => apart(file, name)),
              };
            });
          },
        },
      ],
    });
    const text = withLate(entry, outputFiles[0].text, isCommonJs);
    return isCommonJs ? withHead(requiredLate(entry, text)) : text;
  }

  /** CommonJS made of ES modules: as strict as they are, and with their URL if they use it. */
  const withHead = (text) => {
    const [, interpreter, code] = /^(#!.*?\n)?(.*)$/s.exec(text);
    const url = 'const moduleUrl=require("url").pathToFileURL(__filename).href;';
    return `${interpreter ?? ''}"use strict";${code.includes('moduleUrl') ? url : ''}${code}`;
  };

  /** A module with all exports of some chunks. CommonJS gets one object: esbuild would define a getter for each, twice. */
  const contentsOf = (parts, isCommonJs) => {
    const names = (file) => outputs[file].exports.map((name) => apart(file, name).reverse());
    if (!isCommonJs)
      return parts
        .map((file) => reexport(file, relative(screen, file), (name) => apart(file, name).reverse()))
        .join('\n');
    const imports = parts.map((file) => {
      const list = names(file).map(([own, name]) => `${own} as ${name}`);
      return `import {${list.join(',')}} from ${JSON.stringify(relative(screen, file))};`;
    });
    const all = parts.flatMap((file) => names(file).map(([, name]) => name));
    const each = parts
      .filter((file) => [...lateEntries.values()].includes(file))
      .map((file) => `${ownName(file)}:{${names(file).map(([own, name]) => `${own}:${name}`)}}`);
    return `${imports.join('\n')}\nmodule.exports={${[...all, ...each].join(',')}};`;
  };

  const lateFile = `${folder}/late-${hashOf([...ofLate].map((file) => files.get(file)).join(''))}.cjs`;
  /** The name of one of {@link lateEntries} in the file that they share. */
  const ownName = (file) => `m${all.indexOf(file)}`;
  /** The name of that file must be known before it exists, since files that it imports load it. */
  const withLate = (entry, text, isCommonJs) =>
    text.replace(lateCall, (_, name) => {
      const from = JSON.stringify(relative(entry, lateFile));
      const load = isCommonJs
        ? 'require'
        : 'process.getBuiltinModule("module").createRequire(import.meta.url)';
      return `${load}(${from}).${ownName(lateEntries.get(name))}`;
    });

  const requiredName = (file) => file.replace(/\.js$/, '.cjs');
  /** Makes CommonJS load CommonJS on demand without the loader of ES modules. */
  const requiredLate = (entry, text) =>
    text.replace(/import\("(\.[^"]+)"\)/g, (found, target) => {
      const file = path.posix.join(path.posix.dirname(entry), target);
      if (!late.has(file) || !commonJs.has(grouped.get(file))) return found;
      return `Promise.resolve().then(()=>require(${JSON.stringify(requiredName(target))}))`;
    });

  const rewritten = new Map();
  for (const group of groups) {
    const parts = all.filter((file) => grouped.get(file) === group);
    const text = await bundle(screen, contentsOf(parts, commonJs.has(group)), group);
    merged.set(
      group,
      group === 'late'
        ? lateFile
        : `${folder}/${group}-${hashOf(text)}.${commonJs.has(group) ? 'cjs' : 'js'}`,
    );
    rewritten.set(merged.get(group), text);
  }
  for (const file of all) {
    const group = grouped.get(file);
    if (group === undefined) {
      const isWhole = imports(file, false).every((target) => grouped.get(target) === undefined);
      if (!isWhole || files.get(file).includes(lateMark))
        rewritten.set(file, await bundle(file, files.get(file), undefined));
      continue;
    }
    files.delete(file);
    // Files that are loaded by name keep their name.
    if (!late.has(file)) continue;
    const from = relative(file, merged.get(group));
    if (!commonJs.has(group)) {
      rewritten.set(
        file,
        reexport(file, from, (name) => apart(file, name)),
      );
      continue;
    }
    rewritten.set(file, required(file, from, false));
    const values = outputs[file].exports.map((name) => `${JSON.stringify(name)}:group.${nameIn(file, name)}`);
    rewritten.set(
      requiredName(file),
      `const group=require(${JSON.stringify(from)});module.exports={${values.join(',')}};\n`,
    );
  }
  for (const [file, text] of rewritten) files.set(file, text);
  for (const [file, text] of files)
    if (text.includes(lateMark)) throw new Error(`${file} does not know where its late modules are`);
}
