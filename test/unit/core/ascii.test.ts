import { describe, expect, it } from 'vitest';
import { columnsOf, columnsOfCharacter } from '../../../components/widgets/columns.ts';
import { asciiLines, asciiScreen } from '../../../src/core/ascii.ts';

describe('text where only ASCII is shown', () => {
  it('keeps its columns on a screen, whatever it contains', () => {
    const text = '▸ ✔ shop… · 開発 é e\u0301 ╭─╮ \u001B[1mbold\u001B[22m';
    const shown = asciiScreen(text, columnsOfCharacter);
    expect(shown).toBe('> v shop~ - ???? ? e +-+ \u001B[1mbold\u001B[22m');
    expect(columnsOf(shown)).toBe(columnsOf(text));
  });

  it('keeps names and words from outside in lines', () => {
    expect(asciiLines('✖ a → b…  ✔ Größe · 開発 ▲')).toBe('x a -> b...  v Größe - 開発 !');
  });
});
