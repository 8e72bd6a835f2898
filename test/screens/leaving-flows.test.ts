import { afterEach, expect, it } from 'vitest';
import { waitFor } from 'xstate';
import { activeStates, openModal } from '../../machines/commands.ts';
import { leavingTitle } from '../../machines/session/leaving.ts';
import { pretend, startSession } from '../support/pretend.ts';
import type { Session } from './support/app.tsx';
import { type Scene, scenes } from './support/scenes.ts';

const running: Session[] = [];

afterEach(() => {
  for (const session of running.splice(0)) session.stop();
});

async function arrive({ given, input, go }: Scene, pretended = pretend(given)): Promise<Session> {
  const session = startSession(pretended, input);
  running.push(session);
  await waitFor(
    session,
    ({ value, context }) =>
      value.who === 'known' || value.who === 'rejected' || context.connection !== undefined,
  );
  await go?.(session);
  return session;
}

/** What `q` does in a scene: asks, or leaves. */
async function quits(scene: Scene): Promise<'asks' | 'leaves'> {
  const pretended = pretend(scene.given);
  const session = await arrive(scene, pretended);
  session.send({ type: 'QUIT' });
  const asks = openModal(session.getSnapshot()) === 'quit';
  expect(pretended.calls.includes('leave'), 'one or the other').toBe(!asks);
  return asks ? 'asks' : 'leaves';
}

/** Panes after the first answer of a flow, and those where AWS or files are being changed. */
const midway: readonly string[] = [
  'init.editor',
  'init.app',
  'init.framework',
  'init.resources',
  'init.access',
  'init.region',
  'init.identity',
  'init.review',
  'init.plan-text',
  'init.deploying',
  'configure.access',
  'configure.region',
  'configure.account',
  'configure.user',
  'configure.keys',
  'configure.policy',
  'configure.console',
  'configure.typed',
  'configure.save-as',
  'configure.review',
  'configure.plan-text',
  'configure.working',
  'assume.form',
  'assume.choices',
  'assume.review',
  'assume.working',
  'assume.device',
  'delete.folder',
  'delete.confirm',
  'delete.running',
  'access.confirm',
  'access.running',
];

/** Nothing is running there any more, and the note of it is kept. */
const stopped: readonly string[] = ['broken', 'not proved'];

it('asks before it loses answers or stops in the middle of work, in every flow', async () => {
  const wrong: string[] = [];
  for (const scene of scenes.filter(({ pane, name }) => midway.includes(pane) && !stopped.includes(name))) {
    if ((await quits(scene)) !== 'asks') wrong.push(`${scene.pane} ${scene.name}`);
  }
  expect(wrong).toEqual([]);
});

it('asks while something is being written, and says so', async () => {
  const review = scenes.find(({ pane }) => pane === 'project.review');
  if (!review) throw new Error('no scene of a review');
  const session = await arrive(review);
  const flow = session.getSnapshot().children.configureProject!;
  flow.send({ type: 'CONFIRM' });
  session.send({ type: 'QUIT' });
  expect(openModal(session.getSnapshot())).toBe('quit');
  expect(leavingTitle(session.getSnapshot())).toBe('configure project is at work');
});

it('continues at the same place if you stay, in every flow', async () => {
  const wrong: string[] = [];
  for (const scene of scenes.filter(({ pane, name }) => midway.includes(pane) && !stopped.includes(name))) {
    const session = await arrive(scene);
    const stands = () => activeStates(session).map(({ snapshot }) => [snapshot.value, snapshot.context]);
    const [flow] = stands();
    session.send({ type: 'QUIT' });
    session.send({ type: 'CLOSE_MODAL' });
    expect(openModal(session.getSnapshot())).toBe('none');
    if (stands()[0]?.[1] !== flow?.[1]) wrong.push(`${scene.pane} ${scene.name}`);
    session.stop();
  }
  expect(wrong).toEqual([]);
});

it.each([
  ['settings.list', 'as they are', 'leaves'],
  ['settings.list', 'with changes, and a line that is not understood', 'asks'],
  ['share.folder', undefined, 'leaves'],
  ['configure.way', undefined, 'leaves'],
  ['assume.part', undefined, 'leaves'],
  ['init.name', undefined, 'leaves'],
  ['init.done', undefined, 'leaves'],
  ['configure.done', undefined, 'leaves'],
  ['home', 'of an empty folder', 'leaves'],
  ['profiles', undefined, 'leaves'],
] as const)('on %s %s it %s', async (pane, name, what) => {
  const scene = scenes.find((each) => each.pane === pane && (name === undefined || each.name === name));
  if (!scene) throw new Error(`no scene of ${pane}`);
  expect(await quits(scene)).toBe(what);
});
