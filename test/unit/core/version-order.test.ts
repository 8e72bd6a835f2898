import { describe, expect, it } from 'vitest';
import { isNewer, isVersion } from '../../../src/core/version-order.ts';

describe('the order of versions', () => {
  // The first is the example of semver.org, "11. Precedence".
  it.each([
    [
      ...['1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta'],
      ...['1.0.0-beta.2', '1.0.0-beta.11', '1.0.0-rc.1', '1.0.0'],
    ],
    ['0.1.0-rc.1', '0.1.0', '0.2.0-0', '0.2.0', '0.10.0', '1.0.0', '2.0.0', '2.1.0', '2.1.1', '10.0.0'],
    ['1.0.0-2', '1.0.0-10', '1.0.0--', '1.0.0-A', '1.0.0-a', '1.0.0-a-b'],
    ['9007199254740992.0.0', '9007199254740993.0.0', '90071992547409920.0.0'],
  ])('follows semver.org from %s on', (...versions) => {
    for (const [at, version] of versions.entries())
      for (const [beside, other] of versions.entries())
        expect([version, other, isNewer(version, other)]).toEqual([version, other, at > beside]);
  });

  it('ignores the build', () => {
    expect(isNewer('1.0.0+2', '1.0.0+1')).toBe(false);
    expect(isNewer('1.0.0-rc.1+exp.sha', '1.0.0-rc.1')).toBe(false);
    expect(isNewer('1.0.1+1', '1.0.0+2')).toBe(true);
  });
});

describe('an invalid version', () => {
  it.each([
    ...[
      '',
      '1',
      '1.2',
      'v1.2.3',
      '1.2.3.4',
      '01.2.3',
      '1.02.3',
      '1.2.3-',
      '1.2.3-01',
      '1.2.3-a..b',
      '1.2.3+',
    ],
    ...['1.2.3 ', '1.2.3\n', '1.2.3\u001B[31m', 'latest', '１.2.3', `1.2.${'3'.repeat(300)}`],
  ])('%j is neither newer nor older', (text) => {
    expect(isVersion(text)).toBe(false);
    expect([isNewer(text, '0.0.1'), isNewer('9.9.9', text)]).toEqual([false, false]);
  });

  it('is recognised quickly', () => {
    const started = performance.now();
    expect(isVersion(`1.2.3-${'0'.repeat(200)}!`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(200);
  });
});
