import { expect, it } from 'vitest';
import { waitFor } from 'xstate';
import { machineCommands } from '../../../machines/commands.ts';
import { type Pretence, pretend, startSession } from '../../support/pretend.ts';
import { freshHome, stack, updates } from '../../support/pretend-values.ts';

/** A session that follows a named stack, with the way to say what the follower sees. */
async function watching() {
  let say: Parameters<Pretence['watch']>[0] = () => {};
  const pretended = pretend({
    loadHome: async () => freshHome,
    watch: (told) => {
      say = told;
    },
  });
  const session = startSession(pretended, { start: 'watch', stack: stack.stackId });
  await waitFor(session, ({ context }) => context.watch !== undefined);
  const command = () => machineCommands(session).find(({ id }) => id === 'REFRESH');
  return { session, calls: pretended.calls, say: (event: Parameters<typeof say>[0]) => say(event), command };
}

const at = { since: 0, nextTryAt: 5_000, why: 'it was so' };

it.each([
  ['goes well', { kind: 'ok' }, 'look now', 'lookNow'],
  ['is offline', { kind: 'offline', ...at }, 'try now', 'lookNow'],
  ['has no credentials any more', { kind: 'expired', ...at }, 'sign in again', 'signInAgain'],
] as const)('r works while the stack is followed and %s', async (_, connection, label, action) => {
  const { session, calls, say, command } = await watching();
  say({ type: 'UPDATE', update: { ...updates.running, connection } });
  expect(command()?.label).toBe(label);
  command()?.run();
  expect(calls.filter((call) => call === 'lookNow' || call === 'signInAgain')).toEqual([action]);
  expect(session.getSnapshot().context.watch?.getSnapshot().value).toBe('following');
  session.stop();
});
