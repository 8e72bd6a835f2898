import type { FileOnDisk } from '../../platform/file-on-disk.ts';
import { isSecretKey } from '../settings.ts';
import type { SharedFile } from '../shared-file.ts';
import type { EditedFile, SharedEdit } from './edit.ts';
import { shownName } from './rules.ts';

/** What a person should know about a file before it is written; sentences, safe to show. */
export function fileWarnings(file: FileOnDisk, edited: EditedFile, edit: SharedEdit): string[] {
  return [...accessWarning(file, edited), ...commentWarnings(edited, edit), ...refusedByCli(edited)];
}

/** An existing mode is kept: to change it is the person's decision. */
function accessWarning({ mode, bytes }: FileOnDisk, { opened }: EditedFile): string[] {
  if (process.platform === 'win32' || mode === undefined || !bytes || (mode & 0o077) === 0) return [];
  if (opened.kind === 'config' && !holdsSecret(opened.file)) return [];
  const octal = (mode & 0o777).toString(8);
  return [
    `Other users of this computer can get at ${opened.label} (mode ${octal}): run chmod 600 ${opened.label}`,
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
        `Line ${number} keeps its comment; the AWS CLI reads it as part of ${shownName(key)}`,
    );
}

/** The first thing that makes the AWS CLI refuse the whole file, before this change as well as after it. */
function refusedByCli({ opened }: EditedFile): string[] {
  const finding = opened.file.findings.find(
    ({ code }) => code === 'cli-refuses' || code === 'byte-order-mark',
  );
  return finding ? [`Line ${finding.line}, not part of this change: ${finding.text}`] : [];
}

/**
 * What elsewhere in the two files leans on a profile that gets another name or goes: commands are not edited, and a role
 * loses its source.
 */
export function dependents(files: readonly EditedFile[], change: { kind: string; name: string }): string[] {
  if (change.kind === 'set') return [];
  return files.flatMap(({ opened }) =>
    opened.file.sections.flatMap(({ name, properties }) =>
      properties.flatMap(({ key, value, line }) => {
        const where = `${opened.label}, line ${line}`;
        if (name === change.name) return [];
        if (key === 'credential_process' && value.split(/[\s"'=]+/).includes(change.name))
          return [`${where}: the command of ${shownName(name)} may name this profile`];
        const isSource = key === 'source_profile' && value === change.name && change.kind === 'remove';
        return isSource ? [`${where}: the role ${shownName(name)} takes its keys from this profile`] : [];
      }),
    ),
  );
}
