import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createReport } from '../../../src/app/headless/report.ts';
import { tellSilence } from '../../../src/app/tell-silence.ts';
import { createSilenceWatch } from '../../../src/aws/silence.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function told(json = false) {
  const lines: string[] = [];
  const push = (text: string) => void lines.push(text.trim());
  const silence = createSilenceWatch();
  const stop = tellSilence(silence, createReport(json, { out: push, err: push }));
  return { silence, lines, stop };
}
const said = (service: string, time: string) => `▲ no answer from ${service} for ${time}, still waiting`;

describe('a run without a screen', () => {
  it('reports a silence when the screen does, then every half minute', () => {
    const { silence, lines } = told();
    const asked = silence.begin('CloudFormation', () => {});
    vi.advanceTimersByTime(3_900);
    expect(lines).toEqual([]);
    vi.advanceTimersByTime(100);
    expect(lines).toEqual([said('CloudFormation', '4s')]);
    vi.advanceTimersByTime(60_000);
    expect(lines).toEqual(['4s', '34s', '1m 04s'].map((time) => said('CloudFormation', time)));
    asked.end(true);
    vi.advanceTimersByTime(120_000);
    expect(lines).toHaveLength(3);
  });

  it('reports several tries in a row like one', () => {
    const { silence, lines } = told();
    for (let tries = 0; tries < 3; tries++) {
      const asked = silence.begin('STS', () => {});
      vi.advanceTimersByTime(8_000);
      asked.end(false);
      vi.advanceTimersByTime(1_000);
    }
    expect(lines).toEqual([said('STS', '4s')]);
  });

  it('reports another service, and one that is silent again', () => {
    const { silence, lines } = told();
    const first = silence.begin('STS', () => {});
    vi.advanceTimersByTime(5_000);
    first.end(true);
    silence.begin('S3', () => {});
    vi.advanceTimersByTime(5_000);
    expect(lines).toEqual([said('STS', '4s'), said('S3', '4s')]);
  });

  it('gives scripts an event', () => {
    const { silence, lines } = told(true);
    silence.begin('STS', () => {});
    vi.advanceTimersByTime(4_000);
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { type: 'connection', state: 'silent', service: 'STS', seconds: 4 },
    ]);
  });

  it('says nothing more when it is over', () => {
    const { silence, lines, stop } = told();
    silence.begin('STS', () => {});
    stop();
    vi.advanceTimersByTime(60_000);
    expect(lines).toEqual([]);
  });
});
