import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterFindable, findable, lastUsedFirst } from '../../../src/profiles/filter.ts';

const same = (text: string) => text;
const filterItems = (items: readonly string[], query: string, textOf: (item: string) => string) =>
  filterFindable(findable(items, textOf), query);

describe('filtering', () => {
  it('keeps everything, in order, without a query', () => {
    expect(filterItems(['b', 'a'], '  ', same)).toEqual(['b', 'a']);
  });

  it('lists matches at the start of the text first, then at the start of a word, then the rest', () => {
    expect(filterItems(['xdev', 'my-dev', 'dev-two', 'dev', 'prod'], 'DEV', same)).toEqual([
      'dev',
      'dev-two',
      'my-dev',
      'xdev',
    ]);
  });

  it('puts any part of the name before the rest of the text', () => {
    const all = ['old-ci\nrole', 'buildrole\nkeys', 'ci-role\nkeys', 'role\nkeys', 'dev\nxrole'];
    const found = [...filterItems(all, 'role', same)].map((text) => text.split('\n')[0]);
    expect(found).toEqual(['role', 'ci-role', 'buildrole', 'old-ci', 'dev']);
  });

  it('requires every word, in any order', () => {
    expect(filterItems(['alpha beta', 'beta gamma', 'alpha'], 'be al', same)).toEqual(['alpha beta']);
  });

  it('omits items that contain a word after an exclamation mark', () => {
    const all = ['dev role', 'dev keys', 'prod role'];
    expect(filterItems(all, '!ROLE', same)).toEqual(['dev keys']);
    expect(filterItems(all, 'role !prod', same)).toEqual(['dev role']);
    expect(filterItems(all, '!', same)).toEqual(all);
  });

  it('keeps items with their own order in that order', () => {
    const lines = findable(['the dev stack', 'dev is up', 'prod'], same);
    expect(filterFindable(lines, 'dev')).toEqual(['dev is up', 'the dev stack']);
    expect(filterFindable(lines, 'dev', { keepOrder: true })).toEqual(['the dev stack', 'dev is up']);
  });

  it('knows where a word starts in any alphabet', () => {
    expect(filterItems(['bücher-a', 'büa', 'größe a'], 'a', same)).toEqual(['größe a', 'bücher-a', 'büa']);
  });

  it('lists recently used ones first', () => {
    const names = lastUsedFirst(['a', 'b', 'c', 'd'], same, ['c', 'gone', 'b']);
    expect(names).toEqual(['c', 'b', 'a', 'd']);
    expect(lastUsedFirst(['a', 'b'], () => undefined, ['b'])).toEqual(['a', 'b']);
  });

  it('takes the query literally', () => {
    expect(filterItems(['a.c', 'abc', '[x'], 'a.c', same)).toEqual(['a.c']);
    expect(filterItems(['a.c', '[x'], '[', same)).toEqual(['[x']);
  });

  it('looks at each item once, whatever the number of words', () => {
    let looks = 0;
    const items = Array.from({ length: 10_000 }, (_, n) => `p${n}`);
    filterItems(items, 'p 9 99', (item) => {
      looks++;
      return item;
    });
    expect(looks).toBe(10_000);
  });

  it('returns exactly the items that contain all words', () => {
    const word = fc.stringMatching(/^[abAB-]{1,3}$/);
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[abAB -]{0,8}$/)),
        fc.array(word, { maxLength: 3 }),
        (items, words) => {
          const found = filterItems(items, words.join(' '), same);
          const wanted = items.filter((item) =>
            words.every((w) => item.toLowerCase().includes(w.toLowerCase())),
          );
          expect([...found].sort()).toEqual([...wanted].sort());
        },
      ),
    );
  });
});
