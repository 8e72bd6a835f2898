import type { CommandId } from './commands.ts';
import type { KeyName } from './keys.ts';

/** Keys of a pane, a widget or a dialog itself, independent of the machine behind it. */
export interface PaneKeys {
  /** Heading in docs/keys.md. */
  readonly where:
    | 'Panes of home'
    | 'Lists, forms and text'
    | 'Details of a pane'
    | 'Dialogs'
    | 'The terminal';
  readonly id: CommandId;
  readonly keys: readonly KeyName[];
  /** What they do, for docs/keys.md. */
  readonly says: string;
}

const home = 'Panes of home';
const input = 'Lists, forms and text';
const details = 'Details of a pane';
const dialogs = 'Dialogs';
const terminal = 'The terminal';

/** All of them, for docs/keys.md; a test presses each, and fails if a pane has one that is missing here. */
export const paneKeys: readonly PaneKeys[] = [
  {
    where: home,
    id: 'home.open',
    keys: ['enter'],
    says: 'opens what the cursor is on: a file of the project in the editor of VISUAL or EDITOR',
  },
  { where: home, id: 'home.next', keys: ['tab'], says: 'next pane' },
  { where: home, id: 'home.before', keys: ['shift+tab'], says: 'pane before' },
  { where: home, id: 'home.project', keys: ['1'], says: 'project' },
  { where: home, id: 'home.stack', keys: ['2'], says: 'stack' },
  { where: home, id: 'home.environments', keys: ['3'], says: 'environments, where the project has some' },
  { where: home, id: 'home.profiles', keys: ['4'], says: 'profiles' },
  { where: home, id: 'home.activity', keys: ['5'], says: 'activity' },
  { where: home, id: 'home.calls', keys: ['6'], says: 'calls, where there is room for them' },
  { where: home, id: 'home.copy', keys: ['y'], says: 'copies the ARN, id or text of the row' },
  {
    where: home,
    id: 'home.console',
    keys: ['O'],
    says: 'opens the page of the stack of the row in the console',
  },
  { where: home, id: 'home.whole', keys: ['+'], says: 'gives the pane the whole room, and back' },
  { where: input, id: 'list.up', keys: ['up', 'k'], says: 'up' },
  { where: input, id: 'list.down', keys: ['down', 'j'], says: 'down' },
  { where: input, id: 'list.page-up', keys: ['pageup', 'ctrl+b'], says: 'page up' },
  { where: input, id: 'list.page-down', keys: ['pagedown', 'ctrl+f'], says: 'page down' },
  { where: input, id: 'list.start', keys: ['home', 'g'], says: 'to the first' },
  { where: input, id: 'list.end', keys: ['end', 'G'], says: 'to the last' },
  { where: input, id: 'list.submit', keys: ['enter'], says: 'takes the row; the footer says what that does' },
  {
    where: input,
    id: 'filter.open',
    keys: ['/'],
    says: 'filters the list: a word, several, or !word for all without it',
  },
  { where: input, id: 'filter.close', keys: ['escape'], says: 'takes the filter away' },
  {
    where: input,
    id: 'choice.previous',
    keys: ['up', 'k', 'left', 'h'],
    says: 'the choice before; left and right where the choices are in a row',
  },
  {
    where: input,
    id: 'choice.next',
    keys: ['down', 'j', 'right', 'l', 'space'],
    says: 'the next choice; right and Space where they are in a row',
  },
  { where: input, id: 'form.next', keys: ['tab', 'down'], says: 'next field' },
  { where: input, id: 'form.previous', keys: ['shift+tab', 'up'], says: 'field before' },
  {
    where: input,
    id: 'form.list',
    keys: ['ctrl+o'],
    says: 'offers what AWS has for the field, to choose from',
  },
  {
    where: input,
    id: 'path.complete',
    keys: ['tab'],
    says: 'an unfinished path: completes it, or lists what it can be',
  },
  { where: input, id: 'field.left', keys: ['left', 'ctrl+b'], says: 'one character left' },
  { where: input, id: 'field.right', keys: ['right', 'ctrl+f'], says: 'one character right' },
  { where: input, id: 'field.word-left', keys: ['ctrl+left', 'alt+left', 'alt+b'], says: 'one word left' },
  {
    where: input,
    id: 'field.word-right',
    keys: ['ctrl+right', 'alt+right', 'alt+f'],
    says: 'one word right',
  },
  { where: input, id: 'field.start', keys: ['home', 'ctrl+a'], says: 'to the start' },
  { where: input, id: 'field.end', keys: ['end', 'ctrl+e'], says: 'to the end' },
  { where: input, id: 'field.backspace', keys: ['backspace'], says: 'deletes to the left' },
  { where: input, id: 'field.delete', keys: ['delete', 'ctrl+d'], says: 'deletes to the right' },
  {
    where: input,
    id: 'field.kill-word',
    keys: ['ctrl+w', 'alt+backspace', 'ctrl+backspace'],
    says: 'deletes the word',
  },
  {
    where: input,
    id: 'field.kill-word-right',
    keys: ['ctrl+delete', 'alt+d', 'alt+delete'],
    says: 'deletes the word on the right',
  },
  { where: input, id: 'field.kill-to-start', keys: ['ctrl+u'], says: 'deletes to the start' },
  {
    where: input,
    id: 'field.kill-to-end',
    keys: ['ctrl+k'],
    says: 'deletes to the end, where there is something',
  },
  {
    where: details,
    id: 'stack.fold',
    keys: ['space', 'left', 'right'],
    says: 'a stack: folds or opens a nested one',
  },
  { where: details, id: 'stack.failed', keys: ['f'], says: 'a stack: only what has failed, or all' },
  {
    where: details,
    id: 'stack.details',
    keys: ['d', 'escape'],
    says: 'a stack: shows the details, and hides them; Esc hides only those that you opened, not those of a wide screen',
  },
  {
    where: details,
    id: 'stack.outputs',
    keys: ['u', 'escape'],
    says: 'a stack: shows its outputs, and its resources again',
  },
  {
    where: details,
    id: 'stack.copy',
    keys: ['y'],
    says: 'a stack: copies the ARN or id of the row, the value of an output, or why something failed',
  },
  { where: details, id: 'calls.copy', keys: ['y'], says: 'calls: copies the call as an aws command' },
  { where: details, id: 'calls.hide', keys: ['escape'], says: 'calls: hides the details' },
  {
    where: details,
    id: 'rollback.skip',
    keys: ['space'],
    says: 'a rollback that continues: skips the resource, or not',
  },
  {
    where: details,
    id: 'access.decide',
    keys: ['space'],
    says: 'access that is taken away: takes the row, too, or keeps it',
  },
  {
    where: details,
    id: 'project.access',
    keys: ['right', 'space', 'l'],
    says: 'settings of a project: chooses a profile',
  },
  { where: details, id: 'profiles.unusable', keys: ['enter'], says: 'profiles: says why one cannot be used' },
  { where: details, id: 'settings.change', keys: ['right', 'l', 'space'], says: 'settings: the next value' },
  { where: details, id: 'settings.change-back', keys: ['left', 'h'], says: 'settings: the value before' },
  {
    where: details,
    id: 'settings.own-again',
    keys: ['x'],
    says: 'keys: gives the command its own keys back',
  },
  { where: details, id: 'settings.keep-key', keys: ['escape'], says: 'a new key: keeps those of before' },
  { where: details, id: 'keys.reveal', keys: ['ctrl+t'], says: 'access keys: shows or hides what was typed' },
  { where: details, id: 'device.secret', keys: ['ctrl+t'], says: 'an MFA device: shows or hides its secret' },
  { where: details, id: 'device.back', keys: ['backspace'], says: 'an MFA device: deletes a digit' },
  {
    where: details,
    id: 'device.enter',
    keys: ['enter'],
    says: 'an MFA device: says how many digits are missing',
  },
  { where: details, id: 'device.clear', keys: ['ctrl+u'], says: 'an MFA device: deletes all digits' },
  { where: dialogs, id: 'help.close', keys: ['escape', 'q', '?', 'ctrl+g'], says: 'help: closes it' },
  { where: dialogs, id: 'palette.close', keys: ['escape', 'ctrl+g'], says: 'commands: closes them' },
  { where: dialogs, id: 'code.back', keys: ['backspace'], says: 'an MFA code: deletes a digit' },
  {
    where: dialogs,
    id: 'code.enter',
    keys: ['enter'],
    says: 'an MFA code: says how many digits are missing',
  },
  { where: dialogs, id: 'code.clear', keys: ['ctrl+u'], says: 'an MFA code: deletes all digits' },
  { where: terminal, id: 'network.tryNow', keys: ['r'], says: 'sends again what gets no answer' },
  { where: terminal, id: 'notice.copy', keys: ['y'], says: 'copies what the line above the footer is about' },
  { where: terminal, id: 'terminal.redraw', keys: ['ctrl+l'], says: 'draws the screen again' },
  { where: terminal, id: 'terminal.suspend', keys: ['ctrl+z'], says: 'suspends the program, until `fg`' },
  {
    where: terminal,
    id: 'terminal.interrupt',
    keys: ['ctrl+c'],
    says: 'quits; while a deployment runs it asks first, and once more leaves at once',
  },
  {
    where: terminal,
    id: 'terminal.end',
    keys: ['ctrl+\\'],
    says: 'ends at once; notes are kept, and what runs in AWS continues',
  },
];
