import { afterEach, describe, expect, it, vi } from 'vitest';
import { waitFor } from 'xstate';
import type { Notice } from '../../components/panes/pane-props.ts';
import { pretend, startSession } from '../support/pretend.ts';
import { closeScreens } from '../support/screen.tsx';
import { type Session, showApp } from './support/app.tsx';

const running: Session[] = [];

afterEach(async () => {
  await closeScreens();
  for (const session of running.splice(0)) session.stop();
});

const address = `https://eu-west-1.console.aws.amazon.com/cloudformation/home?region=eu-west-1#/stacks/stackinfo?stackId=${encodeURIComponent('arn:aws:cloudformation:eu-west-1:111122223333:stack/shop-20261123094400/0f9b1c20-c861-11f0-8f2a-0a1b2c3d4e5f')}`;

async function withNotice(notice: Notice, [columns, rows]: readonly [number, number]) {
  const session = startSession(pretend());
  running.push(session);
  await waitFor(session, ({ value }) => value.who === 'known');
  const host = { notice: () => notice, copyNotice: vi.fn(), hideNotice: vi.fn() };
  const screen = await showApp(session, { columns, rows, host });
  return { screen, host };
}

describe('an address that nothing here can open', () => {
  it.each([
    [60, 16],
    [80, 24],
    [120, 40],
  ] as const)('is on separate rows, in full, at %ix%i', async (...size) => {
    const { screen } = await withNotice(
      { tone: 'warning', text: 'Open it', copy: address, whole: address },
      size,
    );
    const text = screen.text();
    const first = text.findIndex((row) => row.startsWith('https://'));
    const last = Math.ceil(address.length / size[0]);
    expect(text.slice(first, first + last).join('')).toBe(address);
    expect(text[first - 1]).toContain('Open it');
    expect(text[first + last]).toBe('─'.repeat(size[0]));
    expect(text.at(-1)).toContain('y copy it');
  });

  it('is copied by y, and disappears when you continue', async () => {
    const { screen, host } = await withNotice(
      { tone: 'warning', text: 'Open it', copy: address, whole: address },
      [80, 24],
    );
    await screen.press('y');
    expect(host.copyNotice).toHaveBeenCalledTimes(1);
    expect(host.hideNotice).not.toHaveBeenCalled();
    await screen.press('?');
    expect(host.hideNotice).toHaveBeenCalledTimes(1);
  });
});

it('a notice continues on the next row before it would be cut', async () => {
  const text =
    'This terminal cannot copy: select it here, or take it from ~/.amplify/tui/log/amplify-tui.log';
  const { screen } = await withNotice({ tone: 'warning', text, whole: address }, [60, 16]);
  const rows = screen.text();
  const first = rows.findIndex((row) => row.includes('This terminal'));
  expect(rows.slice(first, first + 2)).toEqual([
    ' ▲ This terminal cannot copy: select it here, or take it',
    '   from ~/.amplify/tui/log/amplify-tui.log',
  ]);
  expect(rows[first + 2]).toMatch(/^https:/);
});

it('a notice of one row offers nothing to copy if there is nothing', async () => {
  const { screen, host } = await withNotice({ tone: 'done', text: 'Copied' }, [80, 24]);
  expect(screen.text().at(-1)).not.toContain('copy');
  await screen.press('y');
  expect(host.copyNotice).not.toHaveBeenCalled();
});
