import { expect, it } from 'vitest';
import { regionQuestion } from '../../../src/app/headless/plain/panes/shared.ts';
import { filterFindable, findable } from '../../../src/profiles/filter.ts';
import { regionQuery, regions, regionWords } from '../../../src/regions/regions.ts';

it.each([
  ['germany', ['eu-central-1', 'eusc-de-east-1']],
  ['frankfurt', ['eu-central-1']],
  ['japan', ['ap-northeast-1', 'ap-northeast-3']],
  ['united kingdom', ['eu-west-2']],
  ['eu-west-1', ['eu-west-1']],
  ['eu-west1', ['eu-west-1']],
  ['euwest1', ['eu-west-1']],
  ['us-east1', ['us-east-1']],
  ['EU_WEST_1', ['eu-west-1']],
  ['eu west 1', ['eu-west-1']],
  ['frankfurt germany', ['eu-central-1']],
])('the regions of %j are found by id, with or without separators, place and country', (query, ids) => {
  expect(
    Array.from(filterFindable(findable(regions, regionWords), regionQuery(query)), ({ id }) => id).sort(),
  ).toEqual(ids);
});

it('a country with one region can be typed for it', () => {
  const { take } = regionQuestion(undefined, (region) => ({ type: 'EDIT', region }));
  expect(take('Brazil')).toEqual({ send: [{ type: 'EDIT', region: 'sa-east-1' }] });
  for (const slip of ['eu-west1', 'euwest1', 'EU_WEST_1'])
    expect(take(slip)).toEqual({ send: [{ type: 'EDIT', region: 'eu-west-1' }] });
  expect(take('Frankfurt Germany')).toEqual({ send: [{ type: 'EDIT', region: 'eu-central-1' }] });
  expect(take('germany')).toMatchObject({
    fault: expect.stringContaining('eu-central-1, Europe (Frankfurt)'),
  });
});
