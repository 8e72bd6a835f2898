import { describe, expect, it } from 'vitest';
import { afterBlank, closingQuote, jsonFault } from '../../../src/core/json-form.ts';
import { jsonValue } from '../../../src/core/json-values.ts';
import { readAwsExports } from '../../../src/project/client-config/current.ts';
import { placesIn } from '../../../src/project/json-places.ts';
import { parseProjectJson } from '../../../src/project/json-text.ts';
import { readTolerantJson } from '../../../src/project/tolerant-json.ts';

const megabyte = 1024 * 1024;

describe('a text of JSON', () => {
  it.each([
    ['nested deeply', '['.repeat(100_000), 'It is nested too deeply.'],
    ['of many members', `{${'"a":1,'.repeat(100_001)}"b":1}`, 'It holds more than 100,000 values.'],
    ['of many empty objects', `[${'{},'.repeat(60_000)}1]`, 'It holds more than 100,000 values.'],
    ['of one long text', `"${'x'.repeat(8 * megabyte)}"`, 'It is larger than 8 MiB.'],
  ])('%s is refused by its structure', (_, text, why) => {
    expect(jsonFault(text)).toBe(why);
    expect(jsonValue(text)).toBeUndefined();
    expect(() => parseProjectJson('/p/x.json', text)).toThrow(
      expect.objectContaining({ code: 'FILE_MALFORMED', why }),
    );
  });

  it('does not count what is inside its texts', () => {
    expect(jsonFault(`["${'[,{'.repeat(100_000)}\\"[[["]`)).toBeUndefined();
  });

  it('with comments, which cannot be counted beforehand, is counted while it is read', () => {
    const text = `// "\n[${'1,'.repeat(100_001)}1]`;
    expect(readTolerantJson(text)).toMatchObject({ ok: false, why: 'It holds more than 100,000 values.' });
    expect(() => parseProjectJson('/p/x.json', text)).toThrow(
      expect.objectContaining({ why: 'It holds more than 100,000 values.' }),
    );
  });
});

it('an aws-exports.js of 9 MB is not read', () => {
  const text = `const awsmobile = {a:'${'x'.repeat(9 * megabyte)}'};\nexport default awsmobile;\n`;
  expect(() => readAwsExports('/p/aws-exports.js', text)).toThrow(
    expect.objectContaining({ code: 'FILE_MALFORMED', why: expect.stringContaining('8 MiB') }),
  );
});

describe('a long text does not exhaust the stack', () => {
  it('of comments', () => {
    const text = `${'#\n// a\r\n/* b */ '.repeat(megabyte / 4)}{}`;
    expect(afterBlank(text, 0)).toBe(text.length - 2);
    expect(parseProjectJson('/p/x.json', text)).toEqual({});
    expect(placesIn(text)).toMatchObject({ end: text.length });
  });

  it('of one value with escapes', () => {
    const value = '\\n"'.repeat(megabyte).replaceAll('"', '\\"');
    const text = `{"a":"${value}"}`;
    expect(closingQuote(text, 5)).toBe(text.length - 2);
    expect(placesIn(text).members).toMatchObject([{ name: 'a', value: { start: 5, end: text.length - 1 } }]);
    expect(readTolerantJson(text)).toMatchObject({ ok: true });
  });
});

it('a comment ends at every line end, for the reader and the editor', () => {
  const text = '# a\r{"b":1}';
  expect(parseProjectJson('/p/x.json', text)).toEqual({ b: 1 });
  expect(placesIn(text)).toMatchObject({ start: 4, members: [{ name: 'b' }] });
});

it('a block without an end is not a comment', () => {
  expect(afterBlank('  /* a', 0)).toBe(2);
  expect(afterBlank(' /*a*/ x', 0)).toBe(7);
});
