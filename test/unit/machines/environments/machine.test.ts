import { describe, expect, it } from 'vitest';
import { type ActorRefFrom, createActor, waitFor } from 'xstate';
import type { environmentsMachine } from '../../../../machines/environments/machine.ts';
import type { EnvironmentsEvent } from '../../../../machines/environments/types.ts';
import { Problem } from '../../../../src/core/problem.ts';
import { reaches } from '../../../support/flow-steps.ts';
import {
  backup,
  type EnvironmentsPretence,
  environments,
  pretendEnvironments,
  withEnvironments,
  withoutEnvironments,
} from '../../../support/pretend-environments.ts';
import { trouble } from '../../../support/pretend-values.ts';
import { actorEnds, reached, unreached } from '../support.ts';

type Flow = ActorRefFrom<typeof environmentsMachine>;

function begin(given: Partial<EnvironmentsPretence> = {}) {
  const { flow: machine, calls } = pretendEnvironments(given);
  const flow = createActor(machine, { input: { folder: '/home/sam/shop' } });
  flow.start();
  return { flow, calls };
}

const at = (flow: Flow, state: string) => reaches(flow, state);
const send = (flow: Flow, ...types: EnvironmentsEvent['type'][]) => {
  for (const type of types) flow.send({ type } as EnvironmentsEvent);
};
const documented = { look: async () => withoutEnvironments };

describe('the environments of a project', () => {
  it("show their stacks' states as AWS answers, and can be switched", async () => {
    const { flow, calls } = begin();
    await at(flow, 'list');
    await waitFor(flow, ({ context }) => Object.keys(context.states).length === 2);
    expect(flow.getSnapshot().context.states.dev).toMatchObject({ kind: 'known', status: 'UPDATE_COMPLETE' });
    flow.send({ type: 'SELECT_ROW', row: environments[1] });
    send(flow, 'SWITCH');
    expect(flow.getSnapshot().output).toEqual({ kind: 'switch', environment: 'test' });
    expect(calls).toEqual(['look', 'askStates']);
  });

  it('can be extended by another one', async () => {
    const { flow } = begin();
    await at(flow, 'list');
    send(flow, 'ADD');
    expect(flow.getSnapshot().output).toEqual({ kind: 'add' });
  });

  it('are not switched to the current one', async () => {
    const { flow } = begin();
    await at(flow, 'list');
    flow.send({ type: 'SELECT_ROW', row: environments[0] });
    send(flow, 'SWITCH', 'UNDO');
    expect(flow.getSnapshot().value).toBe('list');
    send(flow, 'BACK');
    expect(flow.getSnapshot().output).toEqual({ kind: 'left' });
  });
});

describe('an upgrade', () => {
  it('writes only after CONFIRM, and with a valid name', async () => {
    const { flow, calls } = begin(documented);
    await at(flow, 'naming');
    flow.send({ type: 'TYPE', name: 'No' });
    send(flow, 'NEXT');
    expect(flow.getSnapshot().value).toBe('naming');
    flow.send({ type: 'TYPE', name: 'test' });
    send(flow, 'NEXT');
    await at(flow, 'review');
    expect(calls).toEqual(['look', 'plan']);
    send(flow, 'CONFIRM');
    await at(flow, 'done');
    send(flow, 'CLOSE');
    expect(flow.getSnapshot().output).toEqual({ kind: 'upgraded', environment: 'test' });
  });

  it('is shown again if somebody has changed a file, and repeated after an error', async () => {
    let writes = 0;
    const { flow, calls } = begin({
      ...documented,
      write: async () => {
        writes += 1;
        if (writes === 1) return { kind: 'changed', label: '.amplifyrc' };
        throw new Problem(trouble);
      },
    });
    await at(flow, 'naming');
    send(flow, 'NEXT');
    await at(flow, 'review');
    send(flow, 'CONFIRM');
    await waitFor(flow, ({ value, context }) => value === 'review' && context.changed === '.amplifyrc');
    send(flow, 'CONFIRM');
    await at(flow, 'notWritten');
    expect(flow.getSnapshot().context.problem).toEqual(trouble);
    send(flow, 'RETRY');
    await at(flow, 'review');
    expect(calls.filter((call) => call === 'plan')).toHaveLength(3);
  });

  it('that cannot be undone says why, and can be repeated or left', async () => {
    let fails = true;
    const { flow } = begin({
      look: async () => ({ ...withEnvironments, backup }),
      undo: async () => {
        if (fails) throw new Problem(trouble);
        return { kind: 'written', files: [], backup: backup.folder };
      },
    });
    await at(flow, 'list');
    send(flow, 'UNDO', 'CONFIRM');
    await at(flow, 'notUndone');
    expect(flow.getSnapshot().context.problem).toEqual(trouble);
    send(flow, 'BACK');
    await at(flow, 'list');
    send(flow, 'UNDO', 'CONFIRM');
    await at(flow, 'notUndone');
    fails = false;
    send(flow, 'RETRY');
    await at(flow, 'done');
    expect(flow.getSnapshot().context.output).toEqual({ kind: 'undone' });
  });

  it('is undone only after a question', async () => {
    const { flow, calls } = begin({ look: async () => ({ ...withEnvironments, backup }) });
    await at(flow, 'list');
    send(flow, 'UNDO', 'BACK');
    await at(flow, 'list');
    send(flow, 'UNDO', 'CONFIRM');
    await at(flow, 'done');
    send(flow, 'CLOSE');
    expect(flow.getSnapshot().output).toEqual({ kind: 'undone' });
    expect(calls.filter((call) => call === 'undo')).toHaveLength(1);
  });
});

