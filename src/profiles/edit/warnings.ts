import { shellPathWord, shellWord } from '../../core/shell.ts';
import type { FileOnDisk } from '../../platform/file-on-disk.ts';
import { isSecretKey } from '../settings.ts';
import type { SharedFile } from '../shared-file.ts';
import type { EditedFile } from './edit.ts';
import { type EndedKey, staysInAws } from './ended-keys.ts';
import { shownName } from './rules.ts';
import type { SharedEdit } from './shared-edit.ts';

/** What to know about a file before it is written: sentences, safe to show. */
export function fileWarnings(file: FileOnDisk, edited: EditedFile, edit: SharedEdit): string[] {
  return [...accessWarning(file, edited, edit), ...commentWarnings(edited, edit), ...refusedByCli(edited)];
}

/** Whether an edit puts a secret into its file. */
export function addsSecret(edit: SharedEdit): boolean {
  return (
    edit.kind === 'set' && [edit, ...(edit.also ?? [])].some(({ set }) => [...set.keys()].some(isSecretKey))
  );
}

/** The mode that keeps other users out of a file. @returns undefined for a new file, or one that is closed already */
export function closedMode({ mode, bytes }: FileOnDisk): number | undefined {
  if (process.platform === 'win32' || mode === undefined || !bytes || (mode & 0o077) === 0) return undefined;
  return mode & ~0o077;
}

/** The mode of a file to which no secret is added stays: changing it is up to the user. */
function accessWarning(file: FileOnDisk, { opened }: EditedFile, edit: SharedEdit): string[] {
  const { mode, bytes } = file;
  const closed = addsSecret(edit) ? closedMode(file) : undefined;
  if (closed !== undefined && mode !== undefined) {
    const [from, to] = [mode & 0o777, closed & 0o777].map((each) => each.toString(8));
    return [
      `Other users of this computer can get at ${opened.label} (mode ${from}); it becomes ${to}, for a secret goes in`,
    ];
  }
  if (process.platform === 'win32' || mode === undefined || !bytes || (mode & 0o077) === 0) return [];
  if (opened.kind === 'config' && !holdsSecret(opened.file)) return [];
  const octal = (mode & 0o777).toString(8);
  return [
    `Other users of this computer can get at ${opened.label} (mode ${octal}): run chmod 600 ${shellPathWord(opened.label)}`,
  ];
}

function holdsSecret({ sections }: SharedFile): boolean {
  return sections.some(({ properties }) => properties.some(({ key }) => isSecretKey(key)));
}

function commentWarnings({ opened, splices }: EditedFile, edit: SharedEdit): string[] {
  if (edit.kind === 'remove') return [];
  return opened.file.lines
    .filter(
      ({ kind, end, valueSpan }) =>
        kind === 'property' &&
        valueSpan !== undefined &&
        splices.some(({ start }) => start === valueSpan.start) &&
        opened.raw.slice(valueSpan.end, end).trim() !== '',
    )
    .map(
      ({ number, key = '' }) =>
        `Line ${opened.lineInFile(number)} keeps its comment; the AWS CLI reads it as part of ${shownName(key)}`,
    );
}

/** The first reason why the AWS CLI refuses the whole file, before this change as well as after it. */
function refusedByCli({ opened }: EditedFile): string[] {
  const finding = opened.file.findings.find(
    ({ code }) => code === 'cli-refuses' || code === 'byte-order-mark',
  );
  return finding ? [`Line ${opened.lineInFile(finding.line)}, not part of this change: ${finding.text}`] : [];
}

/** What happens to access keys that no profile has afterwards. @param folder that of the copies, as shown to the user */
export function endedWarnings(
  ended: readonly EndedKey[],
  change: { readonly kind: string },
  folder: string,
): string[] {
  if (ended.length === 0) return [];
  const copy = `A copy of the access key that goes is kept in ${folder}, readable by you alone`;
  if (change.kind !== 'remove') return [copy];
  const names = [...new Set(ended.map(({ profile }) => profile))];
  const instead = names.map(
    (name) =>
      `To take the key and what was made for it away in AWS, too: \`amplify-tui access remove --profile ${shellWord(name)}\` instead`,
  );
  return [copy, ...staysInAws(ended), ...instead];
}

/**
 * What else in the two files depends on a profile that is renamed or removed: a command is not edited, and a role loses its
 * source.
 */
export function dependents(files: readonly EditedFile[], change: { kind: string; name: string }): string[] {
  if (change.kind === 'set') return [];
  return files.flatMap(({ opened }) =>
    opened.file.sections.flatMap(({ name, properties }) =>
      properties.flatMap(({ key, value, line }) => {
        const where = `${opened.label}, line ${opened.lineInFile(line)}`;
        if (name === change.name) return [];
        if (key === 'credential_process' && value.split(/[\s"'=]+/).includes(change.name))
          return [`${where}: the command of ${shownName(name)} may name this profile`];
        const isSource = key === 'source_profile' && value === change.name && change.kind === 'remove';
        return isSource ? [`${where}: the role ${shownName(name)} takes its keys from this profile`] : [];
      }),
    ),
  );
}
