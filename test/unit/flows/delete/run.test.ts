import { expect, it } from 'vitest';
import { createPersist } from '../../../../src/aws/persist.ts';
import type { DeletePlan, DeleteStep } from '../../../../src/flows/delete/plan.ts';
import { type DeleteTools, noteOf, runDelete } from '../../../../src/flows/delete/run.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { somePieces } from '../../../support/pretend-delete.ts';
import { stack } from '../../../support/pretend-values.ts';
import { type Answers, createFakeAws } from '../../aws/support/fake-aws.ts';

/** Carries out one step of a deletion with these answers of AWS. */
async function carryOut(step: DeleteStep, answers: Answers) {
  const { clients, sent } = createFakeAws(answers);
  const clock = createFakeClock();
  const { signal } = new AbortController();
  const persist = createPersist({ clock, signal, onConnection: () => {} });
  const notes: string[] = [];
  const tools: DeleteTools = {
    clock,
    journal: {
      begin: async ({ id }) => void notes.push(`begin ${id}`),
      save: async () => {},
      remove: async (id) => void notes.push(`remove ${id}`),
      find: async () => undefined,
      list: async () => ({ notes: [], findings: [] }),
    },
    of: () => ({ clients, persist }),
    follow: (_, onUpdate, run) => run({ onUpdate, signal }),
    forget: async () => {},
    tell: () => {},
  };
  const plan: DeletePlan = {
    found: somePieces,
    choices: { keepBucket: false, keepFiles: false },
    steps: [step],
  };
  const running = runDelete(tools, plan, noteOf(plan, { id: 'one', startedAt: 0 }));
  const ended = await clock.advanceUntil(running).then(
    () => 'done',
    (thrown: unknown) => thrown,
  );
  return { ended, notes, sent: sent.map(({ name }) => name) };
}

const app: DeleteStep = { kind: 'app', backend: 0, text: 'delete the app' };
const environments = (...names: string[]) => ({
  backendEnvironments: names.map((environmentName) => ({ environmentName })),
});

it('deletes an app only if it is empty', async () => {
  const { ended, sent, notes } = await carryOut(app, {
    ListBackendEnvironments: () => environments(),
    ListBranches: () => ({ branches: [] }),
    DeleteApp: () => ({}),
  });
  expect(ended).toBe('done');
  expect(sent).toEqual(['ListBackendEnvironments', 'ListBranches', 'DeleteApp']);
  expect(notes).toEqual(['begin one', 'remove one']);
});

it.each([
  ['an environment', environments('prod'), []],
  ['a branch', environments(), [{}]],
])('leaves an app that has got %s since the review', async (_, listed, branches) => {
  const { ended, sent } = await carryOut(app, {
    ListBackendEnvironments: () => listed,
    ListBranches: () => ({ branches }),
  });
  expect(ended).toBe('done');
  expect(sent).not.toContain('DeleteApp');
});

it('counts a stack that AWS could not delete as a failure, and keeps the note', async () => {
  const answer = (status: string) => ({
    Stacks: [
      {
        StackId: stack.stackId,
        StackName: stack.stackName,
        StackStatus: status,
        CreationTime: new Date(0),
        DeletionTime: new Date(1),
      },
    ],
  });
  const states = ['CREATE_COMPLETE', 'DELETE_IN_PROGRESS', 'DELETE_FAILED'];
  const { ended, sent, notes } = await carryOut(
    { kind: 'stack', backend: 0, text: 'delete the stack' },
    {
      DescribeStacks: () => answer((states.length > 1 ? states.shift() : states[0]) ?? ''),
      DeleteStack: () => ({}),
      DescribeStackEvents: () => ({ StackEvents: [] }),
      DescribeStackResources: () => ({ StackResources: [] }),
      ListStackResources: () => ({ StackResourceSummaries: [] }),
      GetTemplate: () => ({ TemplateBody: '{}' }),
    },
  );
  expect(sent).toContain('DeleteStack');
  expect(ended).toMatchObject({ code: expect.stringMatching(/^STACK_/) });
  expect(notes).toEqual(['begin one']);
});
