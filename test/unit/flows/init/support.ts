import { createPersist } from '../../../../src/aws/persist.ts';
import type { RunTools } from '../../../../src/flows/init/run-tools.ts';
import type { FilesBefore } from '../../../../src/state/files-before.ts';
import type { InitJournalEntry, Journal } from '../../../../src/state/journal.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { plan } from '../../../support/pretend-values.ts';
import { type Answers, createFakeAws } from '../../aws/support/fake-aws.ts';

/** A journal in memory that records its calls in one list with what was sent to AWS. */
export function initWorld(answers: Answers) {
  const log: string[] = [];
  const notes = new Map<string, InitJournalEntry>();
  const noted: Answers = Object.fromEntries(
    Object.entries(answers).map(([name, answer]) => [
      name,
      (input) => {
        log.push(name);
        return answer(input);
      },
    ]),
  );
  const { clients, sent } = createFakeAws(noted);
  const kept = new Map<string, FilesBefore>();
  const journal: Journal = {
    keepBefore: async (id, files) => {
      kept.set(id, files);
    },
    filesBefore: async (id) => kept.get(id) ?? new Map(),
    begin: async (entry) => journal.save(entry),
    takeOver: async () => {},
    save: async (entry) => {
      log.push(`note ${entry.step}`);
      notes.set(entry.id, entry);
    },
    remove: async (id) => {
      log.push('forget');
      notes.delete(id);
    },
    find: async () => [...notes.values()][0],
    about: async () => ({ entries: [...notes.values()], unreadable: [] }),
    list: async () => ({ entries: [...notes.values()], findings: [] }),
  };
  const clock = createFakeClock();
  const tools: RunTools = { clients, followClients: clients, journal, clock };
  const persist = createPersist({ clock, signal: new AbortController().signal, onConnection: () => {} });
  return { tools, persist, clock, log, notes, sent };
}

/** DescribeStackEvents of a stack that was created with this token; empty without one. */
export function describedEvents(token: string | undefined = plan.token) {
  const event = { EventId: '1', LogicalResourceId: plan.stackName, ResourceStatus: 'CREATE_IN_PROGRESS' };
  return { StackEvents: [{ ...event, ...(token === '' ? {} : { ClientRequestToken: token }) }] };
}

/** DescribeStacks of the plan's own stack. */
export function describedStack(change: object = {}) {
  return {
    Stacks: [
      {
        StackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/made/1',
        StackName: plan.stackName,
        StackStatus: 'CREATE_IN_PROGRESS',
        CreationTime: new Date(0),
        Parameters: Object.entries(plan.parameters).map(([ParameterKey, ParameterValue]) => ({
          ParameterKey,
          ParameterValue,
        })),
        ...change,
      },
    ],
  };
}
