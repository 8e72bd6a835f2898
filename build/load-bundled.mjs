import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { globImports } from './glob-imports.mjs';

/** Bundles a source module into a file, in any folder, and loads it. @param outfile absolute, ends with .mjs */
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
