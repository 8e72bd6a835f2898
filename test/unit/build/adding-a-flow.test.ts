import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** The exercise of docs/adding-a-flow.md; test/slow/adding-a-flow.test.ts applies it. */
const patch = readFileSync('docs/adding-a-flow.patch', 'utf8');
const files = patch
  .split(/^diff --git /m)
  .slice(1)
  .map((text) => {
    const path = /^a\/(\S+) b\//.exec(text)?.[1] ?? '';
    const [, body = ''] = text.split(/^@@ .* @@.*\n/m);
    const lines = body.split('\n');
    const of = (mark: string) => lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(1));
    return { path, isNew: /^new file mode/m.test(text), same: of(' '), added: of('+'), removed: of('-') };
  });

it('changes its own files, and one line elsewhere', () => {
  const isOwn = (path: string) =>
    path.includes('/where/') || /\/(?:pretend-)?where(?:-scenes)?\.tsx?$/.test(path);
  const others = files.filter(({ path }) => !isOwn(path));
  expect(others.map(({ path }) => path)).toEqual(['machines/flow-list.ts']);
  expect(others[0]).toMatchObject({
    added: ["export { flow as where } from './where/flow.ts';"],
    removed: [],
  });
  expect(files.filter(({ path }) => isOwn(path)).every(({ isNew }) => isNew)).toBe(true);
});

it('applies to the current tree, or is applied to it', () => {
  const isApplied = existsSync('machines/where');
  for (const { path, isNew, same, added } of files) {
    expect([path, existsSync(path)]).toEqual([path, !isNew || isApplied]);
    const expected = [...same, ...(isApplied ? added : [])].join('\n');
    if (existsSync(path)) expect(readFileSync(path, 'utf8')).toContain(expected);
  }
});

it('has every file in the list of the document, with its lines', () => {
  const document = readFileSync('docs/adding-a-flow.md', 'utf8');
  const listed = [...document.matchAll(/^ (\S+) +\| +(\d+) \++$/gm)].map(([, path, lines]) => [
    path,
    Number(lines),
  ]);
  expect(listed.sort()).toEqual(files.map(({ path, added }) => [path, added.length]).sort());
});
