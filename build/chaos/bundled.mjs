import { join } from 'node:path';
import { loadBundled } from '../load-bundled.mjs';

/** The program's own modules that the proofs use, see readers.ts. */
export function bundledReaders(workshop) {
  return loadBundled('build/chaos/readers.ts', join(workshop.folder, 'readers.mjs'));
}
