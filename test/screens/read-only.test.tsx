import { afterEach, expect, it } from 'vitest';
import { waitFor } from 'xstate';
import { activeStates, machineCommands, readOnlyWords } from '../../machines/commands.ts';
import { type FlowId, flowIds, flowOfPane } from '../../machines/flows.ts';
import { pretend, startSession } from '../support/pretend.ts';
import { closeScreens } from '../support/screen.tsx';
import { type Session, showApp } from './support/app.tsx';
import { type Scene, scenes } from './support/scenes.ts';

const running: Session[] = [];

afterEach(async () => {
  await closeScreens();
  for (const session of running.splice(0)) session.stop();
});

async function arrive({ given, input, go }: Scene): Promise<Session> {
  const session = startSession(pretend(given), { ...input, readOnly: true });
  running.push(session);
  await waitFor(
    session,
    ({ value, context }) =>
      value.who === 'known' || value.who === 'rejected' || context.connection !== undefined,
  );
  await go?.(session);
  return session;
}

it('in every flow confirming keys are disabled, and say why', async () => {
  const met = new Set<FlowId | undefined>();
  const read = new Set<string>();
  for (const scene of scenes) {
    const session = await arrive(scene);
    const pane = activeStates(session)[0]?.meta.pane ?? 'home';
    for (const command of machineCommands(session)) {
      if (command.decides === undefined) continue;
      if (command.onlyReads) {
        expect(command, `${pane}: ${command.id}`).not.toHaveProperty('off');
        read.add(pane);
        continue;
      }
      met.add(flowOfPane(pane));
      expect(command, `${pane}: ${command.id}`).toMatchObject({
        label: expect.stringContaining('(read-only)'),
        off: expect.stringContaining('--read-only'),
      });
      const before = activeStates(session).map(({ snapshot }) => snapshot);
      command.run();
      expect(activeStates(session).map(({ snapshot }) => snapshot)).toEqual(before);
    }
    session.stop();
  }
  // The list of projects is our own state.
  expect([...met].sort()).toEqual(flowIds.filter((id) => id !== 'projects').sort());
  // Confirming the account comes before a review and writes nothing yet.
  expect([...read].sort()).toEqual(['configure.account', 'init.identity']);
});

it('is shown in the top line, beside the review and by its key', async () => {
  const review = scenes.find(({ pane }) => pane === 'init.review');
  if (!review) throw new Error('no scene of the review');
  const session = await arrive(review);
  const screen = await showApp(session, { columns: 80, rows: 24 });
  await screen.see('READ ONLY');
  await screen.see(/Nothing is changed in this session/);
  expect(screen.text().at(-1)).toContain('(read-only)');
  await screen.press('enter');
  expect(activeStates(session)[0]?.meta.pane).toBe('init.review');
});

it('goes from the account to the review of init, where only the writing is disabled', async () => {
  const account = scenes.find(({ pane, name }) => pane === 'init.identity' && name === 'known');
  if (!account) throw new Error('no scene of the account');
  const session = await arrive(account);
  const screen = await showApp(session, { columns: 120, rows: 40 });
  await screen.see('Is this the right account?');
  expect(screen.text().at(-1)).toContain('⏎ yes, continue');
  expect(screen.text().at(-1)).not.toContain('(read-only)');
  await screen.press('enter');
  await screen.see(/Nothing is changed in this session/);
  expect(activeStates(session)[0]?.meta.pane).toBe('init.review');
  expect(screen.text().at(-1)).toContain('create (read-only)');
});

it('continues nothing with another profile, which would skip the review', async () => {
  const other = scenes.find(({ pane, name }) => pane === 'init.other-access' && name === '');
  if (!other) throw new Error('no scene of another profile');
  const session = await arrive(other);
  const screen = await showApp(session, { columns: 120, rows: 40 });
  await screen.see('Continue with which profile?');
  expect(screen.text().at(-1)).toContain('⏎ continue with it (read-only)');
  const before = activeStates(session).map(({ snapshot }) => snapshot.value);
  await screen.press('enter');
  await screen.see(readOnlyWords);
  expect(activeStates(session).map(({ snapshot }) => snapshot.value)).toEqual(before);
});
