import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path, { relative, resolve } from 'node:path';
import { build } from 'esbuild';
import { globImports } from './glob-imports.mjs';
import { lateEntries, lateModules } from './late-modules.mjs';
import { loadBundled } from './load-bundled.mjs';
import { mergeChunks } from './merge-chunks.mjs';
import {
  askedBuiltins,
  inkDropsPushedBlanks,
  inkInDeletedFolder,
  inkKeepsPieces,
  inkWithoutDevtools,
  reactAsModule,
  segmentersWhenUsed,
  stacksInDeletedFolder,
  stringWidthOfScreens,
  yogaAtOnce,
  yogaBytes,
} from './plugins.mjs';

const { version } = JSON.parse(await readFile('package.json', 'utf8'));

const options = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  // The SDK's ES modules: unused parts fall away, and a lazily loaded client is a plain chunk.
  mainFields: ['module', 'main'],
  target: 'node20.19',
  jsx: 'automatic',
  minify: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  // Written below, when everything has been built: a build that fails leaves the program of before.
  write: false,
  // Node 20 knows the flag; without this each such literal becomes a slow `new RegExp` at load time.
  supported: { 'regexp-set-notation': true },
  define: {
    VERSION: JSON.stringify(version),
    'process.env.NODE_ENV': '"production"',
    'process.env.DEV': '"false"',
  },
  // One chalk for all, whose level is known; and one of the two equal copies of ansi-styles.
  alias: { 'cli-spinners': './build/spinners.js', chalk: './node_modules/chalk/source/index.js' },
  // What CommonJS packages (write-file-atomic, yaml) expect to find; all but parts of Node has been bundled.
  banner: {
    js: 'const require=(id)=>process.getBuiltinModule(id),__filename=import.meta.filename;',
  },
};

/**
 * The list of profiles must answer at once: it is one file of its own, instead of the chunks that others share. The build fails
 * when one of the two places that load it is no longer found.
 */
const listOfProfiles = {
  name: 'list-of-profiles',
  setup(each) {
    const importers = new Map([
      ['src/cli.ts', './profiles.js'],
      ['src/commands/dispatch.ts', './profiles.js'],
    ]);
    const found = new Set();
    each.onResolve({ filter: /\/profiles\.ts$/ }, ({ path: specifier, importer, resolveDir }) => {
      const to = importers.get(relative(process.cwd(), importer).replaceAll('\\', '/'));
      const target = relative(process.cwd(), resolve(resolveDir, specifier)).replaceAll('\\', '/');
      if (to === undefined || target !== 'src/commands/profiles.ts') return undefined;
      found.add(importer);
      return { path: to, external: true };
    });
    each.onEnd(() => {
      if (found.size < importers.size) throw new Error('the list of profiles is loaded from elsewhere');
    });
  },
};

/** What every build of the program changes in the libraries. */
const ofLibraries = [
  yogaBytes,
  yogaAtOnce,
  stringWidthOfScreens,
  segmentersWhenUsed,
  inkKeepsPieces,
  inkDropsPushedBlanks,
  inkWithoutDevtools,
  inkInDeletedFolder,
  stacksInDeletedFolder,
  reactAsModule,
];

/**
 * Builds the program as one ES module that imports nothing but Node's own modules.
 *
 * @param outfile relative to the working folder
 */
export async function bundleSingle(outfile) {
  await build({
    ...options,
    entryPoints: ['src/cli.ts'],
    outfile,
    plugins: [...ofLibraries, globImports],
    write: true,
  });
}

/**
 * What cli.js begins with: `--version` alone and the help of the whole are answered before anything is loaded, which takes longer
 * than all else that is done for them. What goes on to the program: the help for a terminal, which is as wide as that; the version
 * for a person, who may be told of a newer one; and what standard output does not take.
 */
