import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { flow as definition } from '../../../../machines/assume-role/flow.ts';
import type { AssumeEvent, AssumeInput } from '../../../../machines/assume-role/types.ts';
import { Problem } from '../../../../src/core/problem.ts';
import { noteFileFor } from '../../../../src/flows/assume-role/answers.ts';
import { reaches } from '../../../support/flow-steps.ts';
import {
  type AssumePretence,
  assumeLocalState,
  assumeNote,
  assumePlanOf,
  pretendAssume,
  roleArn,
} from '../../../support/pretend-assume.ts';
import { identity, trouble } from '../../../support/pretend-values.ts';
import { actorEnds, reached, unreached } from '../support.ts';

function begin(given: Partial<AssumePretence> = {}, input: AssumeInput = {}) {
  const { assumeRole, calls } = pretendAssume(given);
  const flow = createActor(assumeRole, { input });
  flow.start();
  const at = (state: string) => reaches(flow, state);
  const go = async (...steps: readonly (AssumeEvent | string)[]) => {
    for (const step of steps) {
      if (typeof step === 'string') await at(step);
      else flow.send(step);
    }
  };
  return { flow, calls, at, go };
}

const { ended } = definition;
const next = { type: 'NEXT' } as const;
const confirm = { type: 'CONFIRM' } as const;
const unfinished = { look: async () => ({ ...assumeLocalState, unfinished: assumeNote }) };

