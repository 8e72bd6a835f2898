import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { globImports } from './glob-imports.mjs';

/** Loads a module of the sources, bundled into a file that may be anywhere. @param outfile absolute, ends with .mjs */
export async function loadBundled(entry, outfile) {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    logLevel: 'error',
    plugins: [globImports],
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  });
  return import(pathToFileURL(outfile).href);
}
