import { describe, expect, it } from 'vitest';
import { regionAdvice, regionFaultOf } from '../../../src/regions/region-check.ts';

describe('a region from outside', () => {
  it.each([
    ['eu-west-1', undefined],
    ['EU-WEST-1', 'form'],
    ['eu-west-1.example.com', 'form'],
    [`eu-${'x'.repeat(60)}-1`, 'form'],
    ['eu-west-99', 'unknown'],
  ])('%s is checked before it is part of a host name', (region, kind) => {
    expect(regionFaultOf(region, {})?.kind).toBe(kind);
  });

  it('that AWS may have opened since can be named, and a misspelled one is corrected', () => {
    const advice = (region: string) => {
      const fault = regionFaultOf(region, {});
      return fault && regionAdvice(fault, (id) => `--region ${id}`);
    };
    expect(advice('mx-south-7')).toContain('AMPLIFY_TUI_REGIONS');
    expect(advice('eu_west-1')).not.toContain('AMPLIFY_TUI_REGIONS');
    expect(advice('eu-wset-1')).toContain('Did you mean eu-west-1?');
  });
});
