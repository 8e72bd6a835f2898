import { resolve } from 'node:path';
import type { SessionInput, StartView } from '../../machines/session/types.ts';
import { stackNamed } from '../aws/stack-address.ts';
import { isReadOnly } from '../platform/read-only.ts';
import type { AppContext } from './app-context.ts';
import { accessOf } from './command-line/access-of.ts';
import type { Arguments } from './command-line/arguments.ts';
import { namedPart } from './command-line/assume-part.ts';
import { deletionOf } from './command-line/deletion.ts';

/** The input of a session, from the command line. */
export function sessionInput(
  given: Arguments,
  appContext: AppContext,
  start: StartView,
  elsewhere: SessionInput['elsewhere'] & {},
): SessionInput {
  const { command, operands } = given;
  return {
    folder: appContext.folder,
    start,
    cloud: appContext.cloud,
    now: appContext.clock.now,
    elsewhere,
    ...(isReadOnly() ? { readOnly: true } : {}),
    ...(command === 'watch' && operands[0] ? { stack: stackNamed(operands[0]) } : {}),
    ...(command === 'assume-role' ? { assumePart: namedPart(given) } : {}),
    ...(command === 'share' && operands[0] ? { shareWith: resolve(operands[0]) } : {}),
    ...(start === 'delete' ? { deletion: deletionOf(given) } : {}),
    ...(given.adds ? { adds: true } : {}),
    ...(start === 'access' ? { accessOf: accessOf(given) } : {}),
    ...(command === 'profiles' && operands[1] ? { rotate: operands[1] } : {}),
  };
}

/** The input of a session that is opened from another project: home, whatever the command line says. */
export function openedInput(appContext: AppContext, elsewhere: SessionInput['elsewhere'] & {}): SessionInput {
  return {
    folder: appContext.folder,
    start: 'home',
    cloud: appContext.cloud,
    now: appContext.clock.now,
    elsewhere,
    ...(isReadOnly() ? { readOnly: true } : {}),
  };
}
