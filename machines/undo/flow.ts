import { defineFlow, toldLeft } from '../kit/flow.ts';
import { command } from './command.ts';
import type { undoMachine } from './machine.ts';
import type { UndoPaneId } from './meta.ts';

/** The definition of `undo`. */
export const flow = defineFlow<typeof undoMachine, UndoPaneId>()({
  label: 'undo',
  about: 'The last changes of your files. One is taken back after you have seen which lines come back.',
  group: 'Undo',
  panes: 'undo',
  place: 14,
  event: 'OPEN_UNDO',
  opens: {
    key: 'z',
    label: 'undo',
    help: 'Shows the last changes of files, of projects and of ~/.aws, and takes one back.',
  },
  command,
  view: { meta: { pane: 'undo.list', title: 'undo' } },
  entries: { words: /^taken back\b/, label: 'the changes' },
  ended: (output) => {
    if (output.kind === 'left') return toldLeft('undo');
    return { text: `taken back: ${output.what}`, tone: 'good' };
  },
});
