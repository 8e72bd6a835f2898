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
  // The SDK's ES modules: unused parts are dropped, and a lazily loaded client is a plain chunk.
  mainFields: ['module', 'main'],
  target: 'node20.19',
  jsx: 'automatic',
  minify: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  // Written below once everything is built, so that a failed build leaves the previous program in place.
  write: false,
  // Node 20 supports the flag; without this each such literal becomes a slow `new RegExp` at load time.
  supported: { 'regexp-set-notation': true },
  define: {
    VERSION: JSON.stringify(version),
    'process.env.NODE_ENV': '"production"',
    'process.env.DEV': '"false"',
  },
  // A single chalk, so that its level applies everywhere, and a single copy of ansi-styles instead of two equal ones.
  alias: { 'cli-spinners': './build/spinners.js', chalk: './node_modules/chalk/source/index.js' },
  // What CommonJS packages (write-file-atomic, yaml) expect to find; everything but Node's own modules is bundled.
  banner: {
    js: 'const require=(id)=>process.getBuiltinModule(id),__filename=import.meta.filename;',
  },
};

/**
 * The list of profiles must answer instantly, so it is a file of its own instead of shared chunks. The build fails if one of the
 * two places that load it is not found.
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

/** The changes to libraries that every build of the program has. */
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
 * The head of cli.js: `--version` alone and the general help are answered before anything is loaded, since loading takes longer
 * than the rest of their work. Left to the program: help on a terminal, which fills its width; the version on a terminal, where
 * a newer one may be mentioned; and output that standard output does not take in one write.
 */
async function answersAtOnce() {
  const folder = await mkdtemp(path.join(tmpdir(), 'amplify-tui-help-'));
  try {
    const { wholeHelp } = await loadBundled('src/commands/help.ts', path.join(folder, 'help.mjs'));
    const help = wholeHelp(80);
    // A pipe takes up to this much in one write or nothing.
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
 * esbuild writes everything but regular expressions in ASCII. A single other character makes a file slower to decode and doubles
 * its memory.
 */
const asAscii = (text) =>
  text.replace(/[^\0-\x7F]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/**
 * Builds the program: cli.js and its chunks, minified.
 *
 * @param outdir the folder, relative to the working folder; replaced once everything is built
 * @param plugins esbuild's, before the program's own
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
  // The path is only right in the entry's folder.
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
