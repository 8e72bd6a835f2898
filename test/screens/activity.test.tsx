import { afterEach, expect, test } from 'vitest';
import { waitFor } from 'xstate';
import { never, pretend, startSession } from '../support/pretend.ts';
import { folder, freshHome } from '../support/pretend-values.ts';
import { showApp } from './support/app.tsx';

const at = (day: number, hour: number) => new Date(2026, 10, day, hour, 30).getTime();
let close: () => unknown = () => {};
afterEach(() => close());

test('the activity is newest first, with dates that are not today and folders other than this one', async () => {
  const activity = [
    { at: at(2, 8), text: 'too old for the room', tone: 'plain' as const, folder },
    { at: at(20, 8), text: 'init finished: other', tone: 'good' as const, folder: '/home/sam/other' },
    { at: at(22, 9), text: 'left init', tone: 'plain' as const, folder },
    { at: at(23, 7), text: 'project shop changed: 2 files', tone: 'good' as const, folder },
    { at: at(23, 8), text: 'left settings', tone: 'plain' as const, folder, passing: true as const },
  ];
  const session = startSession(
    pretend({ whoAmI: never, loadHome: async () => ({ ...freshHome, activity }) }),
  );
  await waitFor(session, ({ value }) => value.view === 'home');
  const screen = await showApp(session, { columns: 80, rows: 24 });
  close = () => screen.unmount();
  const rows = screen.text();
  const from = rows.findIndex((row) => row.includes('ACTIVITY'));
  expect(rows.slice(from + 1, from + 4).map((row) => row.replace(/[│╭╰]/g, '').trim())).toEqual([
    '07:30             project shop changed: 2 files',
    '2026-11-22 09:30  left init',
    '2026-11-20 08:30  init finished: other   in ~/other',
  ]);
});

const long = {
  at: at(23, 6),
  text: 'init finished: shop-20261123094500, 5 files, and the profile devcorpuser keeps working with it from now on in this folder',
  tone: 'good' as const,
  folder,
};

/** The rows of ACTIVITY on home. */
async function shown(others: number, size: { columns: number; rows: number }): Promise<string[]> {
  const activity = [
    ...Array.from({ length: others }, (_, each) => ({
      ...{ at: at(22, 0) + each * 60_000, text: `left init ${each}`, tone: 'plain' as const, folder },
    })),
    long,
  ];
  const session = startSession(
    pretend({ whoAmI: never, loadHome: async () => ({ ...freshHome, activity }) }),
  );
  await waitFor(session, ({ value }) => value.view === 'home');
  const screen = await showApp(session, size);
  close = () => screen.unmount();
  const rows = screen.text();
  const from = rows.findIndex((row) => row.includes('ACTIVITY'));
  const left = rows[from]?.indexOf('5 ACTIVITY') ?? 0;
  return rows.slice(from + 1).map((row) =>
    row
      .slice(Math.max(0, left - 2))
      .replace(/[│╭╰╮╯]/g, '')
      .trim(),
  );
}

test('an entry longer than its row is complete if rows are free, and otherwise ends with a whole word', async () => {
  const words = long.text.split(' ');
  const free = await shown(0, { columns: 120, rows: 40 });
  const text = free
    .slice(0, 4)
    .join(' ')
    .replace(/^\d\d:\d\d +/, '');
  expect(text).toContain(long.text);
  close();
  const full = await shown(30, { columns: 80, rows: 24 });
  const row = full[0]?.replace(/^\d\d:\d\d +/, '') ?? '';
  expect(row).toMatch(/ …$/);
  const kept = row.replace(/ …$/, '').split(' ');
  expect(kept.length).toBeGreaterThan(4);
  expect(kept).toEqual([...words.slice(0, kept.length - 1), words[kept.length - 1]?.replace(/,$/, '')]);
});
