import { crc32, inflateRawSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { Problem } from '../core/problem.ts';

/** Unpacked size limit in bytes: a small archive can unpack to a whole disk of zeros. */
const largest = 48 * 1024 * 1024;

/** The earliest date ZIP can hold, at noon: the same files always give the same bytes. */
const noTime = new Date(1980, 0, 1, 12);

/** Packs files as the Amplify CLI packs the deployed backend. @param files contents by path, `/` between the parts */
export function packFiles(files: ReadonlyMap<string, string>): Uint8Array {
  const entries = [...files].map(([path, text]) => [path, strToU8(text)] as const);
  return zipSync(Object.fromEntries(entries), { mtime: noTime, level: 6 });
}

/**
 * Unpacks an archive of a deployed backend, without its folder entries. The sizes that it declares are not trusted: they
 * are checked against the unpacked contents.
 *
 * @returns contents by path, `/` between the parts; no path leads out of the folder it is unpacked into
 * @throws Problem FILE_MALFORMED if it is not an archive, is too large unpacked, or has a path that leads elsewhere
 */
export function unpackFiles(archive: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const files = new Map<string, Uint8Array>();
  let left = largest;
  try {
    for (const entry of entriesOf(bytes)) {
      if (entry.name.endsWith('/')) continue;
      const contents = contentsOf(entry, left);
      left -= contents.length;
      if (left < 0) throw tooLarge();
      files.set(insidePath(entry.name), contents);
    }
  } catch (thrown) {
    if (thrown instanceof Problem) throw thrown;
    throw unusable('It is not a ZIP archive, or it is damaged.', thrown);
  }
  return files;
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  /** Unpacked size in bytes, as the archive declares it. */
  readonly size: number;
  readonly packed: Buffer;
}

/** The central directory's entries; source: APPNOTE.TXT of PKWARE, 4.3.7, 4.3.12, 4.3.16. @throws RangeError if damaged */
function* entriesOf(bytes: Buffer): Generator<Entry> {
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0) throw new RangeError('no end');
  const count = bytes.readUInt16LE(end + 10);
  let place = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (bytes.readUInt32LE(place) !== 0x02014b50) throw new RangeError('no entry');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((at) => bytes.readUInt16LE(place + at));
    const nameEnd = place + 46 + (nameLength ?? 0);
    const isUtf8 = (bytes.readUInt16LE(place + 8) & 0x800) !== 0;
    const local = bytes.readUInt32LE(place + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const stop = start + bytes.readUInt32LE(place + 20);
    if (bytes.readUInt32LE(local) !== 0x04034b50 || stop > bytes.length) throw new RangeError('no file');
    yield {
      name: bytes.toString(isUtf8 ? 'utf8' : 'latin1', place + 46, nameEnd),
      method: bytes.readUInt16LE(place + 10),
      crc: bytes.readUInt32LE(place + 16),
      size: bytes.readUInt32LE(place + 24),
      packed: bytes.subarray(start, stop),
    };
    place = nameEnd + (extraLength ?? 0) + (commentLength ?? 0);
  }
}

/** @param left how many bytes it may unpack to at most */
function contentsOf({ method, packed, size, crc }: Entry, left: number): Uint8Array {
  if (size > left) throw tooLarge();
  let contents = packed;
  if (method === 8) {
    try {
      // A result keeps its whole chunk in memory, so the chunk is no larger than needed.
      const chunkSize = Math.min(Math.max(size, 64), 64 * 1024);
      contents = inflateRawSync(packed, { maxOutputLength: Math.max(1, left), chunkSize });
    } catch (thrown) {
      throw thrown instanceof RangeError ? tooLarge() : thrown;
    }
  }
  if ((method !== 0 && method !== 8) || contents.length !== size || crc32(contents) !== crc)
    throw new RangeError('not what it says');
  return contents;
}

function tooLarge(): Problem {
  return unusable(`It is larger than ${largest / 1024 / 1024} MiB unpacked.`);
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
