import { afterEach, expect, it, vi } from 'vitest';
import { closeTerminals, openTerminal } from '../support/terminal.ts';

afterEach(closeTerminals);

const frame = (text: string) => `\u001B[?2026h\u001B[H${text}\u001B[K\u001B[?2026l`;
/** Draws the first text in one write, and the other for each key. */
const drawing = (first: string, onKey: string) =>
  openTerminal({
    ...{ args: [], patience: 4000 },
    command: [
      process.execPath,
      '-e',
      `process.stdin.setRawMode(true).on('data', () => process.stdout.write(${JSON.stringify(onKey)}));
       process.stdout.write(${JSON.stringify(first)});`,
    ],
  });

it('finds a state that was over before the test got to look, once, and in order', async () => {
  const terminal = drawing(['begins', 'works', 'is done'].map(frame).join(''), frame('other'));
  await terminal.see('is done');
  expect(terminal.text()[0]).toBe('is done');
  await expect(terminal.see('works')).rejects.toThrow('never saw works');
  terminal.kill();

  const again = drawing(['begins', 'works', 'is done'].map(frame).join(''), frame('other'));
  for (const state of ['begins', 'works', 'is done']) await again.see(state);
});

it('finds nothing from before the test looked at the screen', async () => {
  const terminal = drawing(['begins', 'works', 'is done'].map(frame).join(''), frame('other'));
  await terminal.see('begins');
  await vi.waitFor(() => expect(terminal.text()[0]).toBe('is done'));
  await expect(terminal.see('works')).rejects.toThrow('never saw works');
});

it('finds nothing from before a key', async () => {
  const terminal = drawing(['begins', 'works', 'is done'].map(frame).join(''), frame('other'));
  await terminal.see('begins');
  terminal.press('x');
  await terminal.see('other');
  await expect(terminal.see('works')).rejects.toThrow('never saw works');
});
