import { createHash } from 'node:crypto';
import { type DiffRow, lineDiff } from '../../core/line-diff.ts';
import { Problem, type ProblemText } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import { readFileOnDisk } from '../../platform/file-on-disk.ts';
import { listFolder } from '../../platform/files.ts';
import { tildePath } from '../../platform/paths.ts';
import { keptKeysFolder } from '../../profiles/kept-keys.ts';
import type { ProfilePlan } from '../../profiles/profile-plan.ts';
import { planRestore } from '../../profiles/restore.ts';
import type { SharedFileKind } from '../../profiles/shared-file.ts';
import type { ChangedFile, ChangeRecord } from '../../state/changes.ts';
import { type FileLine, finder, isSealed, linesOf, placeOf } from './lines.ts';
import { allowedPlace } from './places.ts';
import { sharedFiles } from './record.ts';

/** What undoing a change does to one file, safe to show. */
export interface UndoneFile {
  readonly label: string;
  readonly change: 'create' | 'update' | 'remove';
  readonly rows: readonly DiffRow[];
}

/** What undoing a change does. */
export interface UndoPlan {
  readonly files: readonly UndoneFile[];
  readonly notes: readonly string[];
  /** A hash of everything that would be read and written: a different one means that something has changed since. */
  readonly mark: string;
}

/** The new bytes of each file; undefined: the file is removed. Holds secrets. */
export interface UndoWork {
  readonly plan: UndoPlan;
  readonly texts: ReadonlyMap<string, Buffer | undefined>;
  /** Set if the files are the shared AWS files. */
  readonly shared: ProfilePlan | undefined;
}

/**
 * Plans the undoing of a change, with the current files. Writes nothing.
 *
 * @throws Problem CHANGE_STAYS if it cannot be undone: a file has other contents by now, a secret is gone, or the record
 * names a file that this program does not write; FILE_UNREADABLE, OUTSIDE_PROJECT
 */
export async function planUndo(record: ChangeRecord, env: NodeJS.ProcessEnv): Promise<UndoWork> {
  const files: UndoneFile[] = [];
  const texts = new Map<string, Buffer | undefined>();
  const back: string[] = [];
  const known = record.root === undefined ? await linesOnThisMachine(env) : [];
  const hash = createHash('sha256');
  for (const changed of record.files) {
    const label = await allowedPlace(record, changed, env);
    if (label === undefined) throw foreign(changed);
    const { bytes } = await readFileOnDisk(changed.path);
    const lines = linesOf(bytes, changed.kind);
    // An interrupted undo has already restored this file.
    if (isBack(changed, lines, { salt: record.salt, exists: bytes !== undefined })) {
      back.push(tildePath(label, env));
      hash.update(`${changed.path}\0back\0`);
      continue;
    }
    const old = restoredLines(changed, lines, { salt: record.salt, known, exists: bytes !== undefined });
    const text = old.map(({ raw }) => raw).join('');
    const removes = !changed.existed && text === '';
    texts.set(changed.path, removes ? undefined : Buffer.from(text, 'latin1'));
    const shown = (all: readonly FileLine[]) => all.map((line) => `${line.shown}\n`).join('');
    files.push({
      label: tildePath(label, env),
      change: removes ? 'remove' : bytes === undefined ? 'create' : 'update',
      rows: lineDiff(shown(lines), shown(old)),
    });
    hash
      .update(`${changed.path}\0${bytes?.length ?? -1}\0`)
      .update(bytes ?? '')
      .update(text, 'latin1');
  }
  const shared = record.root === undefined ? await sharedPlan(record, texts, env) : undefined;
  const notes = [
    ...back.map((label) => `${plainText(label)} is as it was before the change already.`),
    ...(shared?.files ?? []).flatMap(({ warnings }) => warnings),
  ];
  return { plan: { files, notes, mark: hash.digest('hex') }, texts, shared };
}

