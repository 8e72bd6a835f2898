import { TimedTerminal } from './terminal.mjs';
import { program } from './worlds.mjs';

const steps = [
  'What is the project called?',
  'Which editor do you use?',
  'What kind of app is it?',
  'How is your app built?',
  'Which AWS profile?',
  // Their keys count a moment after they came on the screen; the footer tells when.
  '⏎ yes, continue',
  '⏎ create',
];

/** Goes through `init` by keyboard with what was found, up to the key that starts the deployment. */
export async function deployOnScreen(node, env, cwd) {
  const terminal = new TimedTerminal(node, [program, 'init'], { columns: 120, rows: 40, env, cwd });
  for (const text of steps) {
    await terminal.until(text);
    terminal.send('\r');
  }
  return terminal;
}

/** What the last page says when stack, upload and files are done. */
export const done = 'complete in ';
