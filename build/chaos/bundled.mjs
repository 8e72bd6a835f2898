import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** The modules of the program itself that proofs use, see readers.ts. */
export async function bundledReaders(workshop) {
  const outfile = join(workshop.folder, 'readers.mjs');
  await build({
    entryPoints: ['build/chaos/readers.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    logLevel: 'error',
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  });
  return import(pathToFileURL(outfile).href);
}
