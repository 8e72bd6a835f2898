import { join, resolve } from 'node:path';
import { ensureFolder, listFolder, readTextFile, removeFile, writeFileAtomic } from '../platform/files.ts';
import { asProblem, Problem } from '../values/problem.ts';
import { plainText } from '../values/text.ts';
import { asInitEntry, type InitJournalEntry } from './journal-entry.ts';
import { jsonValue } from './json-values.ts';

export type { InitJournalEntry } from './journal-entry.ts';

/** The journal as a whole; what could not be understood is named and left in place. */
export interface JournalContents {
  /** Newest first. */
  readonly entries: readonly InitJournalEntry[];
  /** One sentence for each file that is no entry. */
  readonly findings: readonly string[];
}

/** What the journal holds about one folder. */
export interface FolderNotes {
  /** Newest first. */
  readonly entries: readonly InitJournalEntry[];
  /** Notes that tell of this folder but cannot be read whole: damaged, or of another version. */
  readonly unreadable: readonly Problem[];
}

export interface Journal {
  /** Writes an entry, whole or not at all; one of the same id keeps its `startedAt`. @throws Problem FILE_UNWRITABLE */
  save(entry: InitJournalEntry): Promise<void>;
  /** Forgets an entry; one that is not there is no error. @throws Problem FILE_UNWRITABLE */
  remove(id: string): Promise<void>;
  /** The newest entry of a folder. @throws Problem FILE_UNREADABLE when the journal's folder cannot be read */
  find(folder: string): Promise<InitJournalEntry | undefined>;
  /** All that is noted about a folder. @throws Problem FILE_UNREADABLE when the journal's folder cannot be read */
  about(folder: string): Promise<FolderNotes>;
  /** @throws Problem FILE_UNREADABLE when the journal's folder cannot be read */
  list(): Promise<JournalContents>;
}

/** The journal in `<state>/journal`, one file an operation, mode 0600. Touches no file until it is used. */
export function openJournal(stateFolder: string): Journal {
  const folder = join(stateFolder, 'journal');
  const list = () => readJournal(folder);
  return {
    list,
    find: async (project) => (await aboutFolder(folder, project)).entries[0],
    about: (project) => aboutFolder(folder, project),
    save: async (entry) => {
      await ensureFolder(folder, 0o700);
      const path = entryPath(folder, entry.id);
      const earlier = await readEntry(path).catch(() => undefined);
      // Copies what an entry has by name: whatever else the object carries must not reach the disk.
      const kept = asInitEntry({ ...entry, startedAt: earlier?.startedAt ?? entry.startedAt });
      if (typeof kept === 'string') throw new Error(`the journal entry is not whole: ${kept}`);
      await writeFileAtomic(path, `${JSON.stringify(kept, undefined, 2)}\n`, { mode: 0o600 });
    },
    remove: (id) => removeFile(entryPath(folder, id)),
  };
}

async function readJournal(folder: string): Promise<JournalContents> {
  const { entries, unreadable } = await readNotes(folder);
  return { entries, findings: unreadable.map(({ problem: { what, why } }) => `${what} ${why}`) };
}

async function aboutFolder(folder: string, project: string): Promise<FolderNotes> {
  const { entries, unreadable } = await readNotes(folder);
  // What cannot be understood may still hold the name of the folder, as JSON writes it.
  const named = JSON.stringify(resolve(project));
  return {
    entries: entries.filter((entry) => resolve(entry.folder) === resolve(project)),
    unreadable: unreadable.filter(({ text }) => text.includes(named)).map(({ problem }) => problem),
  };
}

/** Everything in the journal's folder, entries newest first. */
async function readNotes(folder: string) {
  const entries: InitJournalEntry[] = [];
  const unreadable: { problem: Problem; text: string }[] = [];
  // Other names are temporary files of a write that was killed.
  const names = (await listFolder(folder)).filter((name) => name.endsWith('.json'));
  for (const name of names) {
    const path = join(folder, name);
    try {
      const entry = await readEntry(path);
      if (entry) entries.push(entry);
    } catch (thrown) {
      const text = await readTextFile(path).catch(() => undefined);
      unreadable.push({ problem: asProblem(thrown), text: text ?? '' });
    }
  }
  return { entries: entries.sort((one, other) => other.updatedAt - one.updatedAt), unreadable };
}

/** @returns undefined when the file is gone @throws Problem */
async function readEntry(path: string): Promise<InitJournalEntry | undefined> {
  const text = await readTextFile(path);
  if (text === undefined) return undefined;
  const entry = asInitEntry(jsonValue(text));
  if (typeof entry !== 'string') return entry;
  throw new Problem({
    code: 'FILE_MALFORMED',
    what: `The note ${plainText(path)} of an unfinished operation cannot be understood.`,
    why: entry,
    next: stackIn(text),
  });
}

/** The one thing that matters in a note that is damaged or too new: which stack it is about. */
function stackIn(text: string): string {
  const name = /"stackName"\s*:\s*"([A-Za-z][A-Za-z0-9-]{0,127})"/.exec(text)?.[1];
  return name
    ? `See what became of the stack ${name} (\`amplify-tui watch ${name}\`), then delete the file.`
    : 'Look into the file for the name of the stack, then delete it.';
}

function entryPath(folder: string, id: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9-]{0,127}$/.test(id)) return join(folder, `${id}.json`);
  throw new Error('the id of a journal entry holds letters, digits and dashes only');
}
