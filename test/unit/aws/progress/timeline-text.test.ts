import { describe, expect, it } from 'vitest';
import {
  applyEvents,
  applyExpected,
  applyNested,
  createProgress,
} from '../../../../src/aws/progress/reducer.ts';
import {
  timelineBegin,
  timelineKindOf,
  timelineKinds,
  timelineText,
} from '../../../../src/aws/progress/timeline-text.ts';
import { created, eventsOf, rolledBack } from '../support/events.ts';
import { expected, progressAfter, user } from '../support/progress.ts';
import { idOf, nested } from '../support/timed-tree.ts';

const done = progressAfter(created, expected);
const failed = progressAfter(rolledBack, expected);

const child = applyEvents(
  createProgress({ stackId: idOf('auth'), stackName: 'auth', expected: [] }),
  eventsOf(
    [
      [2, 'stack', 'CREATE_IN_PROGRESS', user],
      [3, 'Pool', 'CREATE_IN_PROGRESS'],
      [8, 'Pool', 'CREATE_COMPLETE'],
      [9, 'stack', 'CREATE_COMPLETE'],
    ],
    { stackId: idOf('auth'), stackName: 'auth' },
  ),
);
const tree = applyNested(
  progressAfter(
    [
      [0, 'stack', 'CREATE_IN_PROGRESS', user],
      nested(1, 'auth', 'CREATE_IN_PROGRESS'),
      nested(10, 'auth', 'CREATE_COMPLETE'),
      [11, 'stack', 'CREATE_COMPLETE'],
    ],
    [],
  ),
  'auth',
  child,
);