interface Found {
  readonly salt: string;
  readonly exists: boolean;
}

interface Known extends Found {
  readonly known: readonly FileLine[];
}

/** Whether the replaced lines are in their place again, and the written ones are not. */
function isBack(changed: ChangedFile, lines: readonly FileLine[], { salt, exists }: Found): boolean {
  if (changed.exists && exists && placeOf(changed, lines, salt) !== undefined) return false;
  // A shared file that did not exist is emptied, not removed.
  if (!changed.existed) return changed.exists && lines.length === 0;
  return exists && placeOf({ ...changed, after: changed.before }, lines, salt) !== undefined;
}

/** The lines of a file before the change, with everything that was changed elsewhere in it since. */
function restoredLines(changed: ChangedFile, lines: readonly FileLine[], given: Known): FileLine[] {
  const { salt, known, exists } = given;
  if (exists !== changed.exists) throw otherNow(changed, exists);
  const at = exists ? placeOf(changed, lines, salt) : 0;
  if (at === undefined) throw otherNow(changed, exists);
  const find = finder([...lines, ...known], salt);
  const before = changed.before.map((kept): FileLine => {
    if (!isSealed(kept)) return readable(kept, changed);
    const line = find(kept);
    if (!line) throw secretGone(changed);
    // A copy of the keys may have other line ends.
    return line;
  });
  return [...lines.slice(0, at), ...before, ...lines.slice(at + changed.after.length)];
}

/** Lines stored in the clear hold no secret. */
function readable(raw: string, { kind }: ChangedFile): FileLine {
  return linesOf(Buffer.from(raw, 'latin1'), kind)[0] ?? { raw, shown: '', isSecret: false };
}

/** The lines that may still have a replaced secret: those of the two files, and of the copies of replaced access keys. */
async function linesOnThisMachine(env: NodeJS.ProcessEnv): Promise<FileLine[]> {
  const folder = keptKeysFolder(env);
  const names = (await listFolder(folder)).filter((name) => name.endsWith('.credentials'));
  const copies = names.map((name) => ({ path: `${folder}/${name}`, kind: 'credentials' as const }));
  const all = await Promise.all(
    [...copies, ...sharedFiles(env)].map(async ({ path, kind }) => {
      const { bytes } = await readFileOnDisk(path);
      return linesOf(bytes, kind);
    }),
  );
  return all.flat();
}

async function sharedPlan(
  { what, files }: ChangeRecord,
  texts: UndoWork['texts'],
  env: NodeJS.ProcessEnv,
): Promise<ProfilePlan> {
  const wanted = new Map<SharedFileKind, Buffer>();
  for (const { path, kind } of files)
    if (kind !== 'text' && texts.has(path)) wanted.set(kind, texts.get(path) ?? Buffer.alloc(0));
  return planRestore(env, wanted, `taken back: ${what}`);
}

function stays(why: string, next: string): ProblemText {
  return { code: 'CHANGE_STAYS', what: 'The change cannot be taken back.', why, next };
}

function otherNow({ path, exists }: ChangedFile, isThere: boolean): Problem {
  const name = plainText(path);
  const why =
    exists === isThere
      ? `What it wrote into ${name} is not there any more, or more than once: it was changed since.`
      : `${name} ${isThere ? 'is there again' : 'is not there any more'}.`;
  return new Problem(stays(why, 'Take later changes back first, or edit the file yourself.'));
}

function secretGone({ path }: ChangedFile): Problem {
  return new Problem(
    stays(
      `A secret that stood in ${plainText(path)} is nowhere on this machine any more: no copy of it is kept.`,
      'Run `amplify-tui configure` to enter it again.',
    ),
  );
}

function foreign({ path }: ChangedFile): Problem {
  return new Problem(
    stays(
      `Its record names ${plainText(path)}, which amplify-tui does not write.`,
      'Edit the file yourself where it needs it.',
    ),
  );
}
