import { join } from 'node:path';
import { loadBundled } from '../load-bundled.mjs';

/** The modules of the program itself that proofs use, see readers.ts. */
export function bundledReaders(workshop) {
  return loadBundled('build/chaos/readers.ts', join(workshop.folder, 'readers.mjs'));
}
