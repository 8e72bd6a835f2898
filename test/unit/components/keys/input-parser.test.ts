import { StringDecoder } from 'node:string_decoder';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createInputParser } from '../../../../components/keys/input-parser.ts';
import type { TerminalInput } from '../../../../components/keys/keys.ts';

const short = (input: TerminalInput) =>
  'key' in input ? input.key : 'paste' in input ? { paste: input.paste } : input.mouse;

/** The keys for bytes that are followed by a long silence. */
function read(bytes: string, options = {}) {
  const parser = createInputParser(options);
  return [...parser.push(bytes, 0), ...parser.expire(1_000_000)].map(short);
}

/** Chunks, each the given milliseconds after the previous one; timers fire on time. */
function readSlowly(pieces: readonly string[], gap: number, options = {}) {
  const parser = createInputParser(options);
  const found: TerminalInput[] = [];
  let now = 0;
  for (const piece of [...pieces, '']) {
    while ((parser.due() ?? Number.POSITIVE_INFINITY) < now) found.push(...parser.expire(parser.due()!));
    found.push(...parser.push(piece, now));
    now += gap;
  }
  return found.map(short);
}

describe('keys', () => {
  it.each([
    ['jjq', ['j', 'j', 'q']],
    ['12\r', ['1', '2', 'enter']],
    ['a\r\nb\n\t\u0015\u0000 ', ['a', 'enter', 'b', 'enter', 'tab', 'ctrl+u', 'ctrl+space', 'space']],
    ['\u0003\u001C\u001F\u007F\b', ['ctrl+c', 'ctrl+\\', 'ctrl+_', 'backspace', 'backspace']],
    ['\u001B', ['escape']],
    ['\u001B\u001B', ['escape', 'escape']],
    ['\u001Bb\u001Bd\u001B\u007F\u001B\r', ['alt+b', 'alt+d', 'alt+backspace', 'alt+enter']],
    ['\u001B\u0003', ['ctrl+c']],
    ['\u001B[A\u001B[B\u001B[C\u001B[D', ['up', 'down', 'right', 'left']],
    ['\u001BOA\u001BOH\u001BOF\u001BOM\u001BOu', ['up', 'home', 'end', 'enter', '5']],
    ['\u001B[H\u001B[F\u001B[1~\u001B[4~\u001B[7~\u001B[8~', ['home', 'end', 'home', 'end', 'home', 'end']],
    ['\u001B[3~\u001B[5~\u001B[6~\u001B[Z', ['delete', 'pageup', 'pagedown', 'shift+tab']],
    ['\u001B[1;5D\u001B[1;3C\u001B[5D\u001BOd', ['ctrl+left', 'alt+right', 'ctrl+left', 'ctrl+left']],
    [
      '\u001B\u001B[D\u001B[3;5~\u001B[3^\u001B[3$',
      ['alt+left', 'ctrl+delete', 'ctrl+delete', 'shift+delete'],
    ],
    ['\u001B[1;2D\u001B[d\u001B[1;6C', ['shift+left', 'shift+left', 'ctrl+shift+right']],
    ['\u009B3~', ['delete']],
  ])('%j is %j', (bytes, keys) => expect(read(bytes)).toEqual(keys));

  it('keeps typed text', () => {
    expect(createInputParser().push('é 你😀', 0)).toEqual([
      { key: 'é', text: 'é' },
      { key: 'space', text: ' ' },
      { key: '你', text: '你' },
      { key: '😀', text: '😀' },
    ]);
  });

  it.each([
    ['\u001B[27;5;99~', 'ctrl+c'],
    ['\u001B[27;69;99~', 'ctrl+c'],
    ['\u001B[27;5;107~', 'ctrl+k'],
    ['\u001B[27;5;13~', 'ctrl+enter'],
    ['\u001B[27;2;9~', 'shift+tab'],
    ['\u001B[27;3;98~', 'alt+b'],
    ['\u001B[27;3;127~', 'alt+backspace'],
    ['\u001B[27;1;27~', 'escape'],
    ['\u001B[27;5;105~', 'tab'],
    ['\u001B[99;5u', 'ctrl+c'],
    ['\u001B[99;69u', 'ctrl+c'],
    ['\u001B[99;197u', 'ctrl+c'],
    ['\u001B[67;5u', 'ctrl+c'],
    ['\u001B[107;133u', 'ctrl+k'],
    ['\u001B[27u', 'escape'],
    ['\u001B[27;129u', 'escape'],
    ['\u001B[13u', 'enter'],
    ['\u001B[13;65u', 'enter'],
    ['\u001B[9;2u', 'shift+tab'],
    ['\u001B[127;5u', 'ctrl+backspace'],
    ['\u001B[127u', 'backspace'],
    ['\u001B[1;129A', 'up'],
    ['\u001B[1;65H', 'home'],
    ['\u001B[3;133~', 'ctrl+delete'],
    ['\u001B[113;1:2u', 'q'],
    ['\u001B[97;2u', 'A'],
    ['\u001B[47:63;2u', '?'],
    ['\u001B[57414u', 'enter'],
    ['\u001B[57405u', '6'],
    ['\u001B[57417;5u', 'ctrl+left'],
    ['\u001B[32;5u', 'ctrl+space'],
  ])('the newer protocols: %j is %s', (bytes, key) => expect(read(bytes)).toEqual([key]));

  it.each([
    ...[...'abcdefghijklmnopqrstuvwxyz\\_'].map((letter) => [`ctrl+${letter}`, letter, 5] as const),
    ...[...'abdfABC019/?:'].map((character) => [`alt+${character}`, character, 3] as const),
    ...[...'qQ?/:1~é'].map((character) => [character, character, 1] as const),
    ...([
      ['enter', '\r', 1],
      ['tab', '\t', 1],
      ['shift+tab', '\t', 2],
      ['escape', '\u001B', 1],
      ['backspace', '\u007F', 1],
      ['alt+backspace', '\u007F', 3],
      ['space', ' ', 1],
      ['ctrl+space', ' ', 5],
    ] as const),
  ])('the newer protocols report %s as before', (key, character, modifiers) => {
    const code = character.codePointAt(0);
    // Terminals have always sent Tab and Enter for these letters, and still do.
    const old: Record<string, string> = {
      'ctrl+i': 'tab',
      'ctrl+j': 'enter',
      'ctrl+m': 'enter',
      'ctrl+h': 'backspace',
    };
    const expected = old[key] ?? key;
    expect(read(`\u001B[27;${modifiers};${code}~`)).toEqual([expected]);
    expect(read(`\u001B[${code};${modifiers}u`)).toEqual([expected]);
    // Num and Caps Lock are modifiers there.
    expect(read(`\u001B[${code};${modifiers + 64 + 128}:1u`)).toEqual([expected]);
  });

  it('types what the newer protocols report as text, but not with Ctrl, Alt or Super', () => {
    const texts = (bytes: string) =>
      createInputParser()
        .push(bytes, 0)
        .map((input) => ('key' in input ? input.text : undefined));
    expect(texts('\u001B[97;2u\u001B[32;2u\u001B[228u\u001B[0;;228:246u')).toEqual(['A', ' ', 'ä', 'äö']);
    expect(texts('\u001B[97;5u\u001B[97;3u\u001B[97;9u')).toEqual([undefined, undefined, undefined]);
  });

  it('ignores released keys, locks and single modifiers', () => {
    expect(read('\u001B[113;1:3u\u001B[1;1:3A\u001B[57358u\u001B[57441;2u\u001B[57428u')).toEqual([]);
  });
});

