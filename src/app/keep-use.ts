import type { AccessChoice } from '../credentials/access.ts';
import { noteProfileUsed } from '../profiles/last-used.ts';
import type { AppContext } from './app-context.ts';

/** Puts a working profile first in the lists of the next session. */
export function keepUse(appContext: AppContext, choice: AccessChoice): void {
  if (choice.kind !== 'profile') return;
  noteProfileUsed(appContext.stateFolder, choice.name).catch((error: unknown) =>
    appContext.log.warn(`the use of a profile was not kept: ${String(error)}`),
  );
}
