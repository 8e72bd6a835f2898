import type { ProjectFileChange } from './plan.ts';

/** Members of configuration files that hold a secret; the Amplify CLI writes them into an app of Android, iOS or Flutter. */
const secret = /("AppClientSecret"\s*:\s*")[^"]*(")/g;

/** A project's file as it may be shown: secrets are left out. */
export function shownText(text: string): string {
  return text.replace(secret, '$1[secret]$2');
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
