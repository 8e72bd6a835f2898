import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { errorCode, fileFault } from './file-faults.ts';

/**
 * Every file below a folder, by its path relative to it with `/` between the parts, sorted; empty if there is no such
 * folder. Links are not followed, so the tree stays inside the folder.
 *
 * @param leaveOut whether to skip the file or folder at a path
 * @throws Problem FILE_UNREADABLE
 */
export async function filesBelow(
  folder: string,
  leaveOut: (path: string) => boolean = () => false,
): Promise<string[]> {
  const found: string[] = [];
  const walk = async (below: string): Promise<void> => {
    for (const entry of await entriesOf(join(folder, below))) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (leaveOut(path)) continue;
      if (entry.isDirectory()) await walk(path);
      else if (entry.isFile()) found.push(path);
    }
  };
  await walk('');
  return found.sort();
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (thrown) {
    if (errorCode(thrown) === 'ENOENT') return [];
    throw unreadable(folder, thrown);
  }
}

/** Whether two files hold the same bytes. @throws Problem FILE_UNREADABLE */
export async function sameContents(one: string, other: string): Promise<boolean> {
  try {
    const [a, b] = await Promise.all([stat(one), stat(other)]);
    if (a.size !== b.size) return false;
    const [first, second] = await Promise.all([readFile(one), readFile(other)]);
    return first.equals(second);
  } catch (thrown) {
    throw unreadable(one, thrown);
  }
}

function unreadable(path: string, thrown: unknown): Problem {
  return new Problem(
    {
      code: 'FILE_UNREADABLE',
      what: `${plainText(path)} cannot be read.`,
      why: fileFault(thrown),
      next: 'Check what the path names and its permissions, then try again.',
    },
    { cause: thrown },
  );
}
