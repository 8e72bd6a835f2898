import type { ProjectSettings } from '../project.ts';

/**
 * The paths of the files that configure an app for its backend, relative to the project's root.
 *
 * @returns the first one is the one that may hold the user's own settings
 */
export function clientConfigLabels(settings: ProjectSettings): readonly string[] {
  switch (settings.app) {
    case 'javascript': {
      const folder = folderOf(settings.javascript?.sourceDir);
      return [`${folder}aws-exports.js`, `${folder}amplifyconfiguration.json`];
    }
    case 'android': {
      const folder = `${folderOf(settings.resDir)}raw/`;
      return [`${folder}awsconfiguration.json`, `${folder}amplifyconfiguration.json`];
    }
    case 'ios':
      return ['awsconfiguration.json', 'amplifyconfiguration.json'];
    case 'flutter':
      return [`${folderOf(settings.resDir)}amplifyconfiguration.dart`];
  }
}

/** A folder as a prefix: `src` gives `src/`, `./` and `/` an empty text. */
function folderOf(folder: string | undefined): string {
  const parts = (folder ?? '').split(/[\\/]+/).filter((part) => part !== '' && part !== '.');
  return parts.map((part) => `${part}/`).join('');
}
