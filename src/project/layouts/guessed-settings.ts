import { detectApp } from '../detect.ts';
import { cleanProjectName } from '../names.ts';
import type { ProjectSettings } from '../project.ts';
import { type Notes, readName } from './records.ts';

/** Settings for a project that has only its backend's files: it was copied, or writing stopped before its last file. */
export async function guessedSettings(root: string, notes: Notes): Promise<ProjectSettings> {
  notes.push(
    'project-config.json is missing, so name and app are guessed from the folder: the project was copied without it, or init was cut off.',
  );
  const { app, framework, javascript, resDir } = await detectApp(root);
  const name = cleanProjectName(readName(root, undefined, notes));
  if (app === 'javascript') return { name, editor: 'none', app, framework, javascript };
  return { name, editor: 'none', app, ...(app === 'ios' ? {} : { resDir: resDir[app] }) };
}
