import { afterEach, describe, expect, it } from 'vitest';
import type { AnyEventObject, AnyMachineSnapshot } from 'xstate';
import { waitFor } from 'xstate';
import { getShortestPaths } from 'xstate/graph';
import { Problem } from '../../src/core/problem.ts';
import { never, pretend, startSession } from '../support/pretend.ts';
import {
  folder,
  freshLocalState,
  identity,
  plan,
  project,
  trouble,
  unfinished,
} from '../support/pretend-values.ts';
import { closeScreens } from '../support/screen.tsx';
import { actorEnds } from '../unit/machines/support.ts';
import { faultsOf, type Session, showApp, shownNow } from './support/app.tsx';

const running: Session[] = [];

afterEach(async () => {
  await closeScreens();
  for (const session of running.splice(0)) session.stop();
});

/** Actors that never answer, since the events of the path are the answers. */
const silent = {
  lookAround: never,
  identify: never,
  makePlan: never,
  saveAnswers: never,
  forgetUnfinished: never,
  createStack: never,
};

const machine = pretend().init;
const plain = (...types: readonly string[]): AnyEventObject[] => types.map((type) => ({ type }));

/** The shortest path to each state of init. */
const paths = getShortestPaths(machine, {
  input: { folder },
  events: [
    ...actorEnds(machine, {
      lookAround: [
        freshLocalState,
        { ...freshLocalState, found: { kind: 'nested', root: '/home/sam' } },
        { ...freshLocalState, found: { kind: 'project', project } },
        {
          ...freshLocalState,
          found: { kind: 'unreadable', root: folder, problem: new Problem(trouble) },
        },
        { ...freshLocalState, unfinished },
      ],
      identify: [identity],
      makePlan: [plan],
      saveAnswers: ['Saved as amplify-answers.json'],
      forget: [undefined],
    }),
    ...plain('NEXT', 'BACK', 'RETRY', 'RESUME', 'FORGET', 'CONFIRM', 'CONTENTS', 'SCRIPT', 'SAVE_ANSWERS'),
    { type: 'EDIT', answers: { app: 'android' } },
    { type: 'EDIT', answers: { access: { kind: 'profile', name: 'noregion' } } },
  ] as never,
  serializeState: (snapshot) =>
    JSON.stringify([
      snapshot.value,
      snapshot.context.answers?.app,
      snapshot.context.answers?.region,
      snapshot.context.resumed !== undefined,
    ]) as never,
  stopWhen: (snapshot) => snapshot.status !== 'active' || snapshot.matches('deploying'),
});

const name = (value: unknown) => JSON.stringify(value).replaceAll(/["{}]/g, '').replace(':', '.');
/** One path for each state, except for those at the end, which leave the flow's screen. */
const chosen = new Map(
  paths
    .filter(({ state }) => state.status === 'active')
    .sort((one, other) => other.weight - one.weight)
    .map((path) => [name(path.state.value), path] as const),
);

describe('init, step by step along the shortest path to each of its states', () => {
  it('reaches all of them', () => {
    expect([...chosen.keys()].sort()).toEqual(
      [
        ...['access', 'app', 'deploying', 'editor', 'existing', 'framework', 'identifying', 'identity'],
        ...['looking', 'name', 'nested', 'notIdentified', 'notPlanned', 'planning', 'region', 'resources'],
        ...['resuming', 'review.contents', 'review.saving', 'review.script', 'review.summary'],
        ...['unfinished.asking', 'unfinished.forgetting', 'unfinished.sure', 'unreadable'],
      ].sort(),
    );
  });

  it.each([...chosen])('reaches %s', async (_, path) => {
    const session = startSession(pretend(silent), { start: 'init' });
    running.push(session);
    await waitFor(session, ({ value }) => value.view === 'init');
    const init = session.getSnapshot().context.init!;
    const screen = await showApp(session, { columns: 80, rows: 24 });
    for (const { event, state } of path.steps) {
      if ((event.type as string) !== 'xstate.init') init.send(event as never);
      expect(init.getSnapshot().value).toEqual((state as AnyMachineSnapshot).value);
      await screen.see(shownNow(session).title);
      const account = init.getSnapshot().context.identity?.account;
      expect(faultsOf(screen, account), screen.text().join('\n')).toEqual([]);
    }
  });
});
