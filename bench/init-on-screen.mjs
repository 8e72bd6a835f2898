import { TimedTerminal } from './terminal.mjs';
import { program } from './worlds.mjs';

const steps = [
  'What is the project called?',
  'Which editor do you use?',
  'What kind of app is it?',
  'How is your app built?',
  'Which AWS profile?',
  // Steps that accept keys only a moment after they appear; the footer shows when.
  '⏎ yes, continue',
  '⏎ create',
];

/** Walks through `init` by keyboard, accepting what it found, up to the key that starts the deployment. */
export async function deployOnScreen(node, env, cwd) {
  const terminal = new TimedTerminal(node, [program, 'init'], { columns: 120, rows: 40, env, cwd });
  for (const text of steps) {
    await terminal.until(text);
    terminal.send('\r');
  }
  return terminal;
}

/** Shown on the last page once stack, upload and files are done. */
export const done = 'complete in ';
