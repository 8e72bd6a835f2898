import { type CommandWords, screen } from '../kit/command.ts';

/** The command that opens the flow. */
export const command = {
  name: 'settings',
  operand: '[list|set] [NAME] [VALUE]',
  group: 'other',
  summary: 'theme, glyphs, mouse, bell, notifications, keys',
  description: [
    'Opens the settings of the screen: your choice is shown at once, and written to settings.ini after a review. docs/settings.md explains each setting.',
  ],
  subcommands: {
    list: 'the settings as text, without a screen',
    'set NAME VALUE': 'writes one; every other line of the file stays',
  },
  examples: [
    ['settings', 'on the screen'],
    ['settings list', 'each with its value and what it does'],
    ['settings set theme light', 'without it'],
  ],
  options: ['json', 'read-only', ...screen],
  screen: { words: [] },
  changes: { exceptFor: ['', 'list'] },
  exits: [130],
  json: ['result'],
} as const satisfies CommandWords;