describe('a message from the terminal', () => {
  it.each([
    '\u001B]11;rgb:fdfd/f6f6/dbdb\u001B\\',
    '\u001B]11;rgb:fdfd/f6f6/dbdb\u0007',
    '\u001BP>|XTerm(370)\u001B\\',
    '\u001BP1+r5463=787465726D\u001B\\',
    '\u001B_Gi=1;OK\u001B\\',
    '\u001B^private q\u001B\\',
    '\u001BXstart of string\u001B\\',
    '\u009D11;rgb:0/0/0\u009C',
    '\u001B[?62;4c',
    '\u001B[>41;370;0c',
    '\u001B[24;80R',
    '\u001B[?2026;2$y',
    '\u001B[?1u',
    '\u001B[I\u001B[O',
    '\u001B[8;24;80t',
    '\u001B[M !!',
    '\u001B[<35;10;10M\u001B[<0;10;10m\u001B[<2;1;1M',
    '\u001B[[A\u001BOP\u001B[15~\u001B[1;2P',
    `\u001B[${'1;'.repeat(500)}m`,
  ])('%j is not a key', (bytes) => expect(read(`${bytes}q`)).toEqual(['q']));

  it('is passed on if it names the kitty keyboard protocol, however it arrives', () => {
    let told = 0;
    const parser = createInputParser({ onKittyKeyboard: () => told++ });
    expect(parser.push('a\u001B[?', 0).concat(parser.push('0u\u001B[?62c\u001B[?31u', 0))).toHaveLength(1);
    expect(told).toBe(2);
  });

  it('is discarded completely if it arrives in pieces', () => {
    const answer = '\u001B]11;rgb:fdfd/f6f6/dbdb\u001B\\';
    for (let at = 1; at < answer.length; at++) {
      const pieces = [answer.slice(0, at), answer.slice(at)];
      expect(readSlowly([...pieces, 'q'], 80)).toEqual(['q']);
      expect(readSlowly([...pieces, 'q'], 250, { far: true })).toEqual(['q']);
    }
  });

  it('does not block the keyboard forever if its end is lost', () => {
    expect(readSlowly(['\u001B]11;rgb:', 'q'], 600)).toEqual(['q']);
    const typing = readSlowly(['\u001B]11;rgb:', ...'abcdefghijklmnopqrstuvwxyz'.repeat(3)], 100);
    expect(typing.length).toBeGreaterThan(40);
    expect(read('\u001B]11;rgb:\u0003')).toEqual(['ctrl+c']);
    expect(read('\u001BP1+r\u001B[99;5u')).toEqual(['ctrl+c']);
  });

  it('leaves Alt with the letters that start such a message', () => {
    expect(readSlowly(['\u001BP', 'j'], 200)).toEqual(['alt+P', 'j']);
  });
});

