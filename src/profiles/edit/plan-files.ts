import { devNull } from 'node:os';
import { dirname, resolve } from 'node:path';
import { Problem } from '../../core/problem.ts';
import { Secret } from '../../core/secret.ts';
import { plainText } from '../../core/text.ts';
import { brokenLinkOn, fileFacts } from '../../platform/file-facts.ts';
import { type FileOnDisk, readFileOnDisk } from '../../platform/file-on-disk.ts';
import { tildePath } from '../../platform/paths.ts';
import { editSizeFault, largestSharedFile } from '../file-size.ts';
import { parseSharedFile } from '../grammar.ts';
import { keptKeysLabel } from '../kept-keys.ts';
import type { ProfileList } from '../profile.ts';
import type { PlannedProfileFile, ProfileChange } from '../profile-plan.ts';
import type { ReadFile } from '../section-columns.ts';
import type { SharedFileKind } from '../shared-file.ts';
import { sharedFilePaths } from '../shared-file-paths.ts';
import { callsItself } from '../sources.ts';
import { profilesOf } from '../store.ts';
import { maskedDiff } from './diff.ts';
import { type EditedFile, editSharedFile } from './edit.ts';
import { type EndedKey, endedKeys } from './ended-keys.ts';
import { type Excerpt, excerptsFor, type LargeFile } from './excerpt.ts';
import { keyFault, nameFault, refusedEdit, shownName, unsafeEdit, valueFault } from './rules.ts';
import { expectSdkAgrees } from './sdk-view.ts';
import { SealedEdit } from './sealed.ts';
import type { SectionEdit, SharedEdit } from './shared-edit.ts';
import { addsSecret, closedMode, dependents, endedWarnings, fileWarnings } from './warnings.ts';

/** The file that a setting belongs in. */
export function homeOf(key: string): SharedFileKind {
  const keys = ['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token'];
  return keys.includes(key) ? 'credentials' : 'config';
}

/**
 * Plans a change to both files. See `planProfileChange` for what it throws.
 *
 * @param isBegun one of the files already has the change, so its profile is renamed or gone
 */
export async function plannedFiles(
  env: NodeJS.ProcessEnv,
  change: ProfileChange,
  isBegun: boolean,
): Promise<{ files: PlannedProfileFile[]; ended: readonly EndedKey[] }> {
  expectWritable(change);
  const paths = sharedFilePaths(env);
  const kinds: readonly SharedFileKind[] = ['credentials', 'config'];
  const files = new Map<SharedFileKind, FileOnDisk>();
  for (const kind of kinds) files.set(kind, await readShared(paths[kind]));
  expectTwoFiles(files, env);
  const excerpts = excerptsOfLarge(files, change, env);
  const planned: PlannedProfileFile[] = [];
  const all: EditedFile[] = [];
  for (const [kind, file] of files) {
    const label = tildePath(file.path, env);
    const edit = editIn(kind, change);
    const edited = editSharedFile(file.bytes ?? Buffer.alloc(0), kind, label, edit, excerpts.get(kind));
    all.push(edited);
    if (edited.splices.length === 0) continue;
    await expectSdkAgrees(edited, edit);
    const elsewhere = file.bytes ? [] : await placeWarnings(file, label, env);
    planned.push({
      path: file.path,
      target: file.target,
      label,
      change: file.bytes ? 'update' : 'create',
      diff: maskedDiff(edited, secretKeys(change)),
      warnings: [...elsewhere, ...fileWarnings(file, edited, edit)],
      edit: new SealedEdit(file, edited, addsSecret(edit) ? closedMode(file) : undefined),
    });
  }
  if (!isBegun) expectKnown(change, all);
  expectNoNewCircle(all, paths);
  const ended = endedKeys(all);
  const more = [...dependents(all, change), ...endedWarnings(ended, change, keptKeysLabel(env))];
  const warned = planned.map((file, index) =>
    index === 0 ? { ...file, warnings: [...file.warnings, ...more] } : file,
  );
  return { files: warned, ended };
}

function expectWritable(change: ProfileChange): void {
  if (change.kind === 'rename') {
    const fault = nameFault(change.to);
    if (!fault) return;
    const what = `A profile cannot be named ${shownName(change.to) || 'nothing'}.`;
    throw refusedEdit(what, fault, 'Choose another name.');
  }
  if (change.kind !== 'set') return;
  for (const [key, value] of change.set) {
    const name = shownName(key);
    const wrongKey = keyFault(key);
    if (wrongKey) throw refusedEdit(`There is no setting ${name}.`, wrongKey, 'Check its spelling.');
    const fault = valueFault(key, plain(value));
    if (fault) throw refusedEdit(`${name} cannot get this value.`, fault, `Give another value for ${name}.`);
  }
}

async function readShared(path: string): Promise<FileOnDisk> {
  return path === devNull
    ? { path, target: path, bytes: undefined }
    : readFileOnDisk(path, largestSharedFile);
}

/**
 * Warns when the path of a new file leads through a broken link. Missing folders behind it are not created, as in the AWS CLI:
 * they may be on a disk that is not mounted.
 *
 * @throws Problem FILE_UNWRITABLE
 */
async function placeWarnings({ path }: FileOnDisk, label: string, env: NodeJS.ProcessEnv): Promise<string[]> {
  const broken = await brokenLinkOn(path);
  if (!broken) return [];
  const link = tildePath(broken.link, env);
  const target = tildePath(broken.target, env);
  if (broken.link === resolve(path) && (await fileFacts(dirname(broken.target))).kind === 'folder')
    return [`${label} is a link: the file is made at ${target}`];
  throw new Problem({
    code: 'FILE_UNWRITABLE',
    what: `${label} cannot be written.`,
    why: `${plainText(link)} is a link to ${plainText(target)}, which is not there.`,
    next: 'Mount or make what it leads to, or remove the link; then try again.',
  });
}

