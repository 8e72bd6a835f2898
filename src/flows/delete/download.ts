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
 * Downloads the newest version of every object of a backend's bucket into a folder of the bucket's name. Can be repeated.
 *
 * @param folder absolute path
 * @param onFile told how many objects are there, of how many
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
  // A key that ends with a slash and holds nothing is how consoles show a folder.
  const wanted = objects.filter(({ key, size }) => !(key.endsWith('/') && size === 0));
  const paths = safePaths(wanted.map(({ key }) => key));
  const tidied = new Set<string>();
  for (const [index, object] of wanted.entries()) {
    const path = join(folder, bucket.name, ...(paths.get(object.key) ?? '').split('/'));
    const into = dirname(path);
    // What a run that was killed has left of an object; once a folder, which may hold a million.
    if (!tidied.has(into)) await removeLeftOvers(into);
    tidied.add(into);
    await writePieces(path, piecesOf({ clients, persist }, { ...owned, ...object }));
    onFile(index + 1, wanted.length);
  }
}

/** An attempt has a deadline: a part of this many bytes comes in time also on a slow line. */
const partSize = 4 * 1024 * 1024;

async function* piecesOf(
  { clients, persist }: LookTools,
  object: OwnedBucket & ListedObject,
): AsyncGenerator<Uint8Array> {
  for (let from = 0; from === 0 || from < object.size; from += partSize)
    yield await persist((signal) => readObjectPart(clients, { ...object, from, length: partSize }, signal));
}

/**
 * Checks a folder for downloads before anything is done.
 *
 * @param again it holds what an earlier run has begun to download
 * @throws Problem USAGE for one that holds something, or lies in the folder that is removed; FILE_UNWRITABLE where none can be made
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
