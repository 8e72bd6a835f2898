import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSilenceWatch } from '../../../src/aws/silence.ts';

describe('a call being waited for', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => void vi.useRealTimers());

  it('is shown when nothing has come for some seconds, and no longer when something comes', () => {
    const silence = createSilenceWatch();
    const heard = vi.fn();
    const stop = silence.watch(heard);
    const awaited = silence.begin('CloudFormation', () => {});
    vi.advanceTimersByTime(3_000);
    expect(silence.current()).toBeUndefined();
    vi.advanceTimersByTime(2_000);
    expect(silence.current()).toEqual({ service: 'CloudFormation', since: 1_000_000 });
    expect(heard).toHaveBeenCalledTimes(1);
    awaited.sign();
    expect(silence.current()).toBeUndefined();
    vi.advanceTimersByTime(10_000);
    expect(silence.current()).toEqual({ service: 'CloudFormation', since: 1_005_000 });
    awaited.end(true);
    expect(silence.current()).toBeUndefined();
    stop();
    expect(heard).toHaveBeenCalledTimes(4);
  });

  it('continues with the next try of an answer that never came', () => {
    const silence = createSilenceWatch();
    silence.begin('STS', () => {}).end(false);
    silence.begin('STS', () => {});
    vi.advanceTimersByTime(5_000);
    silence.begin('IAM', () => {}).end(true);
    expect(silence.current()).toEqual({ service: 'STS', since: 1_000_000 });
  });

  it('does not continue with an old request', () => {
    const silence = createSilenceWatch();
    silence.begin('STS', () => {}).end(false);
    vi.advanceTimersByTime(60_000);
    silence.begin('STS', () => {});
    vi.advanceTimersByTime(5_000);
    expect(silence.current()?.since).toBe(1_060_000);
  });

  it('is aborted if it is silent, and only then', () => {
    const silence = createSilenceWatch();
    const [silent, fresh] = [vi.fn(), vi.fn()];
    silence.begin('S3', silent);
    vi.advanceTimersByTime(5_000);
    silence.begin('STS', fresh);
    silence.breakOff();
    expect(silent).toHaveBeenCalledTimes(1);
    expect(fresh).not.toHaveBeenCalled();
  });
});
