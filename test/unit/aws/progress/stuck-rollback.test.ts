import { describe, expect, it } from 'vitest';
import { leftInAws } from '../../../../src/aws/progress/failure-words.ts';
import { countWords, resourceStateWords, skippedIn } from '../../../../src/aws/progress/narration.ts';
import {
  applyEvents,
  applyNested,
  applyResources,
  createProgress,
} from '../../../../src/aws/progress/reducer.ts';
import { stuckInRollback } from '../../../../src/aws/progress/stuck-rollback.ts';
import { created, type EventLine, eventsOf, stackId, stackName } from '../support/events.ts';

const user = { reason: 'User Initiated' };
const gone =
  'Resource handler returned message: "The role with name role-1 cannot be found." (RequestToken: a, HandlerErrorCode: NotFound)';
const denied =
  'not authorized to perform: sns:CreateTopic on resource: b (RequestToken: c, HandlerErrorCode: AccessDenied)';

/** An update that fails, and whose rollback fails at a role. */
const stuck: readonly EventLine[] = [
  ...created,
  [100, 'stack', 'UPDATE_IN_PROGRESS', user],
  [101, 'AuthRole', 'UPDATE_IN_PROGRESS', { physicalId: 'role-1' }],
  [103, 'AuthRole', 'UPDATE_COMPLETE', { physicalId: 'role-1' }],
  [104, 'Topic', 'CREATE_IN_PROGRESS'],
  [105, 'Topic', 'CREATE_FAILED', { reason: denied }],
  [
    106,
    'stack',
    'UPDATE_ROLLBACK_IN_PROGRESS',
    { reason: 'The following resource(s) failed to create: [Topic]. ' },
  ],
  [107, 'AuthRole', 'UPDATE_IN_PROGRESS', { physicalId: 'role-1' }],
  [108, 'AuthRole', 'UPDATE_FAILED', { physicalId: 'role-1', reason: gone }],
  [
    109,
    'stack',
    'UPDATE_ROLLBACK_FAILED',
    { reason: 'The following resource(s) failed to update: [AuthRole]. ' },
  ],
];
const skipped: readonly EventLine[] = [
  ...stuck,
  [200, 'stack', 'UPDATE_ROLLBACK_IN_PROGRESS', user],
  [202, 'AuthRole', 'UPDATE_COMPLETE', { physicalId: 'role-1' }],
];
const continued: readonly EventLine[] = [
  ...skipped,
  [201, 'AuthRole', 'UPDATE_IN_PROGRESS', { physicalId: 'role-1' }],
];
const end: readonly EventLine[] = [
  [203, 'stack', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'],
  [204, 'stack', 'UPDATE_ROLLBACK_COMPLETE'],
];
const ended = [...continued, ...end];
const progressOf = (lines: readonly EventLine[]) =>
  applyEvents(createProgress({ stackId, stackName }), eventsOf(lines));

describe('a rollback that is stuck', () => {
  it('shows why the update failed, and why something could not be rolled back', () => {
    const progress = progressOf(stuck);
    expect(progress.outcome).toBe('failed');
    expect(countWords(progress)).toBe('1 of 2 to take back');
    expect(progress.causes.map(({ logicalId, inRollback }) => [logicalId, inRollback])).toEqual([
      ['Topic', undefined],
      ['AuthRole', true],
    ]);
    expect(stuckInRollback(progress)).toEqual([
      {
        name: 'AuthRole',
        place: 'AuthRole',
        type: 'AWS::IAM::Role',
        reason: gone,
        meaning: 'Something that the resource refers to does not exist.',
      },
    ]);
  });

  it('is over once it continues and ends, with the first cause still shown', () => {
    expect(progressOf(continued)).toMatchObject({
      outcome: 'running',
      direction: 'back',
      operation: 'update',
    });
    const progress = progressOf(ended);
    expect(progress.outcome).toBe('rolled-back');
    expect(progress.causes.map(({ logicalId }) => logicalId)).toEqual(['Topic']);
    expect(progress.resources.find(({ logicalId }) => logicalId === 'AuthRole')).toMatchObject({
      state: 'done',
      undone: true,
    });
    expect([countWords(progress), leftInAws(progress)]).toEqual([
      'as it was before',
      'Everything as it was before.',
    ]);
    expect(stuckInRollback(progress)).toEqual([]);
  });

  it('does not call skipped resources rolled back', () => {
    const progress = progressOf([...skipped, ...end]);
    const role = progress.resources.find(({ logicalId }) => logicalId === 'AuthRole');
    expect(role && [role.state, role.undone, role.startedAt, resourceStateWords(role, progress)]).toEqual([
      'skipped',
      undefined,
      undefined,
      'skipped',
    ]);
    expect([countWords(progress), leftInAws(progress)]).toEqual([
      '1 skipped',
      'AuthRole as it is now (skipped); the rest as before.',
    ]);
    // A row of the list that is newer has no word for it.
    const [, row] = eventsOf([
      ...skipped,
      [206, 'AuthRole', 'UPDATE_COMPLETE', { physicalId: 'role-1' }],
    ]).slice(-2);
    const listed = row && applyResources(progress, [row]);
    expect(listed && skippedIn(listed)).toEqual(['AuthRole']);
    expect(skippedIn(progressOf([...skipped, ...end, [300, 'stack', 'UPDATE_IN_PROGRESS', user]]))).toEqual(
      [],
    );
  });

  it('shows both if the same resource failed in both directions', () => {
    const both = progressOf([
      ...created,
      [100, 'stack', 'UPDATE_IN_PROGRESS', user],
      [101, 'AuthRole', 'UPDATE_IN_PROGRESS', { physicalId: 'role-1' }],
      [103, 'AuthRole', 'UPDATE_FAILED', { physicalId: 'role-1', reason: denied }],
      [
        106,
        'stack',
        'UPDATE_ROLLBACK_IN_PROGRESS',
        { reason: 'The following resource(s) failed to update: [AuthRole]. ' },
      ],
      [107, 'AuthRole', 'UPDATE_IN_PROGRESS', { physicalId: 'role-1' }],
      [108, 'AuthRole', 'UPDATE_FAILED', { physicalId: 'role-1', reason: gone }],
      [
        109,
        'stack',
        'UPDATE_ROLLBACK_FAILED',
        { reason: 'The following resource(s) failed to update: [AuthRole]. ' },
      ],
    ]);
    expect(both.causes.map(({ reason }) => reason)).toEqual([denied, gone]);
    expect(stuckInRollback(both).map(({ reason }) => reason)).toEqual([gone]);
  });

  it("names what is stuck in a nested stack in AWS's notation", () => {
    const child = { stackId: `${stackId}-child`, stackName: 'shop-auth-1A2B' };
    const nested = applyEvents(createProgress(child), eventsOf(stuck, child));
    const parent = applyNested(
      progressOf([
        [90, 'stack', 'UPDATE_IN_PROGRESS', user],
        [91, 'auth', 'UPDATE_IN_PROGRESS', { type: 'AWS::CloudFormation::Stack', physicalId: child.stackId }],
        [
          106,
          'stack',
          'UPDATE_ROLLBACK_IN_PROGRESS',
          { reason: 'The following resource(s) failed to update: [auth]. ' },
        ],
        [
          110,
          'auth',
          'UPDATE_FAILED',
          {
            type: 'AWS::CloudFormation::Stack',
            physicalId: child.stackId,
            reason: `Embedded stack ${child.stackId} was not successfully updated. Currently in UPDATE_ROLLBACK_FAILED`,
          },
        ],
        [
          111,
          'stack',
          'UPDATE_ROLLBACK_FAILED',
          { reason: 'The following resource(s) failed to update: [auth]. ' },
        ],
      ]),
      'auth',
      nested,
    );
    expect(stuckInRollback(parent).map(({ name, place, reason }) => [name, place, reason])).toEqual([
      ['shop-auth-1A2B.AuthRole', 'auth › AuthRole', gone],
    ]);
  });

  it('is known from the list of resources if the events cannot be read', () => {
    const progress = applyResources({ ...progressOf([]), status: 'UPDATE_ROLLBACK_FAILED' }, [
      { logicalId: 'AuthRole', type: 'AWS::IAM::Role', status: 'UPDATE_FAILED', reason: gone, at: 1 },
    ]);
    expect(
      stuckInRollback({ ...progress, status: 'UPDATE_ROLLBACK_FAILED' }).map(({ name, reason }) => [
        name,
        reason,
      ]),
    ).toEqual([['AuthRole', gone]]);
  });
});

describe('the events of a progress', () => {
  it('are those of the newest operation', () => {
    expect(progressOf(ended).events[0]).toMatchObject({ status: 'UPDATE_IN_PROGRESS' });
    expect(progressOf(ended).events).toHaveLength(ended.length - created.length);
    // In any order of arrival.
    const late = applyEvents(
      applyEvents(createProgress({ stackId, stackName }), eventsOf(ended).slice(created.length)),
      eventsOf(ended).slice(0, created.length),
    );
    expect(late.events).toEqual(progressOf(ended).events);
  });
});