describe('the machine of the environments', () => {
  it('reaches every state', () => {
    const { flow } = pretendEnvironments();
    const run = { kind: 'written', files: [], backup: backup.folder };
    const events = [
      ...actorEnds(flow, {
        look: [withoutEnvironments, { ...withEnvironments, backup: { ...backup, finished: false } }],
        finish: [undefined],
        plan: [[]],
        write: [run, { kind: 'changed', label: '.amplifyrc' }],
        undo: [run],
      }),
      { type: 'SELECT_ROW', row: environments[1] },
      ...['SWITCH', 'UNDO', 'FINISH', 'NEXT', 'CONFIRM', 'RETRY', 'BACK', 'CLOSE'].map((type) => ({ type })),
    ];
    const ids = reached(flow, { folder: '/home/sam/shop' }, events, ({ context }) => [
      context.looked?.layout,
      context.selected?.name,
    ]);
    expect(unreached(flow, ids)).toEqual([]);
  });

  it('says that nothing could be written, not that nothing can be planned, and plans again', async () => {
    const { flow } = begin({ ...documented, write: () => Promise.reject(new Problem(trouble)) });
    await at(flow, 'naming');
    send(flow, 'NEXT');
    await at(flow, 'review');
    send(flow, 'CONFIRM');
    await at(flow, 'notWritten');
    expect(flow.getSnapshot().context.problem?.code).toBe(trouble.code);
    send(flow, 'RETRY');
    await at(flow, 'review');
    expect(flow.getSnapshot().context.problem).toBeUndefined();
  });

  it('completes an interrupted upgrade, and offers that only then', async () => {
    let isCutOff = true;
    const { flow, calls } = begin({
      look: async () => ({ ...withEnvironments, backup: { ...backup, finished: !isCutOff } }),
      finish: async () => {
        isCutOff = false;
      },
    });
    await at(flow, 'list');
    send(flow, 'FINISH');
    await waitFor(
      flow,
      ({ context, value }) => value === 'list' && context.looked?.backup?.finished === true,
    );
    expect(calls).toContain('finish');
    expect(flow.getSnapshot().can({ type: 'FINISH' })).toBe(false);
  });

  it('shows why an upgrade could not be finished, and tries it again', async () => {
    const { flow } = begin({
      look: async () => ({ ...withEnvironments, backup: { ...backup, finished: false } }),
      finish: () => Promise.reject(new Problem(trouble)),
    });
    await at(flow, 'list');
    send(flow, 'FINISH');
    await at(flow, 'notFinished');
    send(flow, 'RETRY');
    await at(flow, 'notFinished');
    send(flow, 'BACK');
    await at(flow, 'list');
  });

  it('shows why an undo failed, and repeats it without asking again', async () => {
    let tries = 0;
    const { flow } = begin({
      look: async () => ({ ...withEnvironments, backup }),
      undo: () => {
        tries += 1;
        return Promise.reject(new Problem(trouble));
      },
    });
    await at(flow, 'list');
    send(flow, 'UNDO', 'CONFIRM');
    await at(flow, 'notUndone');
    expect(flow.getSnapshot().context.problem?.code).toBe(trouble.code);
    send(flow, 'RETRY');
    await waitFor(flow, () => tries === 2);
    await at(flow, 'notUndone');
    send(flow, 'BACK');
    expect(flow.getSnapshot().value).toBe('list');
  });
});
