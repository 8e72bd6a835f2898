import { join, resolve } from 'node:path';
import { jsonValue } from '../core/json-values.ts';
import { asProblem, Problem } from '../core/problem.ts';
import { shellWord } from '../core/shell.ts';
import { plainText } from '../core/text.ts';
import { ensureFolder, listFolder, readTextFile, removeFile, writeFileAtomic } from '../platform/files.ts';
import { isOtherLiving, ownProcess } from '../platform/process-mark.ts';
import { realPath, sameFolder } from '../platform/real-path.ts';
import { type FilesBefore, readFilesBefore, writeFilesBefore } from './files-before.ts';
import { claimedByOther, claimFolder, releaseFolder } from './folder-claim.ts';
import { asInitEntry, type InitJournalEntry } from './journal-entry.ts';
import { underJournalLock } from './journal-lock.ts';
import { anotherInit, noLongerNoted, runsElsewhere } from './journal-problems.ts';

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
  /** What keeps an init from being begun: notes that cannot be read whole (damaged, of another version), the claim of another home. */
  readonly unreadable: readonly Problem[];
}

export interface Journal {
  /**
   * Writes the first entry of an `init`, with this program as its owner, if nothing else is noted about the folder, and
   * claims the folder. Two programs that begin at the same time are told apart, in one home or in two: the second one is refused.
   *
   * @throws Problem PROJECT_EXISTS when another init of the folder runs or was not finished; FILE_MALFORMED when a note
   * of the folder cannot be understood; FILE_UNWRITABLE
   */
  begin(entry: InitJournalEntry): Promise<void>;
  /**
   * Makes this program the owner of an entry, before it continues it, cleans it up or forgets it.
   *
   * @throws Problem PROJECT_EXISTS while its owner is alive; PROJECT_NONE when it is not there any more; FILE_UNWRITABLE
   */
  takeOver(id: string): Promise<void>;
  /**
   * Writes an entry, whole or not at all; one of the same id keeps its `startedAt`, its owner, its `filesBegun` and its
   * `appId`.
   *
   * @throws Problem FILE_UNWRITABLE
   */
  save(entry: InitJournalEntry): Promise<void>;
  /**
   * Keeps what files were, before an `init` writes them. What is kept of a file stays while the entry says that files were
   * begun: a second run finds what the first one has written.
   *
   * @throws Problem FILE_UNWRITABLE
   */
  keepBefore(id: string, files: FilesBefore): Promise<void>;
  /** What was kept; empty when nothing was. @throws Problem FILE_UNREADABLE, FILE_MALFORMED */
  filesBefore(id: string): Promise<FilesBefore>;
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
  const save = (entry: InitJournalEntry) => saveEntry(folder, entry);
  return {
    list,
    find: async (project) => (await notedAbout(folder, project)).entries[0],
    about: (project) => aboutFolder(folder, project),
    begin: async (entry) => {
      const isNew = await underJournalLock(folder, async ({ expectHeld }) => {
        const { entries, unreadable } = await notedAbout(folder, entry.folder);
        const isFirst = !entries.some(({ id }) => id === entry.id);
        if (isFirst) {
          const [other] = entries;
          if (other) throw (await runningElsewhere(other)) ?? anotherInit(other);
          if (unreadable[0]) throw unreadable[0];
        }
        const owner = await ownProcess();
        await expectHeld();
        await save({ ...entry, owner });
        // A program that was stopped for longer than its lock lasts: another one may have begun here since it looked.
        await expectHeld().catch(async (thrown: unknown) => {
          if (isFirst) await removeFile(entryPath(folder, entry.id));
          throw thrown;
        });
        return isFirst;
      });
      // The note comes first: a claim without one is nobody's.
      await claimFolder(resolve(folder), entry).catch(async (thrown: unknown) => {
        if (isNew) await removeFile(entryPath(folder, entry.id));
        throw thrown;
      });
    },
    takeOver: async (id) => {
      const path = entryPath(folder, id);
      const expectFree = async () => {
        const entry = await readEntry(path);
        if (!entry) throw noLongerNoted();
        const running = await runningElsewhere(entry);
        if (running) throw running;
        return entry;
      };
      // Without the lock as well: on a full disk there is none, and a clean-up may go on without it.
      await expectFree();
      await underJournalLock(folder, async ({ expectHeld }) => {
        const owner = await ownProcess();
        const entry = await expectFree();
        await expectHeld();
        await save({ ...entry, owner });
      });
    },
    save,
    keepBefore: async (id, files) => {
      await ensureFolder(folder, 0o700);
      const path = beforePath(folder, id);
      const entry = await readEntry(entryPath(folder, id)).catch(() => undefined);
      const kept = entry?.filesBegun ? await readFilesBefore(path) : new Map();
      await writeFilesBefore(path, new Map([...files, ...kept]));
    },
    filesBefore: (id) => readFilesBefore(beforePath(folder, id)),
    remove: async (id) => {
      const entry = await readEntry(entryPath(folder, id)).catch(() => undefined);
      if (entry) await releaseFolder(entry);
      await removeFile(entryPath(folder, id));
      await removeFile(beforePath(folder, id));
    },
  };
}

