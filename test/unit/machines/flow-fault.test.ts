import { afterEach, describe, expect, it } from 'vitest';
import { type ActorRefFrom, type AnyActorRef, waitFor } from 'xstate';
import { machineCommands } from '../../../machines/commands.ts';
import { type FlowId, flowIds, flowOf as knownOf } from '../../../machines/flows.ts';
import type { sessionMachine } from '../../../machines/session/machine.ts';
import type { SessionEvent } from '../../../machines/session/types.ts';
import { onUnexpected } from '../../../src/core/problem.ts';
import { never, type Pretence, pretend, startSession } from '../../support/pretend.ts';
import { freshHome, project } from '../../support/pretend-values.ts';

type Session = ActorRefFrom<typeof sessionMachine>;
const running: Session[] = [];

afterEach(() => {
  for (const session of running.splice(0)) session.stop();
  onUnexpected(() => {});
});

function begin(given: Partial<Pretence> = {}) {
  const pretended = pretend(given);
  const session = startSession(pretended);
  running.push(session);
  return { ...pretended, session };
}

const withProject = async () => ({ ...freshHome, found: { kind: 'project', project } as const });
const view = (session: Session, name: string) => waitFor(session, ({ value }) => value.view === name);
const flowOf = (session: Session, flow: FlowId) => session.getSnapshot().children[flow] as AnyActorRef;

/** An unexpected error of a child ends a machine with an error, as does an error in its own actions. */
function breakFlow(actor: AnyActorRef): void {
  actor.subscribe({ error: () => {} });
  actor.send({
    type: 'xstate.error.actor.planted',
    error: new Error('a fault on purpose'),
    actorId: 'planted',
  });
}

/** Each flow with a key on home. */
const openings = flowIds
  .filter((id) => id !== 'access')
  .map((id): readonly [FlowId, SessionEvent['type'], Partial<Pretence>] => [
    id,
    knownOf(id).event as SessionEvent['type'],
    id === 'init' ? {} : { loadHome: withProject },
  ]);

describe('a flow that ends by a fault of its own', () => {
  it.each(openings)('%s: returns home with a message, where you can continue', async (flow, open, given) => {
    const logged: unknown[] = [];
    onUnexpected((thrown) => logged.push(thrown));
    const { session } = begin(given);
    await waitFor(session, ({ value }) => value.view === 'home' && value.who === 'known');
    session.send({ type: open } as SessionEvent);
    breakFlow(flowOf(session, flow));
    expect(session.getSnapshot().status).toBe('active');
    await view(session, 'home');
    const { failed, activity } = session.getSnapshot().context;
    expect(failed?.code).toBe('UNEXPECTED');
    expect(failed?.what).toMatch(/ stopped\. .*a fault on purpose/);
    expect(activity.at(-1)).toMatchObject({ tone: 'bad', text: failed?.what });
    expect(logged).toEqual([new Error('a fault on purpose')]);
    expect(machineCommands(session).map(({ label }) => label)).toContain('profiles');
    // Read and left: the flow can start again, and the fault is no longer shown.
    session.send({ type: 'OPEN_PROFILES' });
    session.send({ type: 'HOME' });
    expect(session.getSnapshot().context.failed).toBeUndefined();
    session.send({ type: open } as SessionEvent);
    expect(flowOf(session, flow)?.getSnapshot().status).toBe('active');
  });

  it('in the background leaves the pane that is shown and the flow in it', async () => {
    const { session } = begin({ loadHome: withProject });
    await waitFor(session, ({ context }) => context.watch !== undefined);
    session.send({ type: 'OPEN_SHARE' });
    const share = flowOf(session, 'share');
    breakFlow(flowOf(session, 'watch'));
    expect(session.getSnapshot().value.view).toBe('share');
    expect(flowOf(session, 'share')).toBe(share);
    expect(session.getSnapshot().context.watch).toBeUndefined();
    expect(session.getSnapshot().context.failed?.what).toContain('watch stopped');
  });

  it.each([
    [
      'in an action',
      (init: AnyActorRef) => {
        init.subscribe({ error: () => {} });
        init.send({
          type: 'EDIT',
          get answers() {
            throw new Error('a fault on purpose');
          },
        });
      },
      /^The stack \S+ continues in AWS\. `amplify-tui init` resumes it or cleans it up\./,
    ],
    [
      'in the deployment',
      (init: AnyActorRef) => breakFlow(init.getSnapshot().children.deployment),
      /^The stack \S+ may be in AWS\. `amplify-tui init` resumes it or cleans it up\./,
    ],
    [
      'in a child',
      breakFlow,
      /^The stack \S+ may be in AWS\. `amplify-tui init` resumes it or cleans it up\./,
    ],
  ])('%s, with a deployment: says what is left in AWS and ends the deployment', async (_, fail, words) => {
    const { session } = begin({ follow: never as never });
    await view(session, 'home');
    session.send({ type: 'OPEN_INIT' });
    const init = session.getSnapshot().context.init!;
    for (const state of ['name', 'editor', 'app', 'framework', 'access', 'identity']) {
      await waitFor(init, ({ value }) => value === state);
      init.send({ type: 'NEXT' });
    }
    await waitFor(init, (snapshot) => snapshot.matches('review'));
    init.send({ type: 'CONFIRM' });
    const deployment = init.getSnapshot().children.deployment!;
    await waitFor(deployment, ({ value }) => value === 'following');
    fail(init as AnyActorRef);
    await view(session, 'home');
    const { failed } = session.getSnapshot().context;
    expect(failed?.what).toContain('a fault on purpose');
    expect(failed?.why).toMatch(words);
    expect(deployment.getSnapshot().status).not.toBe('active');
  });
});
