import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { asciiGlyphs, unicodeGlyphs } from '../../../../components/theme/glyphs.ts';
import { barText } from '../../../../components/widgets/bar.ts';
import { columnsOf, cutMiddle, cutTo } from '../../../../components/widgets/columns.ts';
import { moveList, settleList } from '../../../../components/widgets/list-window.ts';
import { edit, firstLine, insert, windowOf } from '../../../../components/widgets/text-edit.ts';
import { textRows } from '../../../../components/widgets/text-rows.ts';

import { clip, duration, tookWords, withoutEscapes } from '../../../../src/core/text.ts';

it.each([
  [-5, '0s'],
  [59_999, '59s'],
  [64_000, '1m 04s'],
  [3_599_000, '59m 59s'],
  [7_500_000, '2h 05m'],
])('a duration of %i ms is shown as %s', (ms, shown) => expect(duration(ms)).toBe(shown));

it('rows up to a number leave all the rest to the last one, without a blank where a name was cut', () => {
  expect(textRows('arn role/inventory-2026-authRole', 16, 2)).toEqual([
    'arn',
    'role/inventory-2026-authRole',
  ]);
  expect(textRows('role/inventory-2026-authRole', 16, 1)).toEqual(['role/inventory-2026-authRole']);
});

it.each([
  [0, '<1s'],
  [999, '<1s'],
  [1_000, '1s'],
])('something that took %i ms is shown as %s', (ms, shown) => expect(tookWords(ms)).toBe(shown));

/** A text with its caret as `|`. */
const at = (marked: string) => ({ text: marked.replace('|', ''), caret: marked.indexOf('|') });
const shown = ({ text, caret }: { text: string; caret: number }) =>
  `${text.slice(0, caret)}|${text.slice(caret)}`;

describe('editing a line', () => {
  it.each([
    ['left', 'ab|c', 'a|bc'],
    ['left', '|abc', '|abc'],
    ['right', 'a|bc', 'ab|c'],
    ['right', 'a|😀c', 'a😀|c'],
    ['left', 'ae\u0301|c', 'a|e\u0301c'],
    ['start', 'ab|c', '|abc'],
    ['end', '|abc', 'abc|'],
    ['backspace', 'a😀|c', 'a|c'],
    ['backspace', '|abc', '|abc'],
    ['delete', 'a|bc', 'a|c'],
    ['delete', 'abc|', 'abc|'],
    ['word-left', 'npm run build|', 'npm run |build'],
    ['word-left', 'npm run |build', 'npm |run build'],
    ['word-right', '|npm run', 'npm| run'],
    ['kill-word', 'npm run build|', 'npm run |'],
    ['kill-word', 'src/app|', 'src/|'],
    ['kill-word-right', 'npm| run build', 'npm| build'],
    ['kill-word-right', '|src/app', '|/app'],
    ['kill-word-right', 'src|', 'src|'],
    ['backspace', 'a🇩🇪🇫🇷|', 'a🇩🇪|'],
    ['backspace', 'a👩‍👩‍👧‍👦|b', 'a|b'],
    ['delete', 'a|👋🏽b', 'a|b'],
    ['left', 'e\u0301❤️|', 'e\u0301|❤️'],
    ['right', '|नमस्ते', 'न|मस्ते'],
    ['kill-to-start', 'ab|c', '|c'],
    ['kill-to-end', 'a|bc', 'a|'],
  ] as const)('%s: %s becomes %s', (key, before, after) => {
    expect(shown(edit(at(before), key))).toBe(after);
  });

  it('inserts text without control characters', () => {
    expect(shown(insert(at('a|c'), 'b\u0007\u001B\u202E'))).toBe('ab|c');
  });

  it('uses the first line of a paste', () => {
    expect(firstLine('123456\r\n')).toBe('123456');
    expect(firstLine('\n  my profile \nq\n')).toBe('my profile');
    expect(firstLine('a\tb')).toBe('ab');
    expect(firstLine('')).toBe('');
    expect(firstLine('می\u200Cخواهم 👩\u200D👧\u200B\u202E')).toBe('می\u200Cخواهم 👩\u200D👧');
  });

  it('keeps the caret in the visible part', () => {
    for (let caret = 0; caret <= 26; caret++) {
      const part = windowOf({ text: 'abcdefghijklmnopqrstuvwxyz', caret }, 10);
      expect(columnsOf(part.before + part.at + part.after)).toBeLessThanOrEqual(10);
      expect(part.at).toBe('abcdefghijklmnopqrstuvwxyz '[caret]);
      expect(part.cutLeft).toBe(!part.before.startsWith('a') && caret > 0);
    }
    expect(windowOf({ text: '你好世界', caret: 4 }, 5)).toMatchObject({
      before: '世界',
      at: ' ',
      cutLeft: true,
    });
  });
});

