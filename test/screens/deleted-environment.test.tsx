import { afterEach, expect, test } from 'vitest';
import { waitFor } from 'xstate';
import { dayOf, timeOfDay } from '../../src/core/text.ts';
import { never, pretend, startSession } from '../support/pretend.ts';
import { showApp } from './support/app.tsx';

let close: () => unknown = () => {};
afterEach(() => close());

test.each([80, 120])(
  'an environment whose stack is deleted is shown as such, %i columns wide',
  async (columns) => {
    const deletedAt = Date.UTC(2026, 10, 28, 19, 30);
    const states = { dev: { kind: 'gone', deletedAt }, test: { kind: 'gone' } } as const;
    const session = startSession(pretend({ whoAmI: never, environments: { states } }), {
      start: 'environments',
    });
    await waitFor(session, ({ value }) => value.view === 'environments');
    const screen = await showApp(session, { columns, rows: 24 });
    close = () => screen.unmount();
    await screen.see(/state +not there any more, deleted/);
    await screen.see(`${dayOf(deletedAt)} ${timeOfDay(deletedAt).slice(0, 5)}`);
    expect(screen.text().join('\n')).not.toContain('UTC');
    const rows = screen.text();
    const of = (name: string) => rows.find((row) => row.includes(`shop-${name} `)) ?? '';
    expect(of('dev')).toContain(columns > 80 ? 'not there any more, deleted' : 'not there any');
    expect(of('test')).toContain('not there any');
    expect(of('test')).not.toContain('deleted');
  },
);
