import { afterEach, expect, test } from 'vitest';
import { waitFor } from 'xstate';
import { never, pretend, startSession } from '../support/pretend.ts';
import { pretendedPlan } from '../support/pretend-configure-project.ts';
import { withoutEnvironments } from '../support/pretend-environments.ts';
import { showApp } from './support/app.tsx';

let close: () => unknown = () => {};
afterEach(() => close());

/** A sentence of distinct words, so that a missing one shows. */
const words = Array.from({ length: 45 }, (_, index) => `w${index}x`);
const note = words.join(' ');

test.each([60, 80, 120])('a note of an upgrade is shown in full, %i columns wide', async (columns) => {
  const environments = { look: async () => ({ ...withoutEnvironments, notes: [note] }) };
  const session = startSession(pretend({ whoAmI: never, environments }), { start: 'environments' });
  await waitFor(session, ({ children }) => children.environments !== undefined);
  const flow = session.getSnapshot().children.environments ?? expect.fail('no flow');
  await waitFor(flow, ({ value }) => value === 'naming');
  flow.send({ type: 'NEXT' });
  await waitFor(flow, ({ value }) => value === 'review');
  const screen = await showApp(session, { columns, rows: 30 });
  close = () => screen.unmount();
  await screen.see('w44x');
  expect(screen.text().join(' ').split(/\s+/)).toEqual(expect.arrayContaining(words));
});

test.each([60, 80])('notes of configure project are shown in full, %i columns wide', async (columns) => {
  const configureProject = {
    plan: async (now: Parameters<typeof pretendedPlan>[0]) => ({ ...pretendedPlan(now), notes: [note] }),
  };
  const session = startSession(pretend({ whoAmI: never, configureProject }), { start: 'configureProject' });
  await waitFor(session, ({ children }) => children.configureProject !== undefined);
  const flow = session.getSnapshot().children.configureProject ?? expect.fail('no flow');
  await waitFor(flow, ({ value }) => value === 'form');
  flow.send({ type: 'EDIT', field: 'projectName', answers: { name: 'store' } });
  flow.send({ type: 'NEXT' });
  await waitFor(flow, ({ value }) => value === 'review');
  const screen = await showApp(session, { columns, rows: 30 });
  close = () => screen.unmount();
  await screen.see('w44x');
  expect(screen.text().join(' ').split(/\s+/)).toEqual(expect.arrayContaining(words));
  flow.send({ type: 'CONFIRM' });
  await waitFor(flow, ({ value }) => value === 'done');
  await screen.see('written');
  expect(screen.text().join(' ').split(/\s+/)).toEqual(expect.arrayContaining(words));
});