describe('the mouse', () => {
  it('clicks and scrolls, whatever is held', () => {
    expect(read('\u001B[<0;10;3M\u001B[<64;1;1M\u001B[<65;200;50M\u001B[<81;2;2M')).toEqual([
      { act: 'press', column: 9, row: 2 },
      { act: 'wheel-up', column: 0, row: 0 },
      { act: 'wheel-down', column: 199, row: 49 },
      { act: 'wheel-down', column: 1, row: 1 },
    ]);
  });
});

describe('a sequence in pieces', () => {
  it('is one key however slow the line is', () => {
    for (const [first, second] of [
      ['\u001B', '[D'],
      ['\u001B[', 'D'],
      ['\u001BO', 'D'],
    ] as const) {
      expect(readSlowly([first, second], 80)).toEqual(['left']);
      expect(readSlowly([first, second], 280, { far: true })).toEqual(['left']);
    }
    expect(readSlowly(['\u001B[1;', '5D'], 400)).toEqual(['ctrl+left']);
    expect(readSlowly(['\u001B', '[200~ab', '\u001B', '[201~'], 80)).toEqual([{ paste: 'ab' }]);
  });

  it('is not text if it comes too late, and is waited for longer from then on', () => {
    expect(readSlowly(['\u001B', '[D'], 150)).toEqual(['escape', 'left']);
    expect(readSlowly(['\u001B', '[200~q\r\u001B[201~'], 150)).toEqual(['escape', { paste: 'q\r' }]);
    expect(readSlowly(['\u001B', ']11;rgb:0/0/0\u0007'], 150)).toEqual(['escape']);
    expect(readSlowly(['\u001B', '[D', '', '\u001B', '[D'], 150)).toEqual(['escape', 'left', 'left']);
  });

  it('leaves the text that a user types after Escape', () => {
    expect(readSlowly(['\u001B', '[', 'a'], 150)).toEqual(['escape', '[', 'a']);
    expect(readSlowly(['\u001B', ']', 'a'], 150)).toEqual(['escape', ']', 'a']);
    expect(readSlowly(['\u001B', '[é'], 150)).toEqual(['escape', '[', 'é']);
  });

  it('does not affect the keys after it', () => {
    expect(readSlowly(['\u001B[1;', 'q'], 600)).toEqual(['q']);
    expect(read('\u001B[1;\u0003q')).toEqual(['ctrl+c', 'q']);
    expect(read('\u001B[1;\u001B[Aq')).toEqual(['up', 'q']);
  });
});

