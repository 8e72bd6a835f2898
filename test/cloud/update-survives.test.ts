import { CreateStackCommand, UpdateStackCommand } from '@aws-sdk/client-cloudformation';
import { expect, it } from 'vitest';
import type { ResourceFault } from '../../demo/cloud/cloud.ts';
import { clientsFor, cloudForTest, temporaryFolder } from './support/cloud.ts';
import { manualClock } from './support/manual-clock.ts';
import { nested, storeTemplates } from './support/nested-stack.ts';
import { bucketNamed } from './support/refusal.ts';
import { deployment, linesOfLastUpdate, role, StackName, stackOf } from './support/update.ts';

const CHILD = { Resources: { Inner: role('inner') } };
const OTHER_CHILD = { Resources: { Inner: role('inner', 'ec2'), More: deployment() } };

/** An update at AWS's pace; the cloud is restarted after these numbers of seconds. @returns the events */
async function updateWithStops(stops: readonly number[], fails: boolean): Promise<string[]> {
  const clock = manualClock();
  const bad: ResourceFault | undefined = fails ? { kind: 'fail', code: 'NotStabilized' } : undefined;
  const options = {
    speed: 1,
    clock,
    stateDir: temporaryFolder(),
    faults: {
      resourceFault: (_: unknown, { logicalId }: { logicalId: string }) =>
        logicalId === 'Last' ? bad : undefined,
    },
  };
  let cloud = await cloudForTest(options);
  const urls = await storeTemplates(cloud, { child: CHILD, other: OTHER_CHILD });
  const before = { Role: role('worker'), Bucket: bucketNamed('first-name'), Child: nested(urls.child) };
  const after = {
    Role: role('worker', 'ec2'),
    Bucket: bucketNamed('second-name'),
    Child: nested(urls.other),
    Last: { ...deployment(), DependsOn: ['Role', 'Bucket', 'Child'] },
  };
  await clientsFor(cloud).cloudformation.send(new CreateStackCommand(stackOf(before)));
  clock.advance(120_000);
  await clientsFor(cloud).cloudformation.send(new UpdateStackCommand(stackOf(after)));
  let passed = 0;
  for (const stop of stops) {
    clock.advance((stop - passed) * 1000);
    passed = stop;
    await cloud.close();
    cloud = await cloudForTest(options);
  }
  clock.advance(300_000);
  return linesOfLastUpdate(clientsFor(cloud).cloudformation, StackName);
}

it.each([
  ['works out', false, 'shop UPDATE_COMPLETE'],
  ['fails', true, 'shop UPDATE_ROLLBACK_COMPLETE'],
] as const)(
  'an update that %s continues after every stop as if there had been none',
  async (_name, fails, end) => {
    const undisturbed = await updateWithStops([], fails);
    expect(undisturbed.at(-1)).toBe(end);
    const withoutIds = (lines: string[]): string[] =>
      lines.map((line) => line.replace(/RequestToken: [-0-9a-f]+/, 'RequestToken'));
    const stops = Array.from({ length: 40 }, (_none, index) => index * 1.5);
    expect(withoutIds(await updateWithStops(stops, fails))).toEqual(withoutIds(undisturbed));
  },
);
