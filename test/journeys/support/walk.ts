import type { Terminal } from '../../support/terminal.ts';

/** Walks through all questions to the review, and reads the stack's name there. */
export async function toReview(terminal: Terminal): Promise<string> {
  for (const title of ['called?', 'editor', 'kind of app', 'app built?', 'profile?', 'right account?']) {
    await terminal.see(title);
    terminal.press('enter');
  }
  await terminal.see('Review: nothing');
  await terminal.see(/-\d{14}-deployment/);
  return /[a-z][a-z0-9-]*-\d{14}/.exec(terminal.text().join('\n'))?.[0] ?? '';
}