function expectTwoFiles(files: ReadonlyMap<SharedFileKind, FileOnDisk>, env: NodeJS.ProcessEnv): void {
  const targets = new Set([...files.values()].map(({ target }) => target));
  const [first] = files.values();
  if (targets.size === files.size || !first || first.target === devNull) return;
  const why = 'the config and the credentials file are one and the same';
  const next = 'Set AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE to two files.';
  throw unsafeEdit({ label: tildePath(first.path, env) }, [], why, next);
}

/**
 * The excerpts to edit when one of the two files is large; none otherwise.
 *
 * @throws Problem PROFILE_EDIT_UNSAFE when even these are too large
 */
function excerptsOfLarge(
  files: ReadonlyMap<SharedFileKind, FileOnDisk>,
  change: ProfileChange,
  env: NodeJS.ProcessEnv,
): ReadonlyMap<SharedFileKind, Excerpt> {
  const large = new Map<SharedFileKind, LargeFile>();
  const isLarge = [...files.values()].some(({ bytes }) => bytes && editSizeFault(bytes));
  const refusal = (path: string, why: string) => {
    const next = 'Edit it with a text editor, or keep only the profiles that are used in it.';
    return unsafeEdit({ label: tildePath(path, env) }, [], why, next);
  };
  for (const [kind, { path, bytes }] of isLarge ? files : []) {
    if (!bytes) continue;
    const file = parseSharedFile(bytes, kind, { keepLines: false });
    if (file.tooMuch !== undefined) throw refusal(path, file.tooMuch);
    large.set(kind, { bytes, file });
  }
  const excerpts = excerptsFor(large, editIn('config', change));
  for (const [kind, { bytes }] of excerpts) {
    const much = editSizeFault(bytes);
    if (much === undefined) continue;
    throw refusal(files.get(kind)?.path ?? '', `the change has to look at ${much} of it`);
  }
  return excerpts;
}

function editIn(kind: SharedFileKind, change: ProfileChange): SharedEdit {
  if (change.kind !== 'set') return change;
  const { name, also } = change;
  const section = (of: string, set: typeof change.set, remove: readonly string[]): SectionEdit => {
    const here = [...set].filter(([key]) => homeOf(key) === kind);
    const elsewhere = [...set.keys()].filter((key) => homeOf(key) !== kind);
    return {
      name: of,
      set: new Map(here.map(([key, value]) => [key, plain(value)])),
      remove: [...new Set([...remove, ...elsewhere])],
    };
  };
  const keys = new Map([...change.set].filter(([key]) => homeOf(key) === 'credentials'));
  return {
    kind: 'set',
    ...section(name, change.set, change.remove),
    ...(also ? { also: also.map((other) => section(other, keys, [])) } : {}),
  };
}

function expectKnown(change: ProfileChange, files: readonly EditedFile[]): void {
  if (change.kind === 'set') return;
  const lineOf = (name: string) =>
    files.flatMap(({ opened }) =>
      opened.file.sections
        .filter((section) => section.kind === 'profile' && section.name === name)
        .map(({ line }) => ({ opened, line })),
    )[0];
  if (!lineOf(change.name)) {
    throw new Problem({
      code: 'PROFILE_UNKNOWN',
      what: `Profile "${shownName(change.name)}" not found.`,
      why: `Neither ${files.map(({ opened }) => opened.label).join(' nor ')} has it.`,
      next: 'Run `amplify-tui profiles list` for those that exist.',
    });
  }
  const taken = change.kind === 'rename' && change.to !== change.name ? lineOf(change.to) : undefined;
  if (taken) {
    const why = `there is a profile ${shownName(change.kind === 'rename' ? change.to : '')} already`;
    throw unsafeEdit(taken.opened, [taken.line], why, 'Choose another name.');
  }
}

/** A profile that asks itself for credentials, directly or through others, would start processes without end. */
function expectNoNewCircle(files: readonly EditedFile[], paths: ProfileList['files']): void {
  const circlesIn = (bytesOf: (file: EditedFile) => Buffer) => {
    const parsed: Record<SharedFileKind, ReadFile | undefined> = {
      config: undefined,
      credentials: undefined,
    };
    for (const file of files)
      parsed[file.opened.kind] = parseSharedFile(bytesOf(file), file.opened.kind, { keepLines: false });
    const { profiles } = profilesOf(parsed, paths);
    return profiles.flatMap(({ name, findings }) =>
      findings.filter(({ text }) => callsItself(text)).map(({ text }) => ({ name, text })),
    );
  };
  if (!files.some(({ splices }) => splices.length > 0)) return;
  const before = new Set(circlesIn(({ opened }) => opened.bytes).map(({ name }) => name));
  const found = circlesIn(({ after }) => after).find(({ name }) => !before.has(name));
  if (!found) return;
  throw refusedEdit(
    `The profile ${shownName(found.name)} would ask itself for its credentials.`,
    found.text,
    'Choose another name, or another profile to ask for.',
  );
}

function secretKeys(change: ProfileChange): Set<string> {
  if (change.kind !== 'set') return new Set();
  return new Set([...change.set].filter(([, value]) => value instanceof Secret).map(([key]) => key));
}

function plain(value: string | Secret): string {
  return value instanceof Secret ? value.reveal() : value;
}
