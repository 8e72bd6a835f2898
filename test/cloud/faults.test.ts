import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { readFault } from '../../demo/cloud/faults/spec.ts';
import {
  allEvents,
  clientOptions,
  clientsFor,
  cloudForTest,
  cloudOnManualClock,
  errorOf,
  eventLine,
  settled,
} from './support/cloud.ts';
import { control } from './support/control.ts';
import { parentStack } from './support/parent-stack.ts';

const withFaults = (...specs: string[]) => cloudForTest({ faultRules: specs.map(readFault) });

describe('faults of calls', () => {
  it.each([
    ['throttle', 'Throttling', 400, 'SlowDown', 503],
    ['error', 'InternalFailure', 500, 'InternalError', 500],
    ['error=503', 'ServiceUnavailable', 503, 'ServiceUnavailable', 503],
    ['expire', 'ExpiredToken', 403, 'ExpiredToken', 400],
    ['deny', 'AccessDenied', 403, 'AccessDenied', 403],
  ])('%s answers in the words of the service', async (spec, query, queryStatus, s3Code, s3Status) => {
    const { cloudformation, s3 } = clientsFor(await withFaults(spec));
    const ofQuery = await errorOf(cloudformation.send(new ListStacksCommand({})));
    expect([ofQuery.name, ofQuery.$metadata.httpStatusCode]).toEqual([query, queryStatus]);
    const ofS3 = await errorOf(s3.send(new ListBucketsCommand({})));
    expect([ofS3.name, ofS3.$metadata.httpStatusCode]).toEqual([s3Code, s3Status]);
  });

  it('an expired token is STS’s own error there', async () => {
    const { sts } = clientsFor(await withFaults('expire@sts'));
    expect((await errorOf(sts.send(new GetCallerIdentityCommand({})))).name).toBe('ExpiredTokenException');
  });

  it.each(['reset', 'reset-after', 'cut', 'html', 'empty'])('%s loses the answer', async (spec) => {
    const { cloudformation } = clientsFor(await withFaults(`${spec}@CreateStack`));
    const call = cloudformation.send(new CreateStackCommand(parentStack('lost')));
    // The SDK reads an empty 200 as an answer without members.
    if (spec === 'empty') expect((await call).StackId).toBeUndefined();
    else expect((await errorOf(call)).name).not.toBe('ServiceError');
    const { StackSummaries } = await cloudformation.send(new ListStacksCommand({}));
    expect(StackSummaries).toHaveLength(spec === 'reset' ? 0 : 1);
  });

  it.each(['hang', 'hang-after'])('%s never answers', async (spec) => {
    const cloud = await withFaults(`${spec}@CreateStack`);
    const { cloudformation } = clientsFor(cloud);
    const abort = new AbortController();
    const call = cloudformation.send(new CreateStackCommand(parentStack('hung')), {
      abortSignal: abort.signal,
    });
    // If the later call is answered, the earlier one would have been, too.
    for (let found = 0; found < 1; ) {
      const { calls } = await control(cloud.endpoint, 'GET', 'calls?action=CreateStack');
      found = calls.length;
    }
    const { StackSummaries } = await cloudformation.send(new ListStacksCommand({}));
    abort.abort();
    expect((await errorOf(call)).name).toBe('AbortError');
    expect(StackSummaries).toHaveLength(spec === 'hang' ? 0 : 1);
  });

  it('latency delays the action', async () => {
    const { cloud, clock } = await cloudOnManualClock({ faultRules: [readFault('latency=800ms@sts')] });
    let answered = false;
    const { sts, s3 } = clientsFor(cloud);
    const call = sts.send(new GetCallerIdentityCommand({})).then(() => {
      answered = true;
    });
    for (let found = 0; found < 1; ) {
      found = (await control(cloud.endpoint, 'GET', 'calls?action=GetCallerIdentity')).calls.length;
    }
    clock.advance(799);
    await s3.send(new ListBucketsCommand({}));
    expect(answered).toBe(false);
    clock.advance(1);
    await call;
    expect(answered).toBe(true);
  });

  it('hits the calls that match the conditions', async () => {
    const cloud = await withFaults('throttle@cloudformation.List*,nth=2,times=2');
    const { cloudformation } = clientsFor(cloud);
    const outcomes: string[] = [];
    for (let call = 1; call <= 5; call += 1) {
      const outcome = cloudformation.send(new ListStacksCommand({})).then(
        () => 'answered',
        (error: Error) => error.name,
      );
      outcomes.push(await outcome);
      await cloudformation.send(new DescribeStacksCommand({}));
    }
    expect(outcomes).toEqual(['answered', 'Throttling', 'Throttling', 'answered', 'answered']);
  });

  it('hits only the service that it names', async () => {
    const { sts, s3 } = clientsFor(await withFaults('throttle@sts'));
    expect((await errorOf(sts.send(new GetCallerIdentityCommand({})))).name).toBe('Throttling');
    await s3.send(new ListBucketsCommand({}));
  });

  it('hits only the given principal', async () => {
    const cloud = await withFaults('deny,who=amplify-admin');
    await clientsFor(cloud, 'dev').sts.send(new GetCallerIdentityCommand({}));
    const error = await errorOf(clientsFor(cloud, 'biz').sts.send(new GetCallerIdentityCommand({})));
    expect(error.name).toBe('AccessDenied');
  });

  it('decides chances by the seed', async () => {
    const run = async (seed: number) => {
      const cloud = await cloudForTest({ seed, faultRules: [readFault('throttle,chance=0.5')] });
      const { cloudformation } = clientsFor(cloud);
      let outcomes = '';
      for (let call = 0; call < 24; call += 1) {
        outcomes += await cloudformation.send(new ListStacksCommand({})).then(
          () => '.',
          () => 'x',
        );
      }
      return outcomes;
    };
    const first = await run(7);
    expect(first).toMatch(/x/);
    expect(first).toMatch(/\./);
    expect(await run(7)).toBe(first);
    expect(await run(8)).not.toBe(first);
  });

  it('starts when it is set to start', async () => {
    const { cloud, clock } = await cloudOnManualClock({ faultRules: [readFault('expire,after=20s')] });
    const { cloudformation } = clientsFor(cloud);
    clock.advance(19_999);
    await cloudformation.send(new ListStacksCommand({}));
    clock.advance(1);
    expect((await errorOf(cloudformation.send(new ListStacksCommand({})))).name).toBe('ExpiredToken');
  });

  it('a skewed clock refuses what was signed by the correct one, and reports its own time', async () => {
    const cloud = await withFaults('skew=1h');
    const once = { ...clientOptions(cloud), maxAttempts: 1 };
    const late = await errorOf(new STSClient(once).send(new GetCallerIdentityCommand({})));
    expect(late.message).toMatch(
      /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 15 min\.\)$/,
    );
    expect((await errorOf(new S3Client(once).send(new ListBucketsCommand({})))).name).toBe(
      'RequestTimeTooSkewed',
    );
    const date = (await fetch(cloud.endpoint)).headers.get('date');
    expect(Math.abs(Date.parse(date!) - Date.now() - 3_600_000)).toBeLessThan(60_000);
    // With a second attempt the SDK has learnt the cloud's time.
    const corrected = new S3Client({ ...clientOptions(cloud), maxAttempts: 2 });
    expect((await corrected.send(new ListBucketsCommand({}))).Buckets).toEqual([]);
  });
});

