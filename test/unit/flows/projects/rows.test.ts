import { expect, it } from 'vitest';
import { agoWords, environmentsWords, rowState } from '../../../../src/flows/projects/rows.ts';
import { projectRows } from '../../../support/pretend-projects.ts';

const now = Date.UTC(2026, 10, 23, 9, 45, 0);

it('shows the state of each project, with its age; what is not known is called so', () => {
  expect(projectRows.map((row) => rowState(row, now))).toEqual([
    { tone: 'unknown', words: 'never asked' },
    { tone: 'running', words: 'updating 7 of 12 changed' },
    { tone: 'good', words: 'complete, 3 days ago' },
    { tone: 'unknown', words: 'never asked' },
  ]);
  const [row] = projectRows.slice(2);
  const of = (status: string) => rowState({ ...row!, stack: { name: 's', status, at: now - 300_000 } }, now);
  expect(of('UPDATE_IN_PROGRESS')).toEqual({ tone: 'unknown', words: 'updating, 5 min ago' });
  expect(of('ROLLBACK_COMPLETE')).toEqual({ tone: 'bad', words: 'rolled back, 5 min ago' });
  expect(of('DELETE_COMPLETE').words).toBe('deleted, 5 min ago');
  expect(rowState({ ...row!, gone: true }, now)).toEqual({ tone: 'bad', words: 'the folder is gone' });
});

it.each([
  [59_000, ''],
  [60_000, '1 min ago'],
  [3_600_000, '1 h ago'],
  [47 * 3_600_000, '47 h ago'],
  [48 * 3_600_000, '2 days ago'],
  [-5_000, ''],
])('%i milliseconds: %s', (ms, words) => {
  expect(agoWords(ms)).toBe(words);
});

it('names the current environment first', () => {
  const [, inventory, , old] = projectRows;
  expect(environmentsWords({ ...inventory!, environment: 'prod' })).toBe('prod, dev');
  expect(environmentsWords(old!)).toBe('one backend');
});
