import { expect, it } from 'vitest';
import { sameValue } from '../../../src/core/same-value.ts';

it.each([
  [{ kind: 'profile', name: 'a' }, { name: 'a', kind: 'profile' }, true],
  [{ kind: 'environment' }, { kind: 'environment', name: undefined }, true],
  [{ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }, true],
  [{ a: [1, 2] }, { a: [2, 1] }, false],
  [[1], [1, 2], false],
  [[], {}, false],
  [{ a: 1 }, undefined, false],
  [null, undefined, false],
  ['1', 1, false],
])('decides whether %j means the same as %j', (one, other, same) => {
  expect(sameValue(one, other)).toBe(same);
  expect(sameValue(other, one)).toBe(same);
});
