import { count, plainText } from '../../core/text.ts';
import { currentFolder } from '../../project/layouts/file-names.ts';
import type { ProjectFileChange, ProjectPlan } from './plan.ts';

/** Members of configuration files that hold a secret; the Amplify CLI writes them into an app of Android, iOS or Flutter. */
const secret = /("AppClientSecret"\s*:\s*")[^"]*(")/g;

/** A project's file as it may be shown: secrets are left out. */
export function shownText(text: string): string {
  return text.replace(secret, '$1[secret]$2');
}

/** What takes the place of #current-cloud-backend, in a row; undefined when it stays. */
export function currentWords({ current }: Pick<ProjectPlan, 'current'>): string | undefined {
  if (!current) return undefined;
  return `${currentFolder}/   ${count(current.files.size, 'file')} as deployed, from the bucket ${plainText(current.bucket)}`;
}

/** A planned file as it may be shown or printed. */
export function shownFile(file: ProjectFileChange): ProjectFileChange {
  if (file.change === 'remove') return { ...file, before: shownText(file.before) };
  const { before } = file;
  return {
    ...file,
    contents: shownText(file.contents),
    ...(before === undefined ? {} : { before: shownText(before) }),
  };
}

/** Values that only an app's configuration has, and what becomes of them. */
export function valuesWords(
  label: string,
  paths: readonly string[],
  oldValues: ProjectPlan['oldValues'],
): string {
  const what = oldValues === 'keep' ? 'kept' : 'taken out';
  return `${label}   ${what}, as the backend does not give ${paths.length === 1 ? 'it' : 'them'}: ${paths.join(', ')}`;
}
