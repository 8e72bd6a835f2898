import { describe, expect, it } from 'vitest';
import { oversized } from '../../../../src/aws/network/answer-form.ts';

const parts = (text: string, size: number) => {
  const bytes = Buffer.from(text);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
    bytes.subarray(at * size, (at + 1) * size),
  );
};

describe('an answer that would take hundreds of megabytes to read', () => {
  it.each([
    ['empty elements', '<a/>'.repeat(100_001), '100,000 elements'],
    ['one long text', `<a>${'x'.repeat(1_250_001)}</a>`, '1 MB of long texts'],
    ['several long texts', `<l>${`<a>${'x'.repeat(400_000)}</a>`.repeat(4)}</l>`, '1 MB of long texts'],
    ['empty objects', `[${'{},'.repeat(100_001)}]`, '100,000 elements'],
    ['numbers', `[${'1,'.repeat(200_001)}1]`, '200,000 elements'],
    ['nested lists', '['.repeat(100_001), '100,000 elements'],
  ])('is recognised by its structure: %s', (_, text, said) => {
    // However it is split into chunks.
    for (const size of [text.length, 65_536, 1_000]) expect(oversized(parts(text, size))).toBe(said);
  });

  it.each([
    ['a page of 1,000 roles', `<l>${'<m><a>x</a><b>y</b></m>'.repeat(10_000)}</l>`],
    ['a template of the largest size', `<a>${'x'.repeat(1_050_000)}</a>`],
    ['many texts of some length', `<l>${`<a>${'x'.repeat(60_000)}</a>`.repeat(100)}</l>`],
    ['long text of JSON', JSON.stringify({ a: 'x'.repeat(4_000_000) })],
    [
      'a page of apps',
      JSON.stringify(Array.from({ length: 5_000 }, () => ({ a: 1, b: [], c: { d: 'e,f' } }))),
    ],
    ['nothing', ''],
  ])('does not include what AWS may well answer: %s', (_, text) => {
    for (const size of [text.length + 1, 65_536]) expect(oversized(parts(text, size))).toBeUndefined();
  });
});
