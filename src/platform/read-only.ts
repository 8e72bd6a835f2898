import { resolve, sep } from 'node:path';
import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { realPathSync } from './real-path.ts';

/** The folders that may still be written; undefined: all. */
let kept: readonly string[] | undefined;

/**
 * From now on this process writes only inside some folders: `--read-only`. Every function that writes a file calls {@link
 * expectMayWrite}, and every call to AWS that changes something checks {@link isReadOnly}.
 *
 * @param folders absolute paths of our own state; undefined: everything may be written again, for tests
 */
export function writeOnlyIn(folders: readonly string[] | undefined): void {
  kept = folders?.flatMap((folder) => [resolve(folder), realPathSync(folder)]);
}

/** Whether this process was told to change nothing. */
export function isReadOnly(): boolean {
  return kept !== undefined;
}

/** Whether a file or folder may be written, created, moved or removed. */
export function mayWrite(path: string): boolean {
  const place = resolve(path);
  return kept === undefined || kept.some((folder) => place === folder || place.startsWith(folder + sep));
}

/** @throws Problem READ_ONLY if a file or folder may not be written, created, moved or removed */
export function expectMayWrite(path: string): void {
  if (!mayWrite(path)) throw readOnlyProblem(`${plainText(path)} was not changed.`);
}

/** The Problem of something that `--read-only` prevented. @param what what was not done, one sentence */
export function readOnlyProblem(what: string): Problem {
  return new Problem({
    code: 'READ_ONLY',
    what,
    why: 'This session was started with --read-only.',
    next: 'Start it again without --read-only to do this.',
  });
}
