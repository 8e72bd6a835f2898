import { describe, expect, it, vi } from 'vitest';
import { insist } from '../../../src/aws/insist.ts';
import { NetworkFault } from '../../../src/aws/network/fault.ts';
import { createSilenceWatch } from '../../../src/aws/silence.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { awsError } from './support/fake-aws.ts';

const refused = () => Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
const reset = () => Object.assign(new Error('read'), { code: 'ECONNRESET' });
const silent = () => new NetworkFault('silent', { host: 'sts' }, '15 seconds');

function trying(action: string, giveUpAfter: number, ...faults: readonly (() => unknown)[]) {
  const clock = createFakeClock();
  const call = vi.fn(async () => 'answer');
  for (const fault of faults) call.mockImplementationOnce(() => Promise.reject(fault()));
  const asked = { service: 'STS', action, signal: undefined };
  const made = clock.advanceUntil(insist({ clock, giveUpAfter }, asked, createSilenceWatch(clock.now), call));
  return { call, made };
}

describe('a client with patience', () => {
  it('waits for a connection, an answer, an AWS fault and a rate limit', async () => {
    const faults = [
      refused,
      reset,
      silent,
      () => awsError('Unknown', '', 503),
      () => awsError('Throttling', '', 400),
    ];
    const { call, made } = trying('GetCallerIdentity', 600_000, ...faults);
    expect(await made).toBe('answer');
    expect(call).toHaveBeenCalledTimes(6);
  });

  it('gives up with the error of the latest try when it has taken too long', async () => {
    const faults = Array.from({ length: 50 }, () => refused);
    const { call, made } = trying('GetCallerIdentity', 20_000, ...faults);
    await expect(made).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(call.mock.calls.length).toBeGreaterThan(3);
    expect(call.mock.calls.length).toBeLessThan(10);
  });

  it('does not repeat what AWS may have done', async () => {
    for (const fault of [reset, silent, () => awsError('Unknown', '', 500)]) {
      const { call, made } = trying('CreateAccessKey', 600_000, fault);
      await expect(made).rejects.toThrow();
      expect(call).toHaveBeenCalledTimes(1);
    }
    for (const fault of [refused, () => awsError('Throttling', '', 400)])
      expect(await trying('CreateAccessKey', 600_000, fault).made).toBe('answer');
  });

  it('accepts a refusal as an answer, and has no patience for a single try', async () => {
    const denied = trying('GetRole', 600_000, () => awsError('AccessDenied', 'no', 403));
    await expect(denied.made).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(trying('GetRole', 0, refused).made).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
