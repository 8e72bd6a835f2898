import { type CommandWords, screen } from '../kit/command.ts';

/** The command that opens the flow. */
export const command = {
  name: 'undo',
  operand: '[ID]',
  group: 'project',
  summary: 'show the last changes of files, and take one back',
  description: [
    'Configure project, edits of profiles, renames, removals and replaced keys keep the previous contents of the files. Without ID they are listed, newest first; with one, the lines to be restored are shown and written after a question. Nothing changes in AWS.',
    'A change cannot be undone if its lines were changed since. No secret is kept: it is taken from where it still is, or from the copy of a removed key.',
  ],
  examples: [
    ['undo', 'the changes, on the screen'],
    ['undo --json', 'the same for a script'],
    ['undo 1f0c93ab --dry-run', 'what would be put back'],
    ['undo 1f0c93ab --yes', 'takes it back'],
  ],
  options: ['yes', 'json', 'dry-run', 'read-only', ...screen],
  screen: { words: [] },
  changes: { exceptFor: [''] },
  exits: [5, 130],
  json: ['plan', 'result'],
} as const satisfies CommandWords;
