import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DiffRow, lineDiff } from '../../../src/core/line-diff.ts';

const shown = (rows: readonly DiffRow[]) =>
  rows.map(({ kind, text }) => `${{ same: ' ', add: '+', remove: '-', gap: '…' }[kind]}${text}`);

describe('a diff of two texts', () => {
  it('shows removed and added lines, with two lines around them', () => {
    const before = 'a\nb\nc\nd\ne\nf\ng\n';
    expect(shown(lineDiff(before, 'a\nb\nc\nD\ne\nf\ng\n'))).toEqual([
      ...['…', ' b', ' c', '-d', '+D', ' e', ' f', '…'],
    ]);
    expect(shown(lineDiff(before, `${before}h\n`))).toEqual(['…', ' f', ' g', '+h']);
  });

  it('is empty for the same text, and complete for a new or a removed one', () => {
    expect(lineDiff('a\n', 'a\n').filter(({ kind }) => kind !== 'gap')).toEqual([]);
    expect(shown(lineDiff('', 'a\r\nb'))).toEqual(['+a', '+b']);
    expect(shown(lineDiff('a\nb', ''))).toEqual(['-a', '-b']);
  });

  it('of texts with little in common replaces one by the other, except for a common start and end', () => {
    const text = (name: string) =>
      ['a', 'b', 'c', ...Array.from({ length: 100_000 }, (_, at) => `${name}${at}`), 'd'].join('\n');
    const rows = lineDiff(text('x'), text('y'));
    expect(shown(rows.slice(0, 4))).toEqual(['…', ' b', ' c', '-x0']);
    expect(shown(rows.slice(100_002, 100_004))).toEqual(['-x99999', '+y0']);
    expect(shown(rows.slice(-2))).toEqual(['+y99999', ' d']);
  });

  it('leads from one to the other, and back', () => {
    const line = fc.constantFrom('a', 'b', 'c');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.array(line, { maxLength: 12 }), (old, now) => {
        const rows = lineDiff(old.join('\n'), now.join('\n'));
        const kept = (kinds: readonly string[]) =>
          rows.filter(({ kind }) => kinds.includes(kind)).map(({ text }) => text);
        if (rows.some(({ kind }) => kind === 'gap')) return;
        expect(kept(['same', 'remove'])).toEqual(old);
        expect(kept(['same', 'add'])).toEqual(now);
      }),
    );
  });
});
