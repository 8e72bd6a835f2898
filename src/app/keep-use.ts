import type { AccessChoice } from '../credentials/access.ts';
import { noteProfileUsed } from '../profiles/last-used.ts';
import type { House } from './house.ts';

/** Puts a profile that works first in the lists of the next session. */
export function keepUse(house: House, choice: AccessChoice): void {
  if (choice.kind !== 'profile') return;
  noteProfileUsed(house.stateFolder, choice.name).catch((error: unknown) =>
    house.log.warn(`the use of a profile was not kept: ${String(error)}`),
  );
}
