import { ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { createCallLog } from '../../demo/cloud/calls.ts';
import type { Cloud } from '../../demo/cloud/cloud.ts';
import { answerControl } from '../../demo/cloud/control.ts';
import { createFaultInjector } from '../../demo/cloud/faults/injector.ts';
import { readFault } from '../../demo/cloud/faults/spec.ts';
import { newState } from '../../demo/cloud/store.ts';
import { clientsFor, cloudForTest, errorOf } from './support/cloud.ts';
import { control } from './support/control.ts';
import { manualClock } from './support/manual-clock.ts';

describe('the control path', () => {
  it('accepts, shows and drops rules', async () => {
    const cloud = await cloudForTest();
    const { cloudformation } = clientsFor(cloud);
    await control(cloud.endpoint, 'POST', 'faults', { faults: ['throttle@ListStacks'] });
    await errorOf(cloudformation.send(new ListStacksCommand({})));
    const { rules } = await control(cloud.endpoint, 'GET', 'faults');
    expect(rules).toMatchObject([{ rule: { kind: 'throttle', target: 'ListStacks' }, seen: 1, hits: 1 }]);
    await control(cloud.endpoint, 'DELETE', 'faults');
    await cloudformation.send(new ListStacksCommand({}));
  });

  it('counts calls, including refused ones', async () => {
    const cloud = await cloudForTest({ faultRules: [readFault('throttle@ListStacks')] });
    const { cloudformation, s3 } = clientsFor(cloud);
    await errorOf(cloudformation.send(new ListStacksCommand({})));
    await s3.send(new ListBucketsCommand({}));
    const { calls, counts } = await control(cloud.endpoint, 'GET', 'calls');
    expect(counts).toEqual({ 'cloudformation.ListStacks': 1, 's3.ListBuckets': 1 });
    expect(calls[0]).toMatchObject({ status: 400, who: cloud.accounts[0]!.users[0]!.arn });
    const later = await control(cloud.endpoint, 'GET', `calls?since=${Date.now() + 1000}`);
    expect(later.calls).toEqual([]);
  });

  it('refuses web pages, unknown paths and bad rules', async () => {
    const { endpoint } = await cloudForTest();
    const fromPage = await fetch(`${endpoint}/_demo/faults`, { headers: { origin: 'http://example.com' } });
    expect(fromPage.status).toBe(403);
    expect((await fetch(`${endpoint}/_demo/nonsense`)).status).toBe(404);
    expect(await control(endpoint, 'POST', 'faults', { faults: 'throttle' })).toEqual({
      error: expect.stringContaining('The body must be {"faults": '),
    });
    expect(await control(endpoint, 'POST', 'scenario', ['fresh'])).toEqual({
      error: 'The body must be a JSON object',
    });
    expect(await control(endpoint, 'POST', 'faults', { faults: ['html', 'nonsense'] })).toEqual({
      error: expect.stringMatching(/^The fault nonsense is none of throttle, /),
    });
    expect((await control(endpoint, 'GET', 'faults')).rules).toEqual([]);
  });
});

describe('the control path, asked from elsewhere', () => {
  const asked = async (from: string, host: string) => {
    const clock = manualClock();
    const state = newState(clock.now());
    const controlled = {
      cloud: { state, clock } as unknown as Cloud,
      faults: createFaultInjector(clock, 1, {}),
      calls: createCallLog(),
    };
    const request = {
      method: 'GET',
      path: '/_demo/calls',
      query: '',
      headers: { host },
      body: Buffer.alloc(0),
    };
    return answerControl(controlled, request, from).status;
  };

  it.each([
    ['127.0.0.1', '127.0.0.1:4566', 200],
    ['::ffff:127.0.0.1', 'localhost:4566', 200],
    ['192.168.1.7', '127.0.0.1:4566', 403],
    // A web page's own host name that resolves to this machine.
    ['127.0.0.1', 'rebound.example:4566', 403],
  ])('%s by the name %s', async (from, host, status) => {
    expect(await asked(from, host)).toBe(status);
  });
});

describe('a fault on the command line', () => {
  it.each([
    [
      'throttle@cloudformation.Describe*,chance=0.8',
      { kind: 'throttle', service: 'cloudformation', target: 'Describe*', chance: 0.8 },
    ],
    ['latency=1.5s@s3', { kind: 'latency', duration: 1500, service: 's3' }],
    [
      'reset-after@CreateStack,nth=1,times=1',
      { kind: 'reset-after', target: 'CreateStack', nth: 1, times: 1 },
    ],
    [
      'fail=AccessDenied@AWS::IAM::Role,at=6s',
      { kind: 'fail', code: 'AccessDenied', target: 'AWS::IAM::Role', at: 6 },
    ],
    ['skew=-20m', { kind: 'skew', duration: -1_200_000 }],
    [
      'expire@sts.*,after=20s,who=amplify-dev',
      { kind: 'expire', service: 'sts', after: 20_000, who: 'amplify-dev' },
    ],
  ])('%s', (spec, rule) => {
    expect(readFault(spec)).toEqual(rule);
  });

  it.each([
    'nonsense',
    'error=404',
    'latency',
    'latency=3',
    'fail=Bad@X',
    'throttle=3',
    'skew=1h@sts',
    'skew=1h,nth=1',
    'throttle@ec2.ListStacks',
    'throttle@CreateStak',
    'throttle@iam.CreateStack',
    'throttle,nth=0',
    'throttle,chance=2',
    'throttle,at=1s',
    'throttle,times=1.5',
    'throttle,colour=3',
    '',
  ])('refuses %j', (spec) => {
    expect(() => readFault(spec)).toThrow(`The fault ${spec}`);
  });
});
