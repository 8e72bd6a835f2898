import { createHash } from 'node:crypto';
import path from 'node:path';
import { build } from 'esbuild';

/**
 * Opening a file costs more than reading it: the screen would start with half a hundred chunks. This puts the chunks
 * that it needs at once into two files: what only the screen needs, and what it shares with the commands that have no
 * screen. What `cli.js` itself loads stays as it is, because `--version` loads nothing else.
 *
 * @param files a build's output by path relative to the working folder; changed in place
 * @param outputs the build's metafile's `outputs`
 * @param cli path of the entry
 * @param screen path of the chunk that the screen starts with
 */
export async function mergeChunks(files, outputs, cli, screen) {
  const folder = path.dirname(screen);
  const imports = (file, isDynamic) =>
    outputs[file].imports
      .filter(({ path: target, kind }) => outputs[target] && (kind === 'dynamic-import') === isDynamic)
      .map(({ path: target }) => target);
  const closure = (...starts) => {
    const seen = new Set();
    const walk = (file) => {
      if (seen.has(file)) return;
      seen.add(file);
      imports(file, false).forEach(walk);
    };
    starts.forEach(walk);
    return seen;
  };
  const first = closure(cli);
  const needed = new Set([...closure(screen)].filter((file) => !first.has(file)));
  const elsewhere = Object.keys(outputs).filter((file) => !needed.has(file) && !first.has(file));
  const reached = closure(...elsewhere);
  const shared = [...needed].filter((file) => reached.has(file));
  const own = [...needed].filter((file) => !reached.has(file));

  const nameIn = (file, name) => `m${shared.indexOf(file)}_${name === 'default' ? 'default_' : name}`;
  const reexport = (file, from, rename) =>
    `export {${outputs[file].exports.map((name) => `${rename(name)[0]} as ${rename(name)[1]}`).join(',')}} from ${JSON.stringify(from)};`;
  const inside = (file, target) => path.posix.join(path.posix.dirname(file), target);

  /** Bundles a text with the files of `inlined`; imports of the shared file's parts go to it, all others stay. */
  async function bundle(entry, contents, inlined, sharedFile) {
    const { outputFiles } = await build({
      stdin: { contents, sourcefile: entry, resolveDir: process.cwd() },
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20.19',
      supported: { 'regexp-set-notation': true },
      minify: true,
      legalComments: 'none',
      write: false,
      plugins: [
        {
          name: 'chunks',
          setup(each) {
            each.onResolve({ filter: /.*/ }, ({ path: target, kind, importer, namespace }) => {
              const from = namespace === 'chunk' || namespace === 'part' ? importer : entry;
              const file = target.startsWith('.') ? inside(from, target) : target;
              if (kind === 'dynamic-import' || !outputs[file]) return { path: target, external: true };
              if (inlined.includes(file)) return { path: file, namespace: 'chunk' };
              if (sharedFile && shared.includes(file)) return { path: file, namespace: 'part' };
              return { path: relative(entry, file), external: true };
            });
            each.onLoad({ filter: /.*/, namespace: 'chunk' }, ({ path: file }) => ({
              contents: files.get(file),
            }));
            each.onLoad({ filter: /.*/, namespace: 'part' }, ({ path: file }) => ({
              contents: reexport(file, relative(file, sharedFile), (name) => [nameIn(file, name), name]),
            }));
          },
        },
      ],
    });
    return outputFiles[0].text;
  }
  const relative = (from, to) => {
    const target = path.posix.relative(path.posix.dirname(from), to);
    return target.startsWith('.') ? target : `./${target}`;
  };

  const parts = shared.map((file) =>
    reexport(file, relative(screen, file), (name) => [name, nameIn(file, name)]),
  );
  const sharedText = await bundle(screen, parts.join('\n'), shared);
  const hash = createHash('sha256').update(sharedText).digest('hex').slice(0, 8).toUpperCase();
  const sharedFile = `${folder}/shared-${hash}.js`;
  const rewritten = new Map([[sharedFile, sharedText]]);
  rewritten.set(screen, await bundle(screen, files.get(screen), own, sharedFile));
  for (const file of elsewhere) {
    if (imports(file, false).some((target) => shared.includes(target))) {
      rewritten.set(file, await bundle(file, files.get(file), [], sharedFile));
    }
  }
  const dynamic = new Set(Object.keys(outputs).flatMap((file) => imports(file, true)));
  for (const file of needed) {
    if (file === screen) continue;
    files.delete(file);
    if (!dynamic.has(file)) continue;
    if (own.includes(file)) throw new Error(`${file} is loaded late and at once`);
    rewritten.set(
      file,
      reexport(file, relative(file, sharedFile), (name) => [nameIn(file, name), name]),
    );
  }
  for (const [file, text] of rewritten) files.set(file, text);
}
