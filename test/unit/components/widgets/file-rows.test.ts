import { expect, it } from 'vitest';
import { fileRows } from '../../../../components/widgets/file-rows.ts';

const labels = ['.gitignore', 'src/a.js', 'amplify/cli.json', 'amplify/b/c/d.json', 'amplify/b/e.json'];

it('shows each file if there is room', () => {
  expect(fileRows(labels, 5)).toEqual(labels.map((label) => ({ label, count: 1 })));
});

it('groups those of one folder if there is not, and omits none', () => {
  const rows = fileRows(labels, 4);
  expect(rows.map(({ label }) => label)).toEqual([
    '.gitignore',
    'src/a.js',
    'amplify/cli.json',
    'amplify/b/',
  ]);
  expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(labels.length);
});
