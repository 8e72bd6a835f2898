import { join } from 'node:path';
import { begunWords, deleteCommand } from '../core/delete-command.ts';
import { asRecord, isText, isTime, jsonValue } from '../core/json-values.ts';
import { asProblem, Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { type AccessChoice, asAccess } from '../credentials/access.ts';
import { readTextFile } from '../platform/files.ts';
import { isOtherLiving, ownProcess, type ProcessMark } from '../platform/process-mark.ts';
import { sameFolder } from '../platform/real-path.ts';
import { type Layout, layouts, type ProjectSettings } from '../project/project.ts';
import { asOwner, asSettings } from './journal-entry.ts';
import { underJournalLock } from './journal-lock.ts';
import { noteFiles } from './note-files.ts';

/** A backend that is being deleted, as it was found while it was complete. */
export interface DeleteNoteTarget {
  readonly environment?: string;
  readonly access: AccessChoice;
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly bucket?: string;
  readonly appId?: string;
  /** What its stacks leave in the account: AWS no longer lists it once they are deleted. */
  readonly retained?: readonly RetainedResource[];
}

/** A resource that stays in the account when its stack is deleted, because its template says so. */
export interface RetainedResource {
  /** The logical ids that lead to it, with `/` between them. */
  readonly path: string;
  readonly type: string;
  readonly physicalId?: string;
}

/** A deletion in progress: what is needed to resume it when the files or the stack are gone. Never holds a secret. */
export interface DeleteNote {
  readonly version: 1;
  /** Letters, digits and dashes; the name of its file. */
  readonly id: string;
  readonly kind: 'delete';
  /** The project's root, absolute. */
  readonly folder: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly scope: 'project' | 'environment';
  /** Of the project or the environment. */
  readonly name: string;
  readonly layout: Layout;
  readonly settings: ProjectSettings;
  readonly targets: readonly DeleteNoteTarget[];
  readonly keepBucket: boolean;
  readonly keepFiles: boolean;
  /** The folder for the buckets' contents, absolute. */
  readonly download?: string;
  /** Whether all of them were downloaded. */
  readonly downloaded?: true;
  /** Set if another cloud than AWS is used. */
  readonly endpoint?: string;
  readonly owner?: ProcessMark;
}

export interface DeleteJournal {
  /**
   * Writes a note with this program as its owner; one of the same id is replaced.
   *
   * @throws Problem STACK_STATE while another program works on the folder's deletion; FILE_UNWRITABLE
   */
  begin(note: DeleteNote): Promise<void>;
  /** Saves a note, whole or not at all. @throws Problem FILE_UNWRITABLE */
  save(note: DeleteNote): Promise<void>;
  /** Removes a note; a missing one is not an error. @throws Problem FILE_UNWRITABLE */
  remove(id: string): Promise<void>;
  /** The note about a folder. @throws Problem FILE_UNREADABLE; FILE_MALFORMED if it cannot be understood */
  find(folder: string): Promise<DeleteNote | undefined>;
  /** All notes, newest first, and a sentence for each file that cannot be understood. */
  list(): Promise<{ readonly notes: readonly DeleteNote[]; readonly findings: readonly string[] }>;
}

/** The notes in `<state>/journal/delete`, one file per note, mode 0600. Touches no file until it is used. */
export function openDeleteJournal(stateFolder: string): DeleteJournal {
  const folder = journalFolder(stateFolder);
  const { paths, save, remove } = noteFiles(folder, asNote);
  const find = async (project: string) => {
    for (const path of await paths()) {
      const text = await readTextFile(path);
      if (text === undefined) continue;
      const note = asNote(jsonValue(text));
      if (note ? await sameFolder(note.folder, project) : text.includes(JSON.stringify(project))) {
        if (!note) throw malformed(path);
        return note;
      }
    }
    return undefined;
  };
  const list = async () => {
    const notes: DeleteNote[] = [];
    const findings: string[] = [];
    for (const path of await paths()) {
      const text = await readTextFile(path).catch((thrown: unknown) => asProblem(thrown));
      const note = typeof text === 'string' ? asNote(jsonValue(text)) : undefined;
      if (note) notes.push(note);
      else if (text !== undefined) {
        const { what, why } = text instanceof Problem ? text : malformed(path);
        findings.push(`${what} ${why}`);
      }
    }
    return { notes: notes.sort((one, other) => other.startedAt - one.startedAt), findings };
  };
  return {
    find,
    list,
    begin: (note) =>
      underJournalLock(folder, async ({ expectHeld }) => {
        const earlier = await find(note.folder).catch((thrown: unknown) => {
          if (asProblem(thrown).code === 'FILE_MALFORMED') return undefined;
          throw thrown;
        });
        if (earlier?.owner && (await isOtherLiving(earlier.owner)))
          throw runsElsewhere(earlier, earlier.owner);
        const owner = await ownProcess();
        await expectHeld();
        await save({ ...note, owner });
      }),
    save: async (note) => save({ ...note, owner: await ownProcess() }),
    remove,
  };
}

/** Why nothing else can start in a folder whose deletion has started. @returns the problem, with the command that resumes it */
export function deletionBegun(note: DeleteNote): Problem {
  return new Problem({
    code: 'STACK_STATE',
    what: begunWords(note),
    why: 'One deletion is brought to its end before anything else starts.',
    next: `Run \`${deleteCommand(note)}\` here to resume it.`,
  });
}

/** The problem of a stack that was created in the folder since the deletion started: its review did not include it. */
export function madeSince({ id, name }: DeleteNote, stateFolder: string, stackName: string): Problem {
  return new Problem({
    code: 'STACK_STATE',
    what: `The note of the deletion that was started here does not name the stack ${plainText(stackName)}.`,
    why: `It was started for ${plainText(name)}, and that stack came into the project since; nothing of it is deleted.`,
    next: `See in the console what is left of the earlier one, remove its note ${plainText(noteFiles(journalFolder(stateFolder), asNote).pathOf(id))}, then delete again.`,
  });
}

function runsElsewhere({ name }: DeleteNote, { pid }: ProcessMark): Problem {
  return new Problem({
    code: 'STACK_STATE',
    what: `${plainText(name)} is being deleted in another window (process ${pid}).`,
    why: 'Two programs never work on one deletion.',
    next: 'Continue there. When that window is closed, run `amplify-tui delete` here again.',
  });
}

function malformed(path: string): Problem {
  return new Problem({
    code: 'FILE_MALFORMED',
    what: `The note ${plainText(path)} of an unfinished deletion cannot be understood.`,
    why: 'It is damaged, or was written by another version of amplify-tui.',
    next: 'Look into it for the stacks that it names, then delete the file.',
  });
}

/** Validates a value from a file and copies the known members only. */
function asNote(value: unknown): DeleteNote | undefined {
  const record = asRecord(value);
  if (record?.version !== 1 || record.kind !== 'delete') return undefined;
  const { id, folder, startedAt, scope, name, keepBucket, keepFiles, download, endpoint } = record;
  const layout = layouts.find((known) => known === record.layout);
  const settings = asSettings(record.settings);
  const targets = Array.isArray(record.targets) ? record.targets.map(asTarget) : [];
  const owner = asOwner(record.owner);
  if (!isText(id) || !isText(folder) || !isText(name) || !layout || !settings) return undefined;
  if (!isTime(startedAt) || (scope !== 'project' && scope !== 'environment')) return undefined;
  const whole = targets.filter((target) => target !== undefined);
  if (whole.length !== targets.length) return undefined;
  return {
    version: 1,
    kind: 'delete',
    id,
    folder,
    startedAt,
    scope,
    name,
    layout,
    settings,
    targets: whole,
    keepBucket: keepBucket === true,
    keepFiles: keepFiles === true,
    ...(isText(download) ? { download } : {}),
    ...(record.downloaded === true ? { downloaded: true } : {}),
    ...(isText(endpoint) ? { endpoint } : {}),
    ...(owner ? { owner } : {}),
  };
}

function asTarget(value: unknown): DeleteNoteTarget | undefined {
  const { environment, account, region, stackId, stackName, bucket, appId, access, retained } =
    asRecord(value) ?? {};
  const choice = asAccess(access);
  if (!choice || !isText(account) || !isText(region) || !isText(stackId) || !isText(stackName))
    return undefined;
  return {
    access: choice,
    account,
    region,
    stackId,
    stackName,
    ...(isText(environment) ? { environment } : {}),
    ...(isText(bucket) ? { bucket } : {}),
    ...(isText(appId) ? { appId } : {}),
    ...(Array.isArray(retained) ? { retained: retained.flatMap(asRetained) } : {}),
  };
}

const journalFolder = (stateFolder: string) => join(stateFolder, 'journal', 'delete');

function asRetained(value: unknown): RetainedResource[] {
  const { path, type, physicalId } = asRecord(value) ?? {};
  if (!isText(path) || !isText(type)) return [];
  return [{ path, type, ...(isText(physicalId) ? { physicalId } : {}) }];
}
