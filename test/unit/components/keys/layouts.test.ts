import { describe, expect, it } from 'vitest';
import { createInputParser } from '../../../../components/keys/input-parser.ts';
import { latinKey } from '../../../../components/keys/layouts.ts';

const also = (bytes: string) =>
  createInputParser()
    .push(bytes, 0)
    .map((input) => 'key' in input && [input.key, input.also, input.text]);

describe('a keyboard without Latin letters', () => {
  it.each([
    ['йцукенгшщз', 'qwertyuiop'],
    ['фывапролд', 'asdfghjkl'],
    ['ячсмить', 'zxcvbnm'],
    ['ЙЦФЯ', 'QWAZ'],
    ['сімья', 'csvmz'],
    ['ςερτυθιοπ', 'wertyuiop'],
    ['ασδφγηξκλζχψωβνμ', 'asdfghjklzxcvbnm'],
    ['קראטוןםפשדגכעיחלךזסבהנמצ', 'ertyuiopasdfghjklzxcvbnm'],
    ['ضصثقفغعهخحشسيبلاتنم', 'qwertyuiopasdfghjkl'],
    ['ㅂㅈㄷㄱㅅㅁㄴㅇㄹ', 'qwertasdf'],
    ['ｑｗ？／', 'qw?/'],
    ['љњџјћ', "qwxj'"],
    ['ქწერტყუიოპლმ', 'qwertyuioplm'],
    ['ճփբսմուկըթլք', 'qwertyuiopnm'],
    ['ๆไำพะรนยหกส', 'qwertiopsdl'],
    ['ौैाीूबहगदजपरकतमनलस', 'qwertyuiophjklcvnm'],
  ])('%s counts as %s', (letters, keys) => {
    expect([...letters].map((letter) => latinKey(letter)).join('')).toBe(keys);
  });

  it('keeps an ASCII key or an unknown letter', () => {
    expect(['q', ';', '.', 'é', '你'].map(latinKey)).toEqual(Array.from({ length: 5 }));
  });

  it('is believed if the terminal reports the position of the key', () => {
    // Georgian ქ on the key of q; й with the place named; Dvorak types Latin letters and means them.
    expect(also('\u001B[4325::113u\u001B[1081::113u\u001B[39::113u')).toEqual([
      ['ქ', 'q', 'ქ'],
      ['й', 'q', 'й'],
      ["'", undefined, "'"],
    ]);
    expect(also('\u001B[1081:1049:113;2u')).toEqual([['Й', 'Q', 'Й']]);
    expect(also('\u001B[1083::107;5u\u001B[1083;5u\u001B[1074::100;3u')).toEqual([
      ['ctrl+k', undefined, undefined],
      ['ctrl+k', undefined, undefined],
      ['alt+d', undefined, undefined],
    ]);
  });
});
