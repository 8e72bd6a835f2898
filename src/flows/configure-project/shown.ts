import { count, plainText } from '../../core/text.ts';
import { currentFolder } from '../../project/layouts/file-names.ts';
import type { ProjectFileChange, ProjectPlan } from './plan.ts';

/** Secret members of configuration files; the Amplify CLI writes them for apps of Android, iOS and Flutter. */
const secret = /("AppClientSecret"\s*:\s*")[^"]*(")/g;

/** A project file for display, without secrets. */
export function shownText(text: string): string {
  return text.replace(secret, '$1[secret]$2');
}

/** A row for the replacement of #current-cloud-backend; undefined if it stays. */
export function currentWords({ current }: Pick<ProjectPlan, 'current'>): string | undefined {
  if (!current) return undefined;
  return `${currentFolder}/   ${count(current.files.size, 'file')} as deployed, from the bucket ${plainText(current.bucket)}`;
}

/** A planned file for display or printing. */
export function shownFile(file: ProjectFileChange): ProjectFileChange {
  if (file.change === 'remove') return { ...file, before: shownText(file.before) };
  const { before } = file;
  return {
    ...file,
    contents: shownText(file.contents),
    ...(before === undefined ? {} : { before: shownText(before) }),
  };
}

/** Values that only an app's configuration has, and what happens to them. */
export function valuesWords(
  label: string,
  paths: readonly string[],
  oldValues: ProjectPlan['oldValues'],
): string {
  const what = oldValues === 'keep' ? 'kept' : 'taken out';
  return `${label}   ${what}, as the backend does not give ${paths.length === 1 ? 'it' : 'them'}: ${paths.join(', ')}`;
}
