import { expect, it } from 'vitest';
import { keptList, standsOf } from '../../../../../components/panes/home/stands.ts';

const last = { part: 'profiles', rows: { profiles: 'dev' }, filters: { calls: 'Lambda' } } as const;

it('home starts where the last session left it', () => {
  const stands = standsOf({});
  stands.restore(last);
  expect(stands.focus()).toBe('profiles');
  expect(keptList(stands, 'profiles').initialKey).toBe('dev');
  expect(keptList(stands, 'calls')).toMatchObject({ initialKey: undefined, initialFilter: 'Lambda' });
});

it('a later position of the user stays, and so does what was restored once', () => {
  const gone = standsOf({});
  gone.take('activity');
  gone.restore(last);
  expect(gone.focus()).toBe('activity');

  const restored = standsOf({});
  restored.restore(undefined);
  restored.restore(last);
  expect(restored.focus()).toBe('stack');
});

it('rows and filters are kept by part; an empty or an endless one is ignored', () => {
  const stands = standsOf({});
  stands.restore(last);
  const told: unknown[] = [];
  stands.listen(() => told.push(stands.place()));
  stands.keep('rows', 'stack', 'Bucket');
  expect(stands.place().rows).toEqual({ profiles: 'dev', stack: 'Bucket' });
  stands.keep('filters', 'calls', '');
  expect(stands.place().filters).toEqual({});
  stands.keep('rows', 'stack', 'x'.repeat(301));
  expect(stands.place().rows).toEqual({ profiles: 'dev' });
  expect(told).toHaveLength(3);
});

it('a session has one position, and others have theirs', () => {
  const [one, other] = [{}, {}];
  standsOf(one).put('calls', 'first');
  expect(standsOf(one).get()).toEqual({ calls: 'first' });
  expect(standsOf(other).get()).toEqual({});
});
