import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const page = readFileSync('SECURITY.md', 'utf8');
const claimed = page.slice(page.indexOf('## What is claimed'), page.indexOf('## What is not claimed'));
const rows = claimed.split('\n').filter((line) => /^\| (?!claim \||-)/.test(line));

const escaped = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** A title is the first argument of a call of `it`, `describe`, or the result of `it.each(…)`. */
const hasTitle = (test: string, title: string) =>
  new RegExp(`\\(\\s*(['"\`])${escaped(title)}\\1\\s*,`).test(test);

it('every claim of SECURITY.md names an existing test, by its file and its whole title', () => {
  const dead = rows.filter((row) => {
    const [, name, file = '', title = ''] =
      /^\| .+ \| \[([\w.-]+)\]\((test\/[^)]+)\): (.+) \|$/.exec(row) ?? [];
    return (
      name === undefined ||
      !file.endsWith(`/${name}`) ||
      !existsSync(file) ||
      !hasTitle(readFileSync(file, 'utf8'), title)
    );
  });
  expect(dead).toEqual([]);
  expect(rows.length).toBeGreaterThan(20);
});

it('a missing title, or only part of one, is noticed', () => {
  const test = "it('keeps what it says', () => {});\nit.each(list)('of %s', run);";
  expect(hasTitle(test, 'keeps what it says')).toBe(true);
  expect(hasTitle(test, 'of %s')).toBe(true);
  expect(hasTitle(test, 'keeps what it')).toBe(false);
  expect(hasTitle(`// 'keeps what it says'`, 'keeps what it says')).toBe(false);
});