describe('faults of resources', () => {
  it('fail with a given handler error code, by logical id or type', async () => {
    for (const target of ['AuthRole', 'AWS::IAM::*']) {
      const { cloudformation } = clientsFor(await withFaults(`fail=ServiceLimitExceeded@${target},times=1`));
      await cloudformation.send(new CreateStackCommand(parentStack('failing')));
      expect((await settled(cloudformation, 'failing')).StackStatus).toBe('ROLLBACK_COMPLETE');
      const lines = (await allEvents(cloudformation, 'failing')).map(eventLine);
      expect(lines.find((line) => line.startsWith('AuthRole CREATE_FAILED'))).toMatch(
        /Resource handler returned message: ".*" \(RequestToken: .*, HandlerErrorCode: ServiceLimitExceeded\)$/,
      );
    }
  });

  it('fail only for the given principal', async () => {
    const { cloudformation } = clientsFor(await withFaults('fail=NotReady@AuthRole,who=amplify-admin'));
    await cloudformation.send(new CreateStackCommand(parentStack('spared')));
    expect((await settled(cloudformation, 'spared')).StackStatus).toBe('CREATE_COMPLETE');
  });

  it('fail after they were created', async () => {
    const { cloud, clock } = await cloudOnManualClock({
      faultRules: [readFault('fail=NotStabilized@AuthRole,at=6s')],
    });
    const { cloudformation } = clientsFor(cloud);
    await cloudformation.send(new CreateStackCommand(parentStack('late')));
    clock.advance(60_000);
    const events = (await allEvents(cloudformation, 'late')).filter(
      ({ LogicalResourceId }) => LogicalResourceId === 'AuthRole',
    );
    expect(events.map(({ ResourceStatus }) => ResourceStatus)).toEqual([
      'CREATE_IN_PROGRESS',
      'CREATE_IN_PROGRESS',
      'CREATE_FAILED',
      'DELETE_IN_PROGRESS',
      'DELETE_COMPLETE',
    ]);
    expect(events[2]!.Timestamp!.getTime() - events[1]!.Timestamp!.getTime()).toBe(6000);
  });

  it('a stuck resource stays in progress until the stack is deleted', async () => {
    const { cloud, clock } = await cloudOnManualClock({ faultRules: [readFault('stuck@UnauthRole')] });
    const { cloudformation } = clientsFor(cloud);
    await cloudformation.send(new CreateStackCommand(parentStack('stuck')));
    clock.advance((24 * 3600_000) / 200);
    expect((await cloudformation.send(new DescribeStacksCommand({}))).Stacks![0]!.StackStatus).toBe(
      'CREATE_IN_PROGRESS',
    );
    await cloudformation.send(new DeleteStackCommand({ StackName: 'stuck' }));
    clock.advance(60_000);
    expect((await cloudformation.send(new DescribeStacksCommand({}))).Stacks).toEqual([]);
  });

  it('a removal fails or sticks', async () => {
    for (const [spec, status] of [
      ['fail-delete=ResourceConflict@AuthRole', 'DELETE_FAILED'],
      ['stuck-delete@AuthRole', 'DELETE_IN_PROGRESS'],
    ] as const) {
      const { cloud, clock } = await cloudOnManualClock({ faultRules: [readFault(spec)] });
      const { cloudformation } = clientsFor(cloud);
      await cloudformation.send(new CreateStackCommand(parentStack('removal')));
      clock.advance(60_000);
      await cloudformation.send(new DeleteStackCommand({ StackName: 'removal' }));
      clock.advance(60_000);
      expect((await cloudformation.send(new DescribeStacksCommand({}))).Stacks![0]!.StackStatus).toBe(status);
    }
  });
});