async function answersAtOnce() {
  const folder = await mkdtemp(path.join(tmpdir(), 'amplify-tui-help-'));
  try {
    const { wholeHelp } = await loadBundled('src/commands/help.ts', path.join(folder, 'help.mjs'));
    const help = wholeHelp(80);
    // A pipe takes this much or nothing.
    if (help.length > 4096) throw new Error('the help does not fit into one write');
    const [told, ofAll] = [`${version}\n`, help].map((text) => JSON.stringify(text));
    return [
      `if(process.argv.length===3){const help=${ofAll},asked=process.argv[2],isVersion=asked==="--version",`,
      `answer=isVersion?${told}:["--help","-h","help"].includes(asked)?help:"";`,
      'if(answer)try{const fs=require("fs"),shown=fd=>fs.fstatSync(fd).isCharacterDevice();',
      'if(!(shown(1)&&(!isVersion||shown(2)))&&fs.writeSync(1,answer)===answer.length)return}catch{}}',
    ].join('');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * esbuild writes all but regular expressions in ASCII. A file with a single other character is decoded more slowly, and takes
 * twice the memory.
 */
const asAscii = (text) =>
  text.replace(/[^\0-\x7F]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/**
 * Builds the program: cli.js and its chunks, minified.
 *
 * @param outdir the folder, relative to the working folder; replaced when everything has been built
 * @param plugins esbuild's, before those of the program's own
 * @returns esbuild's metafile
 */
export async function bundleProgram({ outdir = 'dist', plugins = [] } = {}) {
  const result = await build({
    ...options,
    entryPoints: { cli: 'src/cli.ts', ...lateEntries },
    outdir,
    chunkNames: 'chunks/[name]-[hash]',
    splitting: true,
    plugins: [...ofLibraries, listOfProfiles, lateModules, globImports, askedBuiltins, ...plugins],
  });
  const profiles = await build({
    ...options,
    entryPoints: { profiles: 'src/commands/profiles.ts' },
    format: 'cjs',
    outdir,
    plugins: [askedBuiltins, globImports, ...plugins],
    banner: {},
  });

  const files = new Map(
    [...result.outputFiles, ...profiles.outputFiles].map(({ path, text }) => [
      relative(process.cwd(), path).replaceAll('\\', '/'),
      text,
    ]),
  );
  const { outputs } = result.metafile;
  const chunkOf = (source) => Object.keys(outputs).find((file) => outputs[file].entryPoint === source);
  await mergeChunks(files, outputs, {
    cli: `${outdir}/cli.js`,
    screen: chunkOf('src/app/run-screen.tsx'),
    besideScreen: chunkOf('src/commands/check-input.ts'),
    flows: chunkOf('src/app/flows.ts'),
    banner: options.banner.js,
  });
  const entry = `${outdir}/cli.js`;
  const asModule = 'import("./profiles.js")';
  if (!files.get(entry).includes(asModule))
    throw new Error('the list of profiles is not loaded by the entry');
  files.set(
    entry,
    files.get(entry).replaceAll(asModule, 'Promise.resolve().then(()=>require("./profiles.js"))'),
  );
  const [firstLine, ...rest] = files.get(entry).split('\n');
  if (!firstLine.startsWith('#!')) throw new Error('the entry does not begin with its interpreter');
  files.set(entry, [firstLine, `"use strict";${await answersAtOnce()}`, ...rest].join('\n'));
  // Beside other files it would be another path.
  for (const [file, text] of files)
    if (file !== entry && text.includes(asModule))
      throw new Error(`the list of profiles is loaded by ${file}, too`);

  for (const [file, text] of files) files.set(file, asAscii(text));

  await rm(outdir, { recursive: true, force: true });
  await mkdir(`${outdir}/chunks`, { recursive: true });
  for (const [file, text] of files) await writeFile(file, text);

  await chmod(`${outdir}/cli.js`, 0o755);
  await copyFile('docs/answers.schema.json', `${outdir}/answers.schema.json`);
  await writeFile(`${outdir}/package.json`, '{ "type": "commonjs" }\n');
  await writeFile(`${outdir}/chunks/package.json`, '{ "type": "module" }\n');
  return result.metafile;
}
