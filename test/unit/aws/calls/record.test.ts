import { describe, expect, it } from 'vitest';
import { callResult, wentWell } from '../../../../src/aws/calls/outcome.ts';
import { type CallRecord, recordCall } from '../../../../src/aws/calls/record.ts';
import { Problem } from '../../../../src/core/problem.ts';

const start = { service: 'iam', action: 'CreateAccessKey', why: 'make an access key', region: 'eu-west-1' };

async function recorded(call: () => Promise<unknown>): Promise<CallRecord> {
  const all: CallRecord[] = [];
  const input = { UserName: 'sam', SecretThing: 'canary-in' };
  await recordCall((one) => all.push(one), { ...start, input }, call).catch(() => undefined);
  expect(all).toHaveLength(1);
  expect(JSON.stringify(all)).not.toContain('canary');
  return all[0] as CallRecord;
}

describe('the record of a call', () => {
  it('says how an answered call went, and nothing of its answer', async () => {
    const $metadata = { httpStatusCode: 200, requestId: 'c6104cbe-af31', attempts: 2 };
    const call = await recorded(async () => ({ $metadata, AccessKey: { SecretAccessKey: 'canary-out' } }));
    expect(call).toMatchObject({
      ...start,
      ...{ status: 200, requestId: 'c6104cbe-af31', attempts: 2 },
      given: [{ name: 'UserName', value: 'sam' }, { name: 'SecretThing' }],
    });
    expect(call.error).toBeUndefined();
    expect(wentWell(call)).toBe(true);
    expect(callResult(call)).toBe('200');
  });

  it('names a stack, in full if its ARN is in the call', async () => {
    const all: CallRecord[] = [];
    const arn = 'arn:aws-cn:cloudformation:eu-west-1:123456789012:stack/amplify-shop-auth-1A/6f2c0a10-11ee';
    const why = `read the stack ${arn} again`;
    await recordCall(
      (one) => all.push(one),
      { ...start, why },
      async () => ({}),
    );
    expect(all).toMatchObject([{ why: 'read the stack amplify-shop-auth-1A again' }]);
  });

  it('contains the name of an error, but not its message', async () => {
    const denied = Object.assign(new Error('canary is not authorized'), {
      name: 'AccessDenied',
      $metadata: { httpStatusCode: 403, requestId: 'r-1', attempts: 1 },
    });
    const call = await recorded(() => Promise.reject(denied));
    expect(call).toMatchObject({ status: 403, error: 'AccessDenied', requestId: 'r-1' });
    expect(wentWell(call)).toBe(false);
    expect(callResult(call)).toBe('403 AccessDenied');
  });

  it.each([
    [Object.assign(new Error('canary'), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
    [Object.assign(new Error('canary'), { name: 'AbortError' }), 'stopped'],
    [new Problem({ code: 'MFA_NEEDED', what: 'canary', why: '', next: '' }), 'MFA_NEEDED'],
  ])('says what prevented an answer: %s', async (thrown, error) => {
    const call = await recorded(() => Promise.reject(thrown));
    expect(call).toMatchObject({ error, attempts: 1 });
    expect(call.status).toBeUndefined();
    expect(callResult(call)).toBe(error);
  });

  it('returns what the call returns or throws', async () => {
    await expect(
      recordCall(
        () => {},
        start,
        async () => 7,
      ),
    ).resolves.toBe(7);
    await expect(
      recordCall(
        () => {},
        start,
        () => Promise.reject(new Error('no')),
      ),
    ).rejects.toThrow('no');
  });
});
