import { readdir, stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { plainText } from '../core/text.ts';
import { errorCode } from './file-faults.ts';
import { expandTilde } from './paths.ts';

/** The possible completions of a typed path. */
export interface PathCompletion {
  /** The typed text, extended by what the names have in common. */
  readonly text: string;
  /** The matching names, sorted, those of folders with a separator at the end; empty if nothing matches. */
  readonly names: readonly string[];
  /** Why there are none: their folder is missing, or may not be read. */
  readonly fault?: 'missing' | 'unreadable';
}

/** The context of a typed path. */
export interface TypedWhere {
  /** The folder to which a relative path is relative, absolute. */
  readonly from: string;
  readonly env: NodeJS.ProcessEnv;
  /** True: files too; otherwise only folders. */
  readonly files?: boolean;
}

const separators = sep === '\\' ? /[\\/]/ : /\//;

/**
 * Completes a path as shells do: `~` is the home folder, a name may contain blanks, and hidden names are offered only
 * after a typed dot. If no name matches, one that differs in capitals does. Names that cannot be typed, because they
 * contain control characters, are left out. Never throws.
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

/** The common start of all names, in whole characters. */
function commonStart([first = '', ...others]: readonly string[]): string {
  const characters = [...first];
  const same = characters.findIndex((_, at) => {
    const start = characters.slice(0, at + 1).join('');
    return others.some((other) => !other.startsWith(start));
  });
  return same < 0 ? first : characters.slice(0, same).join('');
}