describe('the time line as a file', () => {
  it('is named after its ending', () => {
    expect(['a.svg', 'b.JSON', '/x.y/c.md'].map(timelineKindOf)).toEqual(['svg', 'json', 'md']);
    expect(['svg', 'a.png', 'a.md/', '.', 'a.svg.gz'].map(timelineKindOf)).toEqual(Array(5).fill(undefined));
  });

  it.each(timelineKinds)('starts like every .%s of its kind', (kind) => {
    expect(timelineText(done, kind).startsWith(timelineBegin[kind])).toBe(true);
  });

  it('says in Markdown how it ended, why, and when each resource started and ended', () => {
    expect(timelineText(failed, 'md')).toBe(failedText);
    expect(timelineText(done, 'md')).toContain(
      '| Policy | AWS::S3::BucketPolicy | done | 23s | 29s | **6s** |  |\n\nBold: what the whole had to wait for.\n',
    );
  });

  it('contains as JSON what is known, nested stacks after their own resource', () => {
    expect(JSON.parse(timelineText(tree, 'json'))).toEqual({
      ...{ type: 'timeline', stackName: tree.stackName, stackId: tree.stackId },
      ...{ operation: 'create', outcome: 'succeeded', status: 'CREATE_COMPLETE', causes: [] },
      ...{ startedAt: '2026-11-23T09:45:00.000Z', endedAt: '2026-11-23T09:45:11.000Z' },
      resources: [
        {
          ...{ place: 'auth', type: 'AWS::CloudFormation::Stack', physicalId: idOf('auth') },
          ...{ state: 'done', status: 'CREATE_COMPLETE', ms: 9000 },
          ...{ startedAt: '2026-11-23T09:45:01.000Z', endedAt: '2026-11-23T09:45:10.000Z' },
        },
        {
          ...{ place: 'auth › Pool', type: 'AWS::SNS::Topic', state: 'done', status: 'CREATE_COMPLETE' },
          ...{ startedAt: '2026-11-23T09:45:03.000Z', endedAt: '2026-11-23T09:45:08.000Z', ms: 5000 },
        },
      ],
    });
  });

  it.each(timelineKinds)('marks what everything had to wait for, also in nested stacks: .%s', (kind) => {
    const pool = { logicalId: 'Pool', type: 'AWS::SNS::Topic', dependsOn: [] };
    const known = applyNested(
      applyExpected(tree, [{ logicalId: 'auth', type: 'AWS::CloudFormation::Stack', dependsOn: [] }]),
      'auth',
      applyExpected(child, [pool]),
    );
    const text = timelineText(known, kind);
    if (kind === 'json') expect(JSON.parse(text).longestChain).toEqual(['auth', 'auth › Pool']);
    else expect(text).toContain('Bold: what the whole had to wait for.');
    if (kind === 'md') expect(text.match(/\*\*\d+s\*\*/g)).toEqual(['**9s**', '**5s**']);
    if (kind === 'svg') expect(text.match(/font-weight="bold">(?:auth|Pool)</g)).toHaveLength(2);
    expect(timelineText(tree, kind)).not.toMatch(/Bold|longestChain/);
  });

  it('draws a bar from the start of each resource to its end on one axis', () => {
    const svg = timelineText(tree, 'svg');
    const bars = [...svg.matchAll(/<rect x="([\d.]+)" y="(\d+)" width="([\d.]+)"/g)].map((found) =>
      found.slice(1).map(Number),
    );
    const ticks = [...svg.matchAll(/<line x1="([\d.]+)"/g)].map((found) => Number(found[1]));
    const second = (ticks[1]! - ticks[0]!) / 2;
    const at = (seconds: number) => Math.round((ticks[0]! + seconds * second) * 10) / 10;
    expect(bars.map(([x]) => Math.abs(x! - at(bars[0]![0] === x ? 1 : 3)) < 0.3)).toEqual([true, true]);
    expect(bars.map(([, , width]) => Math.round(width! / second))).toEqual([9, 5]);
    expect(svg.match(/<text[^>]*>[^<]*<\/text>/g)?.slice(-4)).toEqual([
      expect.stringContaining('>auth<'),
      expect.stringContaining('>9s  done<'),
      expect.stringContaining('>Pool<'),
      expect.stringContaining('>5s  done<'),
    ]);
  });

  it.each(timelineKinds)('says of less than a second that it is less: .%s', (kind) => {
    const [first, ...others] = done.resources;
    const startedAt = first!.startedAt!;
    const text = timelineText(
      {
        ...done,
        endedAt: done.startedAt! + 400,
        resources: [{ ...first!, endedAt: startedAt + 300 }, ...others],
      },
      kind,
    );
    if (kind === 'json')
      expect(JSON.parse(text).resources).toContainEqual(expect.objectContaining({ ms: 300 }));
    else expect(text).toContain(kind === 'md' ? 'after \\<1s' : 'after &lt;1s');
    if (kind === 'md') expect(text).toMatch(/\| \*{0,2}\\<1s\*{0,2} \|/);
    if (kind === 'svg') expect(text).toContain('>&lt;1s  done<');
  });

  it.each(timelineKinds)('omits an end that AWS has not reported: .%s', (kind) => {
    const unknown = {
      ...done,
      resources: done.resources.map(({ endedAt: _, ...resource }) => resource),
    };
    const text = timelineText(unknown, kind);
    expect(text).toContain('Bucket');
    expect(text).not.toMatch(/"ms"|<rect x|\d+s {2}done| done \| \d/);
  });

  it.each(timelineKinds)('hides what looks like a secret, and omits outputs: .%s', (kind) => {
    const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
    const told = `<b>no</b> secret_access_key=${secret} "x" & \u0000\u001b[31mred\ud800 | a`;
    const [first, ...others] = failed.resources;
    const text = timelineText(
      {
        ...failed,
        outputs: { Password: 'output-canary' },
        causes: failed.causes.map(({ meaning: _, ...cause }) => ({ ...cause, reason: told })),
        resources: [{ ...first!, reason: told }, ...others],
      },
      kind,
    );
    expect(text).toContain('[secret'.replace('[', kind === 'md' ? '\\[' : '['));
    for (const never of [secret, 'output-canary', '\u001b', '\u0000']) expect(text).not.toContain(never);
    if (kind === 'svg') expect(text).not.toMatch(/<b>|&(?!(?:amp|lt|gt|quot);)|\p{Surrogate}/u);
    if (kind === 'md') expect(text).not.toMatch(/<b>|[^\\]\| a/);
  });
});

const failedText = `<!-- time line by amplify-tui -->
# amplify-shop-20261123094500: rolled back after 13s

- Stack: arn:aws:cloudformation:eu-west-1:111122223333:stack/amplify-shop-20261123094500/6f1f5c20-c85c-11f0-a1b2-0a1b2c3d4e5f
- Status: ROLLBACK\\_COMPLETE, nothing left
- Started: 2026-11-23 09:45:00 UTC
- Ended: 2026-11-23 09:45:13 UTC

## Why

- Bucket (AWS::S3::Bucket): The bucket name shop-deployment is taken; bucket names are shared by everyone on AWS. AWS: Resource handler returned message: "shop-deployment already exists \\(Service: S3, Status Code: 0, Request ID: null\\)" \\(RequestToken: 3f1c, HandlerErrorCode: AlreadyExists\\)

## Time line

| Resource | Type | State | Started after | Ended after | Took | Reason |
| --- | --- | --- | --- | --- | --- | --- |
| Bucket | AWS::S3::Bucket | failed | 5s | 8s | 3s | Resource handler returned message: "shop-deployment already exists \\(Service: S3, Status Code: 0, Request ID: null\\)" \\(RequestToken: 3f1c, HandlerErrorCode: AlreadyExists\\) |
| UnauthRole | AWS::IAM::Role | cancelled | 5s | 8s | 3s | Resource creation cancelled |
| AuthRole | AWS::IAM::Role | removed | 11s | 12s | 1s |  |
| Policy | AWS::S3::BucketPolicy | cancelled |  |  |  |  |
`;