describe('columns', () => {
  it('counts what a terminal shows', () => {
    expect(columnsOf('abc')).toBe(3);
    expect(columnsOf('你好')).toBe(4);
    expect(columnsOf('e\u0301')).toBe(1);
    expect(columnsOf('✔ ▸─')).toBe(4);
    expect(['🇩🇪', '👩‍👩‍👧‍👦', '👋🏽', '❤️', '😀', 'é', '한'].map(columnsOf)).toEqual(
      ['🇩🇪', '👩‍👩‍👧‍👦', '👋🏽', '❤️', '😀', 'é', '한'].map((text) => stringWidth(text)),
    );
  });

  it('cuts and pads exactly', () => {
    expect(cutTo('inventory', 5)).toBe('inve…');
    expect(cutTo('你好世界', 4)).toBe('你…');
    expect(cutTo('abc', 0)).toBe('');
    expect(cutMiddle('inventory-amplify', 9)).toBe('inve…lify');
    expect(cutMiddle('開発者プロファイル', 8)).toBe('開発…ル');
    expect(cutMiddle('👩‍👩‍👧‍👦👋🏽é🇩🇪', 5)).toBe('👩‍👩‍👧‍👦…🇩🇪');
    expect(['a', '開発'].map((text) => cutMiddle(text, 1))).toEqual(['a', '…']);
    for (let columns = 0; columns < 20; columns++)
      expect(columnsOf(cutMiddle('a開b発c👩‍👩‍👧‍👦者d', columns))).toBeLessThanOrEqual(columns);
    expect(textRows('one two three', 7)).toEqual(['one two', 'three']);
    expect(textRows('開発者 プロファイル', 7)).toEqual(['開発者', 'プロフ', 'ァイル']);
    expect(textRows('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
    expect(textRows('', 4)).toEqual(['']);
    // A long id is cut at its joints, unless that leaves most of a row blank.
    expect(textRows('amplify-demoshop-dev-90125-deployment', 32)).toEqual([
      'amplify-demoshop-dev-90125-',
      'deployment',
    ]);
    expect(textRows('see arn:aws:iam::111122223333:role/auth', 20)).toEqual([
      'see',
      'arn:aws:iam::',
      '111122223333:role/',
      'auth',
    ]);
    expect(textRows('AWS::CloudFormation::Stack', 15)).toEqual(['AWS::CloudForma', 'tion::Stack']);
    // A limit in characters never splits one.
    expect(clip('ab👩', 3)).toBe('ab…');
  });
});

describe('bars', () => {
  it('is full only at the end and never empty once started', () => {
    const bar = (share: number) => barText(share, 4, unicodeGlyphs);
    expect(bar(0)).toEqual({ filled: '', empty: '────' });
    expect(bar(0.0001).filled).toBe('━');
    expect(bar(0.5)).toEqual({ filled: '━━', empty: '──' });
    expect(bar(0.999).filled).toBe('━━━');
    expect(bar(1)).toEqual({ filled: '━━━━', empty: '' });
    expect(bar(7)).toEqual(bar(1));
    expect(bar(Number.NaN)).toEqual(bar(0));
    expect(barText(0.5, 4, asciiGlyphs)).toEqual({ filled: '##', empty: '..' });
  });

  it('always fills its width', () => {
    for (let step = 0; step <= 100; step++) {
      const { filled, empty } = barText(step / 100, 13, unicodeGlyphs);
      expect(filled.length + empty.length).toBe(13);
    }
  });
});

describe('list window', () => {
  it('stops at the ends and keeps the selection visible', () => {
    expect(moveList({ index: 0, top: 0 }, 'up', 10, 4)).toEqual({ index: 0, top: 0 });
    expect(moveList({ index: 3, top: 0 }, 'down', 10, 4)).toEqual({ index: 4, top: 1 });
    expect(moveList({ index: 0, top: 0 }, 'end', 10, 4)).toEqual({ index: 9, top: 6 });
    expect(moveList({ index: 9, top: 6 }, 'page-up', 10, 4)).toEqual({ index: 6, top: 6 });
    expect(moveList({ index: 0, top: 0 }, 'down', 0, 4)).toEqual({ index: 0, top: 0 });
  });

  it('wastes no row after the list has shrunk or the window has grown', () => {
    expect(settleList({ index: 9, top: 6 }, 3, 4)).toEqual({ index: 2, top: 0 });
    expect(settleList({ index: 9, top: 6 }, 10, 8)).toEqual({ index: 9, top: 2 });
  });
});

describe('text without its escape sequences', () => {
  it.each([
    ['\u001B[31mred\u001B[0m', 'red'],
    ['\u001B]0;a title\u0007after', 'after'],
    ['\u001B]8;;https://example.com\u001B\\a link\u001B]8;;\u001B\\', 'a link'],
    ['\u001B]0;a title that does not end', ''],
    ['\u001BMup', 'up'],
  ])('%j is %j', (text, plain) => {
    expect(withoutEscapes(text)).toBe(plain);
  });
});
