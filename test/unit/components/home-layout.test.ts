import { expect, it } from 'vitest';
import { homeLayout, type LayoutInput } from '../../../components/panes/home/layout.ts';
import { factsOf, parts } from '../../../components/panes/home/parts.ts';
import { folder, freshHome, updates } from '../../support/pretend-values.ts';

const some: Omit<LayoutInput, 'space' | 'focus'> = {
  hasProject: true,
  hasStack: true,
  hasDetail: true,
  environments: 3,
  profiles: 12,
  backend: 20,
  told: 1,
  stackRows: 60,
};

it('a project of which something is told has room for that and for what it is', () => {
  const rowsOf = (told: number) =>
    homeLayout({ ...some, space: { columns: 98, rows: 26 }, focus: 'stack', profiles: 1, backend: 0, told })
      .flat()
      .find(({ part }) => part === 'project')?.rows;
  expect([0, 1, 2, 4].map(rowsOf)).toEqual([9, 12, 11, 13]);
});

it.each([
  [58, 12, 1],
  [78, 20, 1],
  [98, 36, 2],
  [118, 36, 2],
  [138, 36, 3],
  [198, 46, 3],
])('the parts of home fill %i by %i in %i columns, whichever has the focus', (columns, rows, count) => {
  for (const focus of parts) {
    if (focus === 'calls' && count < 3) continue;
    const places = homeLayout({ ...some, space: { columns, rows }, focus });
    expect(places).toHaveLength(count);
    for (const column of places) expect(column.reduce((sum, place) => sum + place.rows, 0)).toBe(rows);
    const widths = places.map(([first]) => first?.columns ?? 0);
    expect(widths.reduce((sum, width) => sum + width, count - 1)).toBe(columns);
    expect(places.flat().map(({ part }) => part)).toContain(focus);
    expect(Math.min(...places.flat().map((place) => place.rows))).toBeGreaterThanOrEqual(4);
  }
});

it('a resource that is done although no event says so is complete', () => {
  const { progress } = updates.running;
  const [first, ...others] = progress.resources;
  const done = { ...first!, state: 'done', status: 'CREATE_IN_PROGRESS' } as const;
  const update = { ...updates.running, progress: { ...progress, resources: [done, ...others] } };
  const context = {
    home: freshHome,
    backend: [],
    activity: [],
    access: undefined,
    identity: undefined,
    folder,
  };
  expect(factsOf('stack', `/${done.logicalId}`, { context, update, calls: () => [] })?.facts[0]).toEqual({
    label: 'state',
    value: 'complete',
  });
});
