import { expect, it } from 'vitest';
import { fileRows } from '../../../../components/widgets/file-rows.ts';

const labels = ['.gitignore', 'src/a.js', 'amplify/cli.json', 'amplify/b/c/d.json', 'amplify/b/e.json'];

it('shows each file where there is room', () => {
  expect(fileRows(labels, 5)).toEqual(labels.map((label) => ({ label, count: 1 })));
});

it('shows those of one folder together where there is not, and leaves none out', () => {
  const rows = fileRows(labels, 4);
  expect(rows.map(({ label }) => label)).toEqual([
    '.gitignore',
    'src/a.js',
    'amplify/cli.json',
    'amplify/b/',
  ]);
  expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(labels.length);
});
