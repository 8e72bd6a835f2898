import { expect, it } from 'vitest';
import { homeLayout, type LayoutInput } from '../../../../../components/panes/home/layout.ts';
import { factsOf, parts } from '../../../../../components/panes/home/parts.ts';
import { environments } from '../../../../support/pretend-environments.ts';
import { folder, freshHome, project, updates } from '../../../../support/pretend-values.ts';

const some: Omit<LayoutInput, 'space' | 'focus'> = {
  hasProject: true,
  hasStack: true,
  hasDetail: true,
  environments: 3,
  profiles: 12,
  tree: 20,
  told: 1,
  resources: 30,
  events: 30,
  activity: 20,
};

it('a project with messages has room for them and for its name', () => {
  const rowsOf = (told: number) =>
    homeLayout({ ...some, space: { columns: 118, rows: 26 }, focus: 'stack', profiles: 1, tree: 0, told })
      .flat()
      .find(({ part }) => part === 'project')?.rows;
  expect([0, 1, 2, 4].map(rowsOf)).toEqual([9, 12, 11, 13]);
});

it('calls get the rows that nothing beside the stack needs, and none if it needs all', () => {
  const columnsOf = (columns: number, rows: number, profiles: number) =>
    homeLayout({ ...some, space: { columns, rows }, focus: 'stack', tree: 5, environments: 0, profiles }).map(
      (column) => column.map(({ part }) => part),
    );
  expect(columnsOf(118, 36, 5)).toEqual([
    ['project', 'profiles', 'calls'],
    ['stack', 'detail', 'activity'],
  ]);
  expect(columnsOf(118, 36, 12).flat()).not.toContain('calls');
  const withEnvironments = { ...some, space: { columns: 118, rows: 36 }, focus: 'stack', told: 0 } as const;
  const [side = []] = homeLayout({ ...withEnvironments, tree: 11, environments: 3, profiles: 3 });
  expect(side.map(({ part }) => part)).toEqual(['project', 'environments', 'profiles', 'calls']);
  for (const profiles of [5, 40])
    expect(columnsOf(138, 41, profiles)).toMatchObject([['project', 'profiles'], {}, ['detail', 'calls']]);
});

it('many environments leave room for the profiles', () => {
  const rowsOf = (environments: number) =>
    homeLayout({ ...some, space: { columns: 118, rows: 36 }, focus: 'stack', environments })
      .flat()
      .find(({ part }) => part === 'environments')?.rows;
  expect([1, 5, 6, 40].map(rowsOf)).toEqual([3, 7, 7, 7]);
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
    expect(Math.min(...places.flat().map((place) => place.rows))).toBeGreaterThanOrEqual(3);
  }
});

it.each([
  [78, 20],
  [58, 12],
])('the four resources of a new project are visible at %i by %i', (columns, rows) => {
  const space = { columns, rows };
  const places = homeLayout({
    ...some,
    space,
    focus: 'stack',
    told: 0,
    tree: 0,
    resources: 4,
    activity: 2,
  });
  const stack = places.flat().find(({ part }) => part === 'stack');
  // Border, state, bar and filter.
  expect(stack?.rows).toBeGreaterThanOrEqual(2 + 3 + 4);
});

it.each([
  [98, 'a small stack', 4, 1],
  [118, 'a small stack', 4, 0],
  [138, 'a small stack', 4, 1],
  [138, 'a large stack', 400, 1],
])('at %i columns, rows that %s leaves show the calls', (columns, _, resources, count) => {
  const space = { columns, rows: 36 };
  const places = homeLayout({ ...some, space, focus: 'stack', resources, events: 8, activity: 2 });
  expect(places.flat().filter(({ part }) => part === 'calls')).toHaveLength(count);
});

it.each([
  // Too few rows are left for the calls, so none of them is left blank below the activity.
  [4, 8, 0],
  [4, 7, 0],
  // Messages take some of the rows of many calls, which stay.
  [4, 2, 1],
  [1, 0, 1],
])(
  'the details of a row at 120 by 40 use the rows that the activity does not need: %i resources, %i events',
  (resources, events, count) => {
    const places = homeLayout({
      ...some,
      space: { columns: 118, rows: 36 },
      focus: 'stack',
      resources,
      events,
      activity: 2,
    }).flat();
    const rowsOf = (part: string) => places.find((place) => place.part === part)?.rows;
    expect(rowsOf('activity')).toBe(4);
    expect(rowsOf('detail')).toBeGreaterThan(9);
    expect(places.filter(({ part }) => part === 'calls')).toHaveLength(count);
  },
);

it('a resource that is done although no event says so is complete', () => {
  const { progress } = updates.running;
  const [first, ...others] = progress.resources;
  const done = { ...first!, state: 'done', status: 'CREATE_IN_PROGRESS' } as const;
  const update = { ...updates.running, progress: { ...progress, resources: [done, ...others] } };
  const context = {
    home: freshHome,
    tree: [],
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

it('an environment that is not in use has its stack, its access and how it was, with the time', () => {
  const [, test] = environments;
  const seen = { name: test!.stackName!, status: 'CREATE_COMPLETE', at: Date.parse('2026-11-23T09:44:00') };
  const home = {
    ...freshHome,
    found: { kind: 'project' as const, project: { ...project, environment: 'dev' } },
    environments: ['dev', 'test', 'prod'],
    stacks: { test: seen },
  };
  const context = {
    home,
    environmentRows: environments,
    activity: [],
    access: undefined,
    identity: undefined,
    folder,
  };
  const factsAt = (name: string) =>
    factsOf('environments', name, { context, update: undefined, calls: () => [] });
  expect(factsAt('test')).toMatchObject({ copies: test!.stackId });
  expect(factsAt('test')?.facts.map(({ value }) => value)).toEqual([
    test!.stackName,
    '111122223333',
    'eu-west-1',
    'shop-test',
    'complete, as of 2026-11-23 09:44',
    'not in use on this machine',
  ]);
  expect(factsAt('prod')?.facts).toContainEqual({ label: 'state', value: 'not read yet' });
});

it.each([
  [78, 20],
  [58, 12],
])(
  'the stack is told at %i by %i whichever list has the focus, with the rows that this does not need',
  (columns, rows) => {
    for (const focus of ['environments', 'profiles', 'activity'] as const) {
      const stackOf = (more: Partial<LayoutInput>) =>
        homeLayout({ ...some, ...more, space: { columns, rows }, focus })
          .flat()
          .find(({ part }) => part === 'stack')?.rows;
      expect(stackOf({ environments: 20 })).toBe(3);
      expect(stackOf({ environments: 1, profiles: 1, activity: 1 })).toBeGreaterThan(3);
    }
  },
);
