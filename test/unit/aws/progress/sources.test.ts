import { describe, expect, it } from 'vitest';
import type { StackProgress, StackRecord } from '../../../../src/aws/progress/model.ts';
import {
  applyEvents,
  applyNested,
  applyResources,
  applyStack,
  createProgress,
} from '../../../../src/aws/progress/reducer.ts';
import { began, created, type EventLine, eventsOf, stackId, stackName } from '../support/events.ts';

const empty = createProgress({ stackId, stackName });
const having = (lines: readonly EventLine[], start = empty) => applyEvents(start, eventsOf(lines));
const states = ({ resources }: StackProgress) =>
  Object.fromEntries(resources.map(({ logicalId, state }) => [logicalId, state]));
const resource = ({ resources }: StackProgress, id: string) =>
  resources.find(({ logicalId }) => logicalId === id);
const record = (status: string, more: Partial<StackRecord> = {}): StackRecord => ({
  stackId,
  stackName,
  status,
  createdAt: began,
  outputs: {},
  parameters: {},
  terminationProtection: false,
  ...more,
});

describe('other sources', () => {
  it('uses rows if there are no resource events', () => {
    const row = {
      logicalId: 'Bucket',
      type: 'AWS::S3::Bucket',
      status: 'CREATE_COMPLETE',
      physicalId: 'b',
      at: began + 1000,
    };
    const progress = applyResources(having([created[0]!, created.at(-1)!]), [row]);
    expect(progress).toMatchObject({ total: 1, completed: 1, outcome: 'succeeded' });
  });

  it('does not let an older row undo an event', () => {
    const row = {
      logicalId: 'Bucket',
      type: 'AWS::S3::Bucket',
      status: 'CREATE_IN_PROGRESS',
      at: began + 6000,
    };
    expect(states(applyResources(having(created), [row])).Bucket).toBe('done');
  });

  it('believes DescribeStacks if it is further along than the events, and otherwise the events', () => {
    expect(
      applyStack(having(created.slice(0, 6)), record('CREATE_COMPLETE', { outputs: { A: '1' } })),
    ).toMatchObject({
      outcome: 'succeeded',
      outputs: { A: '1' },
    });
    expect(applyStack(having(created), record('CREATE_IN_PROGRESS'))).toMatchObject({ outcome: 'succeeded' });
  });

  it.each([
    ['REVIEW_IN_PROGRESS', false],
    ['SOMETHING_NEW_IN_PROGRESS', true],
    ['SOMETHING_NEW_COMPLETE', false],
  ])('%s: running %s', (status, running) => {
    expect(applyStack(empty, record(status)).outcome === 'running').toBe(running);
  });

  it("shows the cause of a nested stack instead of its parent's message", () => {
    const child = applyEvents(createProgress({ stackId: 'child', stackName: 'child' }), [
      {
        eventId: '1',
        stackId: 'child',
        stackName: 'child',
        logicalId: 'Table',
        type: 'AWS::DynamoDB::Table',
        status: 'CREATE_FAILED',
        reason: 'no',
        at: began + 7000,
      },
    ]);
    const parent = having([
      created[0]!,
      [
        8,
        'Data',
        'CREATE_FAILED',
        {
          type: 'AWS::CloudFormation::Stack',
          physicalId: 'child',
          reason:
            'Embedded stack child was not successfully created: The following resource(s) failed to create: [Table].',
        },
      ],
    ]);
    const progress = applyNested(parent, 'Data', child);
    expect(progress.causes.map(({ logicalId, stackName }) => [logicalId, stackName])).toEqual([
      ['Table', 'child'],
    ]);
    expect(resource(progress, 'Data')?.nested).toBe(child);
  });
});
