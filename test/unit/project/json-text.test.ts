import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../../src/core/problem.ts';
import { asObject, member, parseJsonObject, parseProjectJson } from '../../../src/project/json-text.ts';
import { readTolerantJson } from '../../../src/project/tolerant-json.ts';
import { problemIn } from '../../support/problem-of.ts';

const problemOf = (text: string) => problemIn(() => parseProjectJson('/p/amplify/x.json', text)).toJSON();

describe('a JSON file of a project', () => {
  it.each([
    ['{"a": 1}', { a: 1 }],
    ['\uFEFF{"a": 1}', { a: 1 }],
    ['// first\n{"a": 1, /* here */ "b": [1, 2,],}\n# end', { a: 1, b: [1, 2] }],
    ['{"url": "http://x/#y /* no comment */",}', { url: 'http://x/#y /* no comment */' }],
    ['{"a": "\\u00e9\\n\\"",}', { a: 'é\n"' }],
    ['[-1.5e3, true, false, null,]', [-1500, true, false, null]],
    ['{"a": 1,\r\n}', { a: 1 }],
    ['{#\n"a"#x\n:#xy " [\n1 # /* \n,\u00A0"b":\uFEFFtrue#z\r}', { a: 1, b: true }],
    ['{"a": 1, /* " */ "a": {"b": "//", "c": []},} // "', { a: { b: '//', c: [] } }],
  ])('may be %j', (text, value) => {
    expect(parseProjectJson('x.json', text)).toEqual(value);
  });

  it('is read like JSON.parse, with or without comments', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(readTolerantJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
        expect(readTolerantJson(`/* a */ ${text} // b`)).toEqual({ ok: true, value: JSON.parse(text) });
      }),
    );
  });

  it('never breaks the reader, whatever it contains', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      ',',
      ':',
      '\\',
      '//',
      '/*',
      '*/',
      '1',
      'e',
      '\n',
      'null',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        const read = readTolerantJson(text);
        if (!read.ok) {
          expect(read.at).toBeGreaterThanOrEqual(0);
          expect(read.at).toBeLessThanOrEqual(text.length);
          expect(read.why).not.toBe('');
        }
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['{\n  "a": 1\n  "b": 2\n}', 'line 3, column 3', 'A comma or } is missing there.'],
    ['{"a" 1}', 'line 1, column 6', 'A colon is missing there.'],
    ['{a: 1}', 'line 1, column 2', 'A name in double quotes or } is expected there.'],
    ['{"a": }', 'line 1, column 7', 'A value is expected there.'],
    ['{"a": 01}', 'line 1, column 7', 'A value is expected there.'],
    ['{"a": 1', 'line 1, column 8', 'It ends in the middle.'],
    ['{"a": "x', 'line 1, column 9', 'It ends in the middle.'],
    ['{"a": "x\ny"}', 'line 1, column 9', 'A text has no closing double quote before the line ends.'],
    ['{"a": "\\q"}', 'line 1, column 7', 'A text with a backslash that JSON does not know begins there.'],
    ['{"a": /# x\n1}', 'line 1, column 7', 'A value is expected there.'],
    ['{"a": 1 /* }', 'line 1, column 9', 'A comma or } is missing there.'],
    ['{"a": 1 "\\q"}', 'line 1, column 9', 'A comma or } is missing there.'],
    ['{"a": "\t"}', 'line 1, column 8', 'A text has no closing double quote before the line ends.'],
    ['{} {}', 'line 1, column 4', 'Something follows after its end.'],
    ['\r\n\r\n[1 2]', 'line 3, column 4', 'A comma or ] is missing there.'],
    ['{"a": 1,\n<<<<<<< HEAD\n"b": 2\n', 'line 2, column 1', 'The marks of a merge conflict are in it.'],
  ])('%j is refused at %s', (text, place, why) => {
    expect(problemOf(text)).toEqual({
      code: 'FILE_MALFORMED',
      what: `/p/amplify/x.json is not valid JSON: ${place}.`,
      why,
      next: 'Correct /p/amplify/x.json there or restore it from source control, then try again.',
    });
  });

  it.each(['', ' \n', '\uFEFF'])('%j is reported as empty', (text) => {
    expect(problemOf(text).what).toBe('/p/amplify/x.json is empty.');
  });

  it('may not be nested without limit', () => {
    expect(problemOf(`${'['.repeat(100_000)}//`).why).toBe('It is nested too deeply.');
  });

  it('cannot add members that every object has', () => {
    const object = asObject(parseProjectJson('x.json', '{"__proto__": {"polluted": 1},}'));
    expect(member(object, '__proto__')).toEqual({ polluted: 1 });
    expect(member(object, 'polluted')).toBeUndefined();
    expect(member(object, 'constructor')).toBeUndefined();
  });
});

it.each([
  ['lists', '['.repeat(10_000) + ']'.repeat(10_000)],
  ['objects', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
])('%s nested ten thousand deep are refused, naming the file', (_, text) => {
  expect(() => parseProjectJson('/app/amplify/x.json', text)).toThrow(
    expect.objectContaining({
      code: 'FILE_MALFORMED',
      message: expect.stringContaining('/app/amplify/x.json'),
      why: 'It is nested too deeply.',
    }),
  );
});

it.each([
  ['null', 'null'],
  ['[1]', 'a list'],
  ['"x"', 'a text'],
  ['7', 'a number'],
  ['true', 'the word true'],
])('a file that contains %s instead of an object is reported as %s', (text, kind) => {
  const read = () => parseJsonObject('a.json', text);
  expect(read).toThrow(Problem);
  expect(read).toThrow(expect.objectContaining({ why: expect.stringContaining(`It holds ${kind},`) }));
});
