import { resolve } from 'node:path';
import type { PlannedFile } from '../core/plan.ts';
import type { Recording } from '../flows/undo/record.ts';
import type { ProfileChange } from '../profiles/profile-plan.ts';
import type { AppContext } from './app-context.ts';

/** Loaded at the first write: the first frame of the screen does not wait for it. */
const loadRecord = () => import('../flows/undo/record.ts');

/** Carries out a change to a project's files and keeps their old contents; a failure to keep them is only logged. */
export async function keepingFiles<T>(
  appContext: AppContext,
  recording: Pick<Recording, 'what' | 'root' | 'files' | 'settings'>,
  work: () => Promise<T>,
): Promise<T> {
  const { env, clock, log } = appContext;
  const { recorded } = await loadRecord();
  const onFault: Recording['onFault'] = ({ what, why }) =>
    log.warn(`undo will not know of this change: ${what} ${why}`);
  return recorded({ ...recording, env, now: clock.now(), onFault }, work);
}

/** The same for one file of a project. */
export function keepingFile<T>(
  appContext: AppContext,
  what: string,
  { path, label }: PlannedFile,
  work: () => Promise<T>,
): Promise<T> {
  const root = resolve(path, ...label.split('/').map(() => '..'));
  return keepingFiles(appContext, { what, root, files: [{ path, kind: 'text' }] }, work);
}

/** The same for a change to the shared AWS files. */
export async function keepingProfiles<T>(
  appContext: AppContext,
  change: ProfileChange,
  work: () => Promise<T>,
): Promise<T> {
  const { sharedFiles, profileWords } = await loadRecord();
  return keepingFiles(appContext, { what: profileWords(change), files: sharedFiles(appContext.env) }, work);
}