describe('a paste', () => {
  it('is only text, without the escape sequences in it', () => {
    expect(read('\u001B[200~a\nb\u001B[201~q')).toEqual([{ paste: 'a\nb' }, 'q']);
    expect(
      read('\u001B[200~\u001B[31mred\u001B[0m \u001B]8;;u\u0007link\u001B]8;;\u0007\u001B[201~'),
    ).toEqual([{ paste: 'red link' }]);
    expect(read('\u001B[200~a\u001B[200~b\u001B[201~q')).toEqual([{ paste: 'ab' }, 'q']);
    const large = 'line of text\n'.repeat(8000);
    expect(read(`\u001B[200~${large}\u001B[201~`)).toEqual([{ paste: large }]);
  });

  it('without its end is text after a pause, and the keys work again', () => {
    expect(readSlowly(['\u001B[200~abc', 'q', '\u001A', '\u001B[A'], 600)).toEqual([
      { paste: 'abc' },
      'q',
      'ctrl+z',
      'up',
    ]);
    expect(readSlowly(['\u001B[200~abc', 'q'], 2100, { far: true })).toEqual([{ paste: 'abc' }, 'q']);
    expect(readSlowly(['\u001B[200~abc', 'def\u001B[201~'], 1500, { far: true })).toEqual([
      { paste: 'abcdef' },
    ]);
    // The end arrives after all.
    expect(readSlowly(['\u001B[200~abc', '\u001B[201~q'], 600)).toEqual([{ paste: 'abc' }, 'q']);
  });

  it('without its end does not include what the user types afterwards', () => {
    const [paste, ...keys] = readSlowly(['\u001B[200~abc', ...'q'.repeat(100)], 100);
    expect(paste).toHaveProperty('paste');
    expect(keys.length).toBeGreaterThan(60);
  });

  it.each([
    '\u0003',
    '\u001B[99;5u',
    '\u001B[99;133u',
    '\u001B[27;5;99~',
    '\u001B[99:67:99;5:1u',
    '\u001B[1089::99;5u',
    '\u001B[1089:1057:99;133:1u',
  ])('never includes Ctrl+C, sent as %j', (interrupt) => {
    expect(read(`\u001B[200~abc${interrupt}`)).toEqual([{ paste: 'abc' }, 'ctrl+c']);
    expect(read(`\u001B[200~abc${interrupt}q\r${interrupt}q\u001B[201~j`)).toEqual([
      { paste: 'abc' },
      'ctrl+c',
      'ctrl+c',
      'j',
    ]);
    expect(readSlowly([`\u001B[200~abc${interrupt}`, 'q'], 150)).toEqual([{ paste: 'abc' }, 'ctrl+c', 'q']);
  });

  it('has a size limit, and the rest is discarded', () => {
    const parser = createInputParser();
    const [first, ...more] = parser.push(`\u001B[200~${'x'.repeat(1_000_001)}`, 0);
    expect(first).toEqual({ paste: 'x'.repeat(1_000_000) });
    expect([...more, ...parser.push('qqq', 10), ...parser.push('\u001B[201~j', 20)]).toEqual([
      { key: 'j', text: 'j' },
    ]);
  });
});

describe('any bytes', () => {
  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom(
        '\u001B',
        '\u001B[',
        '\u001B[A',
        '\u001B[1;5D',
        '\u001BOH',
        '\u001B[200~',
        '\u001B[201~',
        '\u001B]11;rgb:0/0/0\u0007',
        '\u001BP1+r',
        '\u001B\\',
        '\u001B[99;5u',
        '\u001B[27;5;99~',
        '\u001B[<0;3;4M',
        '\u001B[M',
        '\u0003',
        '\r',
        '\n',
        '🇩🇪',
        'й',
        '\u009B',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    { maxLength: 20 },
  );

  it('give the same keys however they are split', () => {
    fc.assert(
      fc.property(pieces, fc.array(fc.nat(), { maxLength: 12 }), (parts, cuts) => {
        const bytes = Buffer.from(parts.join(''));
        const whole = createInputParser();
        const cut = createInputParser();
        const decoder = new StringDecoder('utf8');
        const places = [...cuts.map((at) => at % (bytes.length + 1)), 0, bytes.length].sort((a, b) => a - b);
        const found = places.flatMap((at, index) =>
          cut.push(decoder.write(bytes.subarray(places[index - 1] ?? 0, at)), 7),
        );
        expect(found).toEqual(whole.push(new StringDecoder('utf8').write(bytes), 7));
        expect(cut.due()).toBe(whole.due());
        expect(cut.expire(1e9)).toEqual(whole.expire(1e9));
      }),
      { numRuns: 1000 },
    );
  });

  it('are never held for long, and Ctrl+C always gets through', () => {
    fc.assert(
      fc.property(pieces, fc.boolean(), (parts, far) => {
        const parser = createInputParser({ far });
        for (const part of parts) parser.push(part, 5);
        expect(parser.due() ?? 0).toBeLessThanOrEqual(5 + 2000);
        const last = parser.push('\u0003', 6).at(-1);
        expect(last).toEqual({ key: 'ctrl+c' });
        parser.expire(1e9);
        expect(parser.due()).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });
});