async function saveEntry(folder: string, entry: InitJournalEntry): Promise<void> {
  await ensureFolder(folder, 0o700);
  const path = entryPath(folder, entry.id);
  const earlier = await readEntry(path).catch(() => undefined);
  // Copies what an entry has by name: whatever else the object carries must not reach the disk.
  const kept = asInitEntry({
    filesBegun: earlier?.filesBegun,
    owner: earlier?.owner,
    appId: earlier?.appId,
    ...entry,
    startedAt: earlier?.startedAt ?? entry.startedAt,
  });
  if (typeof kept === 'string') throw new Error(`the journal entry is not whole: ${kept}`);
  await writeFileAtomic(path, `${JSON.stringify(kept, undefined, 2)}\n`, { mode: 0o600 });
}

/** The problem that another program works on an entry right now. */
async function runningElsewhere(entry: InitJournalEntry): Promise<Problem | undefined> {
  const { owner } = entry;
  return owner && (await isOtherLiving(owner)) ? runsElsewhere(entry, owner) : undefined;
}

async function readJournal(folder: string): Promise<JournalContents> {
  const { entries, unreadable } = await readNotes(folder);
  return { entries, findings: unreadable.map(({ problem: { what, why } }) => `${what} ${why}`) };
}

async function aboutFolder(folder: string, project: string): Promise<FolderNotes> {
  const notes = await notedAbout(folder, project);
  // One that was begun here is continued, or cleaned up, whatever another home says.
  const other = notes.entries.length > 0 ? undefined : await claimedByOther(project).catch(asProblem);
  return other ? { ...notes, unreadable: [...notes.unreadable, other] } : notes;
}

/** As {@link aboutFolder}, of this journal alone. */
async function notedAbout(folder: string, project: string): Promise<FolderNotes> {
  const { entries, unreadable } = await readNotes(folder);
  const isHere = await Promise.all(entries.map((entry) => sameFolder(entry.folder, project)));
  // What cannot be understood may still hold the name of the folder, as JSON writes it.
  const names = [resolve(project), await realPath(project).catch(() => resolve(project))];
  const isNamed = (text: string) => names.some((name) => text.includes(JSON.stringify(name)));
  return {
    entries: entries.filter((_, index) => isHere[index]),
    unreadable: unreadable.filter(({ text }) => isNamed(text)).map(({ problem }) => problem),
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
    ? `See what became of the stack ${name} (\`amplify-tui watch ${shellWord(name)}\`), then delete the file.`
    : 'Look into the file for the name of the stack, then delete it.';
}

/** Not named as an entry is: it belongs to one. */
function beforePath(folder: string, id: string): string {
  return entryPath(folder, id).replace(/json$/, 'before');
}

function entryPath(folder: string, id: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9-]{0,127}$/.test(id)) return join(folder, `${id}.json`);
  throw new Error('the id of a journal entry holds letters, digits and dashes only');
}
