import { afterEach, describe, expect, it } from 'vitest';
import { closeTerminals, openTerminal, type Terminal } from '../../support/terminal.ts';
import { openWorld, stacksOf } from '../support/cloud.ts';
import { toReview } from '../support/walk.ts';

const world = await openWorld(200);
afterEach(async () => {
  closeTerminals();
  expect(await stacksOf(world, 'inventory')).toEqual({});
});

const open = (): Terminal =>
  openTerminal({ args: ['init'], columns: 100, rows: 30, env: world.env, cwd: world.project });

/** Sends the key as a keyboard repeats it while it is held down for this long. */
function hold(terminal: Terminal, bytes: string, milliseconds: number): Promise<void> {
  return new Promise<void>((resolve) => {
    const repeating = setInterval(() => terminal.type(bytes), 33);
    setTimeout(() => {
      clearInterval(repeating);
      resolve();
    }, milliseconds);
  });
}

describe('nothing is confirmed that was not read', () => {
  it('Enter held down goes through the questions and stops at the account', async () => {
    const terminal = open();
    await terminal.see('What is the project called?');
    await hold(terminal, '\r', 4000);
    await terminal.see('Is this the right account?');
    terminal.press('enter');
    await terminal.see('Review: nothing has been changed yet');
    await hold(terminal, '\r', 2000);
    await terminal.see('Review: nothing has been changed yet');
    await terminal.see('⏎ create');
  });

  it('a window that shows nothing confirms nothing, and accepts Ctrl+C', async () => {
    const terminal = open();
    await toReview(terminal);
    await terminal.see('⏎ create');
    terminal.resize(50, 12);
    await terminal.see('Make the window at least 60 columns');
    terminal.press('enter');
    await terminal.see('^c quits');
    terminal.press('ctrl+c');
    await terminal.see('init is not finished. ^c again leaves at once.');
    // The key is named once it counts, when the question could be read for a moment.
    terminal.press('ctrl+c');
    expect(await terminal.exited).toBe(0);
  });
});
