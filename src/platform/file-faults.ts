import { dirname, isAbsolute } from 'node:path';
import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';

/** The system's error code for a failed file operation (`EACCES`), if it has one. */
export function errorCode(thrown: unknown): string | undefined {
  const code = thrown instanceof Error ? (thrown as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/**
 * Whether an error is Windows's answer for a file that a program has open or that you may not change; the two look the
 * same. On other systems waiting would not change these answers.
 */
export function isRefusal(thrown: unknown, platform: NodeJS.Platform = process.platform): boolean {
  return platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(errorCode(thrown) ?? '');
}

/** Why a file is not found, one sentence. @param typed its path, as it was given */
export function whyMissing(typed: string): string {
  return isAbsolute(typed) || typed.startsWith('~')
    ? 'It may have been moved, renamed or deleted.'
    : 'The path is taken from the folder you are in.';
}

/** What the error of a failed file operation means, one sentence. */
export function fileFault(thrown: unknown, platform: NodeJS.Platform = process.platform): string {
  if (isRefusal(thrown, platform)) return 'Another program has it open, or you may not change it.';
  const code = errorCode(thrown);
  const known = code === undefined ? undefined : faults[code];
  if (known) return known;
  return `The system says: ${plainText(thrown instanceof Error ? thrown.message : String(thrown))}.`;
}

/** What to do about a failed write, the beginning of a sentence. @param place what has to be writable */
export function fileRemedy(
  thrown: unknown,
  place: string,
  platform: NodeJS.Platform = process.platform,
): string {
  if (isRefusal(thrown, platform))
    return `Close what has the file open, or make ${plainText(place)} writable for you, then try again`;
  const code = errorCode(thrown);
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'Make room, then try again';
  if (code === 'ENAMETOOLONG') return 'Choose a shorter path, then try again';
  if (code === 'EROFS') return 'Work in a copy on a file system that may be written';
  return `Make ${plainText(place)} writable for you, then try again`;
}

/** Wording for something that cannot be written, where it differs from the default. */
interface UnwritableWords {
  /** Default: the meaning of the system's error. */
  readonly why?: string;
  /** What has to be writable; default: its folder. */
  readonly place?: string;
  /** Appended to the advice. */
  readonly end?: string;
}

/** The Problem of a file or folder that cannot be written. @param thrown the system's error, if there was one */
export function unwritable(path: string, thrown?: unknown, words: UnwritableWords = {}): Problem {
  const { why = fileFault(thrown), place = dirname(path), end = '' } = words;
  const next = `${fileRemedy(thrown, place)}${end}.`;
  return new Problem(
    { code: 'FILE_UNWRITABLE', what: `${plainText(path)} cannot be written.`, why, next },
    { cause: thrown },
  );
}

/** {@link fileFault}'s words for a file system on which nobody may write, whatever the modes say. */
export const readOnlySystem = 'It is on a read-only file system.';

const faults: Readonly<Record<string, string>> = {
  EACCES: 'You do not have permission.',
  EPERM: 'The system does not permit it.',
  EROFS: readOnlySystem,
  EISDIR: 'A folder is in its place.',
  ENOENT: 'The folder it belongs in does not exist.',
  ENOTDIR: 'A part of its path is a file, not a folder.',
  ELOOP: 'Its symbolic links lead in a circle.',
  ENOSPC: 'The disk is full.',
  EDQUOT: 'Your disk quota is used up.',
  EBUSY: 'Another program or a mount holds it.',
  ENAMETOOLONG: 'The path is too long for this system.',
  EMFILE: 'Too many files are open.',
  ENXIO: 'It is not a regular file.',
  EINVAL: 'The system does not accept this path.',
  ERR_INVALID_ARG_VALUE: 'The path holds a character that no path may have.',
};
