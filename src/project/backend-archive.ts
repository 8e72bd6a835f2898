import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { Problem } from '../values/problem.ts';

/** The most that is unpacked, bytes: a small archive can stand for a disk full of zeros. */
const largest = 512 * 1024 * 1024;

/** ZIP knows no time before; the same files always give the same bytes. */
const noTime = new Date(1980, 0, 1, 12);

/** Packs files as the Amplify CLI packs the deployed backend. @param files contents by path, `/` between the parts */
export function packFiles(files: ReadonlyMap<string, string>): Uint8Array {
  const entries = [...files].map(([path, text]) => [path, strToU8(text)] as const);
  return zipSync(Object.fromEntries(entries), { mtime: noTime, level: 6 });
}

/**
 * Unpacks an archive of a deployed backend; folders alone are left out.
 *
 * @returns contents by path, `/` between the parts; no path leads out of the folder that they are unpacked into
 * @throws Problem FILE_MALFORMED for what is no archive, is too large unpacked, or names a path that leads elsewhere
 */
export function unpackFiles(archive: Uint8Array): ReadonlyMap<string, Uint8Array> {
  let size = 0;
  let unpacked: Readonly<Record<string, Uint8Array>>;
  try {
    unpacked = unzipSync(archive, {
      filter: ({ name, originalSize }) => {
        size += originalSize;
        if (size > largest) throw unusable('It is larger than 512 MiB unpacked.');
        return !name.endsWith('/');
      },
    });
  } catch (thrown) {
    if (thrown instanceof Problem) throw thrown;
    throw unusable('It is no ZIP archive, or it is damaged.', thrown);
  }
  const files = Object.entries(unpacked).map(([name, bytes]) => [insidePath(name), bytes] as const);
  return new Map(files);
}

/** A file of an archive as text. */
export function textOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes && strFromU8(bytes);
}

/** An entry's path; archives from Windows may have backslashes. */
function insidePath(name: string): string {
  const path = name.replaceAll('\\', '/');
  const parts = path.split('/');
  const leaves = parts.includes('..') || path.startsWith('/') || /^[A-Za-z]:/.test(path);
  if (leaves || path.includes('\0')) throw unusable('A path in it leads out of the project.');
  return parts.filter((part) => part !== '' && part !== '.').join('/');
}

function unusable(why: string, cause?: unknown): Problem {
  return new Problem(
    {
      code: 'FILE_MALFORMED',
      what: 'The archive of the deployed backend, #current-cloud-backend.zip, cannot be used.',
      why,
      next: 'Push the backend again with the Amplify CLI, from a machine that has it; that makes a new archive.',
    },
    { cause },
  );
}
