import { readdir, stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { plainText } from '../core/text.ts';
import { errorCode } from './file-faults.ts';
import { expandTilde } from './paths.ts';

/** What a path that is typed can become. */
export interface PathCompletion {
  /** What was typed, with all that the names have in common. */
  readonly text: string;
  /** The names that begin like this, sorted, a folder's with what separates it from the next; none: nothing begins so. */
  readonly names: readonly string[];
  /** Why there are none: the folder they would be in is not there, or may not be read. */
  readonly fault?: 'missing' | 'unreadable';
}

/** Where a path is typed, and what for. */
export interface TypedWhere {
  /** What a relative path begins at, absolute. */
  readonly from: string;
  readonly env: NodeJS.ProcessEnv;
  /** True: files are wanted, too; else folders alone. */
  readonly files?: boolean;
}

const separators = sep === '\\' ? /[\\/]/ : /\//;

/**
 * Completes a path as shells do: `~` is the home folder, a name may go on after blanks, and hidden names are offered only to
 * one who types their dot. Where no name begins as it was typed, one that differs in capitals does. Names that cannot be
 * typed, with control characters in them, are left out. Never throws.
 */
export async function completePath(typed: string, where: TypedWhere): Promise<PathCompletion> {
  if (typed === '~') return { text: `~${sep}`, names: [`~${sep}`] };
  const begins = 1 + [...typed].findLastIndex((character) => separators.test(character));
  const head = [...typed].slice(0, begins).join('');
  const begun = typed.slice(head.length);
  const folder = resolve(where.from, expandTilde(head === '' ? '.' : head, where.env));
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const fitting = entries.filter(
      ({ name }) => name.startsWith('.') === begun.startsWith('.') && plainText(name) === name,
    );
    const exact = fitting.filter(({ name }) => name.startsWith(begun));
    const low = begun.toLowerCase();
    const like = exact.length > 0 ? exact : fitting.filter(({ name }) => name.toLowerCase().startsWith(low));
    const found = await Promise.all(
      like.map(async (entry) => {
        const isFolder = entry.isSymbolicLink()
          ? await stat(join(folder, entry.name)).then(
              (facts) => facts.isDirectory(),
              () => false,
            )
          : entry.isDirectory();
        return isFolder ? entry.name + sep : where.files ? entry.name : undefined;
      }),
    );
    const names = found.filter((name) => name !== undefined).sort();
    const common = commonStart(names);
    return { text: common.length >= begun.length ? head + common : typed, names };
  } catch (thrown) {
    const isMissing = ['ENOENT', 'ENOTDIR'].includes(errorCode(thrown) ?? '');
    return { text: typed, names: [], fault: isMissing ? 'missing' : 'unreadable' };
  }
}

/** What all of the names begin with, in whole characters. */
function commonStart([first = '', ...others]: readonly string[]): string {
  const characters = [...first];
  const same = characters.findIndex((_, at) => {
    const start = characters.slice(0, at + 1).join('');
    return others.some((other) => !other.startsWith(start));
  });
  return same < 0 ? first : characters.slice(0, same).join('');
}
