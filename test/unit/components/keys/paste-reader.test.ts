import { describe, expect, it } from 'vitest';
import { PasteReader } from '../../../../components/keys/paste-reader.ts';

/** The bytes of the paste after the last character of a text. */
function push(reader: PasteReader, text: string) {
  let step: ReturnType<PasteReader['push']> = 'goes-on';
  for (const character of text) step = reader.push(character);
  return step;
}

describe('a paste', () => {
  it('ends at its mark, and is delivered once, without the sequences in it', () => {
    const reader = new PasteReader();
    expect(push(reader, 'one\ntwo\u001B[31m three\u001B[201~')).toBe('ended');
    expect(reader.take()).toBe('one\ntwo three');
    expect(reader.take()).toBeUndefined();
  });

  it.each(['\u0003', '\u001B[27;5;99~', '\u001B[99;5u', '\u001B[1089::99;5u', '\u001B[99;133u'])(
    'is aborted by Ctrl+C, also as %j',
    (interrupt) => {
      const reader = new PasteReader();
      expect(push(reader, `half${interrupt}`)).toBe('interrupted');
      expect(reader.take()).toBe('half');
    },
  );

  it.each(['\u001B[99;2u', '\u001B[27;2;99~'])('continues after a C without Ctrl: %j', (sequence) => {
    expect(push(new PasteReader(), sequence)).toBe('goes-on');
  });

  it('reports once that it is full, and still recognises its end', () => {
    const reader = new PasteReader();
    push(reader, 'x'.repeat(1_000_000));
    expect(reader.push('y')).toBe('full');
    expect(reader.take()).toHaveLength(1_000_000);
    expect(push(reader, 'more')).toBe('goes-on');
    expect(push(reader, '\u001B[201~')).toBe('ended');
    expect(reader.take()).toBeUndefined();
  });

  it('without a receiver keeps nothing', () => {
    const reader = new PasteReader({ isForNobody: true });
    expect(push(reader, 'rest\u001B[201~')).toBe('ended');
    expect(reader.take()).toBeUndefined();
  });
});
