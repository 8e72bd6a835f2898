import { resolve } from 'node:path';
import type { SessionInput, StartView } from '../../machines/session/types.ts';
import { stackNamed } from '../aws/stack-address.ts';
import { isReadOnly } from '../platform/read-only.ts';
import type { Arguments } from './command-line/arguments.ts';
import { namedPart } from './command-line/assume-part.ts';
import { deletionOf } from './command-line/deletion.ts';
import type { House } from './house.ts';

/** What a session begins with, from the command line. */
export function sessionInput(
  given: Arguments,
  house: House,
  start: StartView,
  elsewhere: SessionInput['elsewhere'] & {},
): SessionInput {
  const { command, operands } = given;
  return {
    ...{ folder: house.folder, start, cloud: house.cloud, now: house.clock.now, elsewhere },
    ...(isReadOnly() ? { readOnly: true } : {}),
    ...(command === 'watch' && operands[0] ? { stack: stackNamed(operands[0]) } : {}),
    ...(command === 'assume-role' ? { assumePart: namedPart(given) } : {}),
    ...(command === 'share' && operands[0] ? { shareWith: resolve(operands[0]) } : {}),
    ...(start === 'delete' ? { deletion: deletionOf(given) } : {}),
    ...(command === 'profiles' && operands[1] ? { rotate: operands[1] } : {}),
  };
}

/** What the session of a project begins with that is opened by another one: home, whatever the command line says. */
export function openedInput(house: House, elsewhere: SessionInput['elsewhere'] & {}): SessionInput {
  return {
    ...{ folder: house.folder, start: 'home', cloud: house.cloud, now: house.clock.now, elsewhere },
    ...(isReadOnly() ? { readOnly: true } : {}),
  };
}
