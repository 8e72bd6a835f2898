import { expect, it } from 'vitest';
import { homeCursorOf, keptList } from '../../../../../components/panes/home/home-cursor.ts';

const last = { part: 'profiles', rows: { profiles: 'dev' }, filters: { calls: 'Lambda' } } as const;

it('home starts where the last session left it', () => {
  const cursor = homeCursorOf({});
  cursor.restore(last);
  expect(cursor.focus()).toBe('profiles');
  expect(keptList(cursor, 'profiles').initialKey).toBe('dev');
  expect(keptList(cursor, 'calls')).toMatchObject({ initialKey: undefined, initialFilter: 'Lambda' });
});

it('a later position of the user stays, and so does what was restored once', () => {
  const gone = homeCursorOf({});
  gone.take('activity');
  gone.restore(last);
  expect(gone.focus()).toBe('activity');

  const restored = homeCursorOf({});
  restored.restore(undefined);
  restored.restore(last);
  expect(restored.focus()).toBe('stack');
});

it('rows and filters are kept by part; an empty or an endless one is ignored', () => {
  const cursor = homeCursorOf({});
  cursor.restore(last);
  const told: unknown[] = [];
  cursor.listen(() => told.push(cursor.place()));
  cursor.keep('rows', 'stack', 'Bucket');
  expect(cursor.place().rows).toEqual({ profiles: 'dev', stack: 'Bucket' });
  cursor.keep('filters', 'calls', '');
  expect(cursor.place().filters).toEqual({});
  cursor.keep('rows', 'stack', 'x'.repeat(301));
  expect(cursor.place().rows).toEqual({ profiles: 'dev' });
  expect(told).toHaveLength(3);
});

it('a session has one position, and others have theirs', () => {
  const [one, other] = [{}, {}];
  homeCursorOf(one).put('calls', 'first');
  expect(homeCursorOf(one).get()).toEqual({ calls: 'first' });
  expect(homeCursorOf(other).get()).toEqual({});
});
