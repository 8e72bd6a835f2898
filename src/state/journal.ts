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

/** The whole journal; files that cannot be understood are named and left in place. */
export interface JournalContents {
  /** Newest first. */
  readonly entries: readonly InitJournalEntry[];
  /** A sentence for each file that is not an entry. */
  readonly findings: readonly string[];
}

/** What the journal holds about one folder. */
export interface FolderNotes {
  /** Newest first. */
  readonly entries: readonly InitJournalEntry[];
  /** What prevents a new init: notes that cannot be read (damaged, of another version), or a claim from another home. */
  readonly unreadable: readonly Problem[];
}

export interface Journal {
  /**
   * Writes the first entry of an `init`, with this program as its owner, if there is no other entry for the folder, and
   * claims the folder. If two programs start at the same time, from one home or from two, the second one is refused.
   *
   * @throws Problem PROJECT_EXISTS when another init of the folder runs or did not finish; FILE_MALFORMED when a note of
   * the folder cannot be understood; FILE_UNWRITABLE
   */
  begin(entry: InitJournalEntry): Promise<void>;
  /**
   * Makes this program the owner of an entry, before it resumes, cleans up or forgets it.
   *
   * @throws Problem PROJECT_EXISTS while its owner is alive; PROJECT_NONE when the entry is gone; FILE_UNWRITABLE
   */
  takeOver(id: string): Promise<void>;
  /**
   * Writes an entry, whole or not at all. An earlier one with the same id keeps its `startedAt`, and its owner,
   * `filesBegun` and `appId` unless the new one has them.
   *
   * @throws Problem FILE_UNWRITABLE
   */
  save(entry: InitJournalEntry): Promise<void>;
  /**
   * Stores the previous texts of files before an `init` writes them. While the entry has `filesBegun`, stored texts are
   * not overwritten: a second run would store what the first one wrote.
   *
   * @throws Problem FILE_UNWRITABLE
   */
  keepBefore(id: string, files: FilesBefore): Promise<void>;
  /** The stored texts; empty if there are none. @throws Problem FILE_UNREADABLE, FILE_MALFORMED */
  filesBefore(id: string): Promise<FilesBefore>;
  /** Removes an entry; a missing one is not an error. @throws Problem FILE_UNWRITABLE */
  remove(id: string): Promise<void>;
  /** The newest entry of a folder. @throws Problem FILE_UNREADABLE when the journal's folder cannot be read */
  find(folder: string): Promise<InitJournalEntry | undefined>;
  /** Everything about a folder. @throws Problem FILE_UNREADABLE when the journal's folder cannot be read */
  about(folder: string): Promise<FolderNotes>;
  /** @throws Problem FILE_UNREADABLE when the journal's folder cannot be read */
  list(): Promise<JournalContents>;
}

/** The journal in `<state>/journal`, one file per operation, mode 0600. Touches no file until it is used. */
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
        // This program may have been suspended until its lock expired, and another one may have started here since.
        await expectHeld().catch(async (thrown: unknown) => {
          if (isFirst) await removeFile(entryPath(folder, entry.id));
          throw thrown;
        });
        return isFirst;
      });
      // The note comes first: a claim without one counts as abandoned.
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
      // Checked without the lock, too: a full disk allows none, and a clean-up may proceed without it.
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
  // Copies the known members only: nothing else that the object carries may reach the disk.
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

/** The problem that another program is working on an entry. */
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
  // An init that was started here can be resumed or cleaned up, whatever another home claims.
  const other = notes.entries.length > 0 ? undefined : await claimedByOther(project).catch(asProblem);
  return other ? { ...notes, unreadable: [...notes.unreadable, other] } : notes;
}

/** As {@link aboutFolder}, for this journal alone. */
async function notedAbout(folder: string, project: string): Promise<FolderNotes> {
  const { entries, unreadable } = await readNotes(folder);
  const isHere = await Promise.all(entries.map((entry) => sameFolder(entry.folder, project)));
  // A note that cannot be understood may still hold the folder's path, as JSON writes it.
  const names = [resolve(project), await realPath(project).catch(() => resolve(project))];
  const isNamed = (text: string) => names.some((name) => text.includes(JSON.stringify(name)));
  return {
    entries: entries.filter((_, index) => isHere[index]),
    unreadable: unreadable.filter(({ text }) => isNamed(text)).map(({ problem }) => problem),
  };
}

/** Everything in the journal's folder, the newest entries first. */
async function readNotes(folder: string) {
  const entries: InitJournalEntry[] = [];
  const unreadable: { problem: Problem; text: string }[] = [];
  // Other names are temporary files of a killed write.
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

/** @returns undefined if the file is gone @throws Problem */
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

/** What to do about a damaged or too new note. The one thing that matters in it is the name of its stack. */
function stackIn(text: string): string {
  const name = /"stackName"\s*:\s*"([A-Za-z][A-Za-z0-9-]{0,127})"/.exec(text)?.[1];
  return name
    ? `See what became of the stack ${name} (\`amplify-tui watch ${shellWord(name)}\`), then delete the file.`
    : 'Look into the file for the name of the stack, then delete it.';
}

/** The extension differs from an entry's, so it is not read as one. */
function beforePath(folder: string, id: string): string {
  return entryPath(folder, id).replace(/json$/, 'before');
}

function entryPath(folder: string, id: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9-]{0,127}$/.test(id)) return join(folder, `${id}.json`);
  throw new Error('the id of a journal entry holds letters, digits and dashes only');
}
