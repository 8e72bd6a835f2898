import { join } from 'node:path';
import { listFolder } from '../../platform/files.ts';
import type { ProfileList } from '../../profiles/profile.ts';
import { projectFiles, projectPath } from '../../project/layouts/file-names.ts';
import type { FoundProject } from '../../project/project.ts';
import type { Where } from './where.ts';

/** A file or folder to check, and what is expected of it. */
export interface ExpectedFile {
  readonly path: string;
  /** Its purpose. */
  readonly role: string;
  readonly kind: 'file' | 'folder';
  /**
   * Who may do what: `private` holds secrets, so nobody else may read it; `own` may be read by others but not written,
   * because it decides what is run or trusted; `shared` is like any project file.
   */
  readonly guard: 'private' | 'own' | 'shared';
  /** Whether it is listed if it is missing; otherwise it is left out then. */
  readonly listedWhenMissing: boolean;
}

/** Everything that is read or written here, in the order in which it is shown. */
export async function expectedFiles(
  where: Where,
  list: ProfileList,
  found: FoundProject,
): Promise<readonly ExpectedFile[]> {
  const { home, stateFolder } = where;
  const journal = join(stateFolder, 'journal');
  const [notes, keyNotes, deletions] = await Promise.all([
    notesIn(journal),
    notesIn(join(journal, 'configure')),
    notesIn(join(journal, 'delete')),
  ]);
  const aws = join(home, '.aws');
  const inHome = (...parts: string[]) => join(home, ...parts);
  const inState = (...parts: string[]) => join(stateFolder, ...parts);
  const files: ExpectedFile[] = [
    folder(home, 'home', 'own', true),
    folder(aws, 'AWS folder', 'own'),
    file(list.files.config, 'AWS config', holdsKeys(list) ? 'private' : 'own', true),
    file(list.files.credentials, 'AWS credentials', 'private', true),
    folder(join(aws, 'sso', 'cache'), 'SSO tokens', 'private'),
    folder(join(aws, 'cli', 'cache'), "AWS CLI's role sessions", 'private'),
    file(inHome('.amplify', 'awscloudformation', 'cache.json'), 'role sessions', 'private'),
    folder(stateFolder, 'own state', 'private', true),
    file(inState('settings.ini'), 'settings', 'private', true),
    folder(journal, 'notes of what is under way', 'private'),
    ...notes.map((name) => file(join(journal, name), 'note of an init', 'private')),
    ...keyNotes.map((name) => file(join(journal, 'configure', name), 'note of an access key', 'private')),
    ...deletions.map((name) => file(join(journal, 'delete', name), 'note of a deletion', 'private')),
    file(inState('activity.json'), 'activity', 'private'),
    file(inState('durations.json'), 'durations', 'private'),
    file(inState('log', 'amplify-tui.log'), 'log', 'private', true),
    ...projectOnes(found),
  ];
  return files;
}

/** The names of the notes in a folder. An unreadable folder is reported by the readers of the notes. */
async function notesIn(folder: string): Promise<readonly string[]> {
  const names = await listFolder(folder).catch(() => []);
  return names.filter((name) => name.endsWith('.json'));
}

function projectOnes(found: FoundProject): ExpectedFile[] {
  if (found.kind === 'none') return [];
  const root = found.kind === 'project' ? found.project.root : found.root;
  const ones = Object.values(projectFiles).map((label) =>
    file(projectPath(root, label), 'project', 'shared'),
  );
  const access = found.kind === 'project' ? found.project.access : undefined;
  return access?.kind === 'keys-file'
    ? [...ones, file(access.path, "project's keys", 'private', true)]
    : ones;
}

/** Whether the config file holds secrets; it is then as private as the credentials file. */
function holdsKeys({ profiles, files }: ProfileList): boolean {
  const secrets = ['aws_secret_access_key', 'aws_session_token'];
  return profiles.some(({ settings }) =>
    secrets.some((key) => settings.get(key)?.origin.file === files.config),
  );
}

function file(
  path: string,
  role: string,
  guard: ExpectedFile['guard'],
  listedWhenMissing = false,
): ExpectedFile {
  return { path, role, kind: 'file', guard, listedWhenMissing };
}

function folder(
  path: string,
  role: string,
  guard: ExpectedFile['guard'],
  listedWhenMissing = false,
): ExpectedFile {
  return { path, role, kind: 'folder', guard, listedWhenMissing };
}
