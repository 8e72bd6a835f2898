import { dirname, join } from 'node:path';
import {
  type ListedObject,
  listObjects,
  type OwnedBucket,
  readObjectPart,
} from '../../aws/bucket-contents.ts';
import { Problem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import { expectFolderCanBe, listFolder } from '../../platform/files.ts';
import { liesIn } from '../../platform/real-path.ts';
import { removeLeftOvers } from '../../platform/replace-file.ts';
import { writePieces } from '../../platform/write-pieces.ts';
import type { LookTools } from './look.ts';
import type { FoundBackend } from './plan.ts';
import { safePaths } from './safe-names.ts';

/**
 * Downloads the current version of every object of a backend's bucket into a folder named after the bucket. Can be
 * repeated.
 *
 * @param folder absolute path
 * @param onFile called with the number of downloaded objects, and of all
 * @throws Problem FILE_UNWRITABLE, ACCESS_DENIED, …
 */
export async function downloadBucket(
  { clients, persist }: LookTools,
  { target, bucket }: FoundBackend,
  folder: string,
  onFile: (done: number, all: number) => void,
): Promise<void> {
  if (!bucket) return;
  const owned = { bucket: bucket.name, owner: target.account };
  const objects = await persist((signal) => listObjects(clients, owned, signal));
  // Consoles represent a folder as an empty object whose key ends with a slash.
  const wanted = objects.filter(({ key, size }) => !(key.endsWith('/') && size === 0));
  const paths = safePaths(wanted.map(({ key }) => key));
  const tidied = new Set<string>();
  for (const [index, object] of wanted.entries()) {
    const path = join(folder, bucket.name, ...(paths.get(object.key) ?? '').split('/'));
    const into = dirname(path);
    // Removes what a killed run left of an object; once per folder, which may hold a million.
    if (!tidied.has(into)) await removeLeftOvers(into);
    tidied.add(into);
    await writePieces(path, piecesOf({ clients, persist }, { ...owned, ...object }));
    onFile(index + 1, wanted.length);
  }
}

/** An attempt has a deadline: a part of this many bytes arrives in time even on a slow connection. */
const partSize = 4 * 1024 * 1024;

async function* piecesOf(
  { clients, persist }: LookTools,
  object: OwnedBucket & ListedObject,
): AsyncGenerator<Uint8Array> {
  for (let from = 0; from === 0 || from < object.size; from += partSize)
    yield await persist((signal) => readObjectPart(clients, { ...object, from, length: partSize }, signal));
}

/**
 * Checks the folder for downloads before anything is done.
 *
 * @param again whether it holds the beginning of an earlier download
 * @throws Problem USAGE if it is not empty, or inside the folder that is removed; FILE_UNWRITABLE if it cannot be created
 */
export async function expectDownloadFolder(folder: string, root: string, again: boolean): Promise<void> {
  const usage = (why: string) =>
    new Problem({
      code: 'USAGE',
      what: `Nothing is downloaded into ${plainText(folder)}.`,
      why,
      next: 'Name a folder that is empty or not there yet.',
    });
  if (await liesIn(folder, join(root, 'amplify')))
    throw usage('It is in the amplify folder of the project, which is removed.');
  if (!again && (await listFolder(folder)).length > 0) throw usage('The folder is not empty.');
  await expectFolderCanBe(folder);
}
