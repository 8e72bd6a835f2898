import { TimedTerminal } from './terminal.mjs';
import { program } from './worlds.mjs';

const steps = [
  'What is the project called?',
  'Which editor do you use?',
  'What kind of app is it?',
  'How is your app built?',
  'Which AWS profile?',
  'Is this the right account?',
  'Check before anything is written',
];

/** Goes through `init` by keyboard with what was found, up to the key that starts the deployment. */
export async function deployOnScreen(node, env, cwd) {
  const terminal = new TimedTerminal(node, [program, 'init'], { columns: 120, rows: 40, env, cwd });
  for (const title of steps) {
    await terminal.until(title);
    terminal.send('\r');
  }
  return terminal;
}

/** What the last page says when stack, upload and files are done. */
export const done = ' is complete';