describe('assume-role', () => {
  it('creates the role after the review, and only then', async () => {
    const { flow, calls, go } = begin();
    await go('part', next, 'form', confirm, next, 'review');
    expect(calls).toEqual(['look', 'plan']);
    await go(confirm, 'done', { type: 'CLOSE' });
    expect(calls).toEqual(['look', 'plan', 'make']);
    expect(flow.getSnapshot().output).toEqual({ kind: 'role', roleArn, files: ['/home/sam/note.json'] });
  });

  it.each([
    ['role', 'create the role'],
    ['user', 'set up the user'],
    ['profiles', 'write the profiles'],
  ] as const)('names on the key of the review of the %s what it does', async (part, label) => {
    const { flow, go } = begin({}, { part });
    await go('form', next, 'review');
    const snapshot = flow.getSnapshot();
    const [transition] = snapshot.machine.getTransitionData(snapshot, confirm);
    expect(transition?.meta).toMatchObject({ key: 'enter', label, decides: true });
  });

  it('names the note after the role until the note has a name of its own', async () => {
    const { flow, go } = begin({
      look: async () => ({
        ...assumeLocalState,
        values: {
          ...assumeLocalState.values,
          role: { ...assumeLocalState.values.role, role: 'dev', noteFile: noteFileFor('dev') },
        },
      }),
    });
    const file = () => flow.getSnapshot().context.values.noteFile;
    await go('part', next, 'form');
    for (const value of ['de', '', 'shop']) await go({ type: 'EDIT', field: 'role', value });
    expect(file()).toBe('shop-note.json');
    await go({ type: 'EDIT', field: 'noteFile', value: 'theirs.json' });
    await go({ type: 'EDIT', field: 'role', value: 'other' });
    expect(file()).toBe('theirs.json');
  });

  it('waits for the codes of a new device, asks again if AWS does not accept them, and creates the key last', async () => {
    let tries = 0;
    const { flow, calls, go } = begin(
      {
        give: async () => {
          tries += 1;
          if (tries === 1) throw new Problem(trouble);
        },
      },
      { part: 'user' },
    );
    await go('form', next, 'review', confirm, 'device');
    expect(calls).not.toContain('finish');
    await go({ type: 'CODES', codes: ['111111', '222222'] }, 'giving', 'device');
    expect(flow.getSnapshot().context.problem).toEqual(trouble);
    await go({ type: 'CODES', codes: ['222222', '333333'] }, 'done', { type: 'CLOSE' });
    expect(calls).toEqual(['look', 'plan', 'make', 'give', 'give', 'finish', 'prove']);
    expect(flow.getSnapshot().output).toMatchObject({ roleProfile: 'bizcorprole', proved: identity });
    expect(flow.getSnapshot().context.waiting).toBeUndefined();
  });

  it('that is left in the middle says so in the activity, and one that made nothing does not', async () => {
    const { flow, go } = begin({}, { part: 'user' });
    await go('form', next, 'review', confirm, 'device', { type: 'BACK' }, 'left');
    expect(ended(flow.getSnapshot().output!)).toMatchObject({
      text: expect.stringMatching(/^assume-role did not finish/),
      tone: 'bad',
    });
    const { flow: other, go: walk } = begin({}, { part: 'user' });
    await walk('form', { type: 'BACK' }, 'left');
    expect(ended(other.getSnapshot().output!)).toMatchObject({ passing: true });
  });

  it('does not continue with invalid values, and a note provides those of the role', async () => {
    const { flow, go } = begin({}, { part: 'user' });
    await go('form', { type: 'EDIT', field: 'roleArn', value: 'nothing' }, next);
    expect(flow.getSnapshot().value).toBe('form');
    await go({ type: 'EDIT', field: 'note', value: 'note.json' }, next, 'review');
  });

  it('fills a field from a list, one policy after the other if several are allowed', async () => {
    const policies = ['arn:aws:iam::111122223333:policy/One', 'arn:aws:iam::111122223333:policy/Two'];
    const listChoices = async () => policies.map((value) => ({ value, note: 'policy of the account' }));
    const { flow, go } = begin({ listChoices }, { part: 'role' });
    await go('form', { type: 'LIST', field: 'permissions' }, 'choosing');
    expect(flow.getSnapshot().context.choices?.map(({ value }) => value)).toEqual(policies);
    await go({ type: 'PICK', value: policies[0]! }, 'form');
    expect(flow.getSnapshot().context.values.permissions).toBe(policies[0]);
    await go(
      { type: 'LIST', field: 'permissions' },
      'choosing',
      { type: 'PICK', value: policies[1]! },
      'form',
    );
    expect(flow.getSnapshot().context.values.permissions).toBe(policies.join(' '));
    await go({ type: 'LIST', field: 'profile' }, 'choosing', { type: 'BACK' }, 'form');
    expect(flow.getSnapshot().context.values.profile).toBe('default');
  });

  it('says why nothing can be listed, and goes back to the unchanged form', async () => {
    const { flow, go } = begin({ listChoices: () => Promise.reject(new Problem(trouble)) }, { part: 'role' });
    await go('form', { type: 'LIST', field: 'boundary' }, 'notListed');
    expect(flow.getSnapshot().context.problem).toEqual(trouble);
    await go({ type: 'BACK' }, 'form');
    expect(flow.getSnapshot().context.problem).toBeUndefined();
  });

  it('checks again before it continues after an error', async () => {
    let plans = 0;
    const { calls, go } = begin({
      plan: async () => {
        plans += 1;
        return assumePlanOf('role');
      },
      make: (_, send) => send(plans === 1 ? { type: 'BROKE', problem: trouble } : { type: 'MADE' }),
    });
    await go('part', next, 'form', next, 'review', confirm, 'notDone', { type: 'RETRY' }, 'review');
    expect(calls.filter((call) => call === 'make')).toHaveLength(1);
    await go(confirm, 'done');
  });

  it('keeps its note after an error, and offers a script if AWS denies it', async () => {
    const denied = { ...trouble, code: 'ACCESS_DENIED' as const };
    const { flow, go } = begin({
      make: (_, send) => {
        send({ type: 'NOTED', note: assumeNote });
        send({ type: 'BROKE', problem: denied });
      },
    });
    await go('part', next, 'form', next, 'review', confirm, 'notDone');
    expect(flow.getSnapshot().context.note).toEqual(assumeNote);
    await go({ type: 'SCRIPT' }, 'review');
    expect(flow.getSnapshot().context.script).toBe('/home/sam/assume-role-dev.sh');
    const other = begin({ make: (_, send) => send({ type: 'BROKE', problem: trouble }) });
    await other.go('part', next, 'form', next, 'review', confirm, 'notDone');
    expect(other.flow.getSnapshot().can({ type: 'SCRIPT' })).toBe(false);
  });

  it('continues an interrupted run, with its values and its note', async () => {
    const { flow, go } = begin(unfinished);
    await go('unfinished', { type: 'RESUME' }, 'review');
    expect(flow.getSnapshot().context).toMatchObject({ chosen: 'user', note: assumeNote });
  });

  it.each([
    ['CLEAN_UP', 'cleanUp'],
    ['FORGET', 'forget'],
  ] as const)('%s ends an interrupted run, and then starts over', async (type, call) => {
    let there = true;
    const { flow, calls, go } = begin({
      look: async () => (there ? { ...assumeLocalState, unfinished: assumeNote } : assumeLocalState),
      [call]: async () => {
        there = false;
      },
    });
    await go('unfinished', { type }, 'part');
    expect(calls).toEqual(['look', call, 'look']);
    expect(flow.getSnapshot().context.note).toBeUndefined();
  });

  it('keeps what is set up if it cannot be verified, and verifies it again', async () => {
    let tries = 0;
    const { flow, go } = begin(
      {
        prove: (send) =>
          send(++tries === 1 ? { type: 'BROKE', problem: trouble } : { type: 'PROVED', identity }),
      },
      { part: 'profiles' },
    );
    await go('form', next, 'review', confirm, 'notProved', { type: 'RETRY' }, 'done');
    expect(flow.getSnapshot().context.problem).toBeUndefined();
  });

  it('reaches every state', () => {
    const { assumeRole } = pretendAssume();
    const waiting = { serial: 'arn', secret: undefined };
    const events = [
      ...actorEnds(assumeRole, {
        look: [assumeLocalState, { ...assumeLocalState, unfinished: assumeNote }],
        plan: [assumePlanOf('role'), assumePlanOf('user')],
        listChoices: [[{ value: roleArn, note: 'role of the account' }]],
        writeScript: ['/s'],
        give: [undefined],
        cleanUp: [undefined],
        forget: [undefined],
      }),
      ...['NEXT', 'BACK', 'RETRY', 'CONFIRM', 'SCRIPT', 'RESUME', 'CLEAN_UP', 'FORGET', 'CLOSE'].map(
        (type) => ({
          type,
        }),
      ),
      ...[
        { type: 'CHOOSE', part: 'user' },
        { type: 'CODES', codes: ['1', '2'] },
        { type: 'LIST', field: 'profile' },
        { type: 'PICK', value: 'default' },
      ],
      ...[
        { type: 'NOTED', note: assumeNote },
        { type: 'MADE', note: assumeNote },
        { type: 'MADE', note: assumeNote, waiting },
        { type: 'WRITTEN' },
      ],
      ...[
        { type: 'PROVED', identity },
        { type: 'BROKE', problem: trouble },
      ],
    ];
    const ids = reached(assumeRole, {}, events, ({ context }) => [
      context.chosen,
      context.localState?.unfinished !== undefined,
      context.script !== undefined,
      context.plan?.part,
      context.note !== undefined,
    ]);
    expect(unreached(assumeRole, ids)).toEqual([]);
  });
});
