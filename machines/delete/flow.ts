import { defineFlow, toldLeft } from '../kit/flow.ts';
import { stakeOn } from '../kit/stake.ts';
import { command } from './command.ts';
import type { deleteMachine } from './machine.ts';
import type { DeletePaneId } from './meta.ts';

/** The definition of `delete`. */
export const flow = defineFlow<typeof deleteMachine, DeletePaneId>()({
  label: 'delete',
  about:
    'Deletes the project: stack, bucket, app and files. You see everything that goes, choose what is kept, and type the name.',
  group: 'Delete',
  panes: 'delete',
  place: 12,
  event: 'OPEN_DELETE',
  opens: {
    key: 'x',
    label: 'delete',
    footer: 10,
    help: 'Deletes the project: stack, bucket, app, files. Everything is shown and its name is asked for first.',
  },
  command,

  // A running deletion has its own question, which says what AWS does without the program.
  stake: (snapshot) => stakeOn<DeletePaneId>(snapshot, { answers: ['delete.folder', 'delete.confirm'] }),
  ended: (output) => {
    if (output.kind === 'left') return toldLeft('delete');
    const what = output.scope === 'project' ? 'project' : 'environment';
    return { text: `${what} ${output.name} deleted`, tone: 'good' };
  },
});
