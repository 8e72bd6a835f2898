import { waitFor } from 'xstate';
import type { DeleteEvent } from '../../../machines/delete/types.ts';
import type { Pretence } from '../../support/pretend.ts';
import { type DeletePretence, somePieces } from '../../support/pretend-delete.ts';
import { project, trouble, updates } from '../../support/pretend-values.ts';
import type { Session } from './app.tsx';
import type { Scene } from './scenes.ts';
import { home, open, rejects } from './ways.ts';

/** Opens the flow and sends events; `{ at }` waits for a state. */
const walk =
  (...steps: readonly (DeleteEvent | { readonly at: string })[]) =>
  async (session: Session) => {
    await open('OPEN_DELETE')(session);
    await waitFor(session, ({ children }) => children.delete !== undefined);
    const flow = session.getSnapshot().children.delete!;
    for (const step of steps) {
      if ('at' in step) await waitFor(flow, ({ value }) => value === step.at);
      else flow.send(step);
    }
  };

const at = (state: string) => ({ at: state });
const given = (deletion: Partial<DeletePretence> = {}): Partial<Pretence> => ({
  loadHome: async () => ({ ...home, found: { kind: 'project', project } }),
  deletion,
});
const next = { type: 'NEXT' } as const;
const typed = { type: 'TYPE', name: somePieces.name } as const;
const confirmed = [at('review'), next, at('confirming'), typed, { type: 'CONFIRM' }] as const;

export const scenes: readonly Scene[] = [
  {
    pane: 'delete.looking',
    name: 'in vain',
    given: given({ look: rejects }),
    go: walk(at('unreadable')),
    sees: [trouble.what],
  },
  {
    pane: 'delete.review',
    name: '',
    given: given(),
    go: walk(at('review')),
    sees: ['UPDATE_COMPLETE', '2.4 MB'],
  },
  {
    pane: 'delete.folder',
    name: '',
    given: given(),
    go: walk(at('review'), { type: 'DOWNLOAD' }, at('folder')),
    sees: ['no download'],
  },
  {
    pane: 'delete.confirm',
    name: '',
    given: given(),
    go: walk(at('review'), next, at('confirming'), typed),
    sees: ['does not come back', 'Enter deletes it.'],
  },
  {
    pane: 'delete.running',
    name: 'the stack',
    given: given({
      run: (send) => {
        send({ type: 'NEWS', news: { kind: 'step', index: 0 } });
        send({ type: 'NEWS', news: { kind: 'update', update: updates.running } });
      },
    }),
    go: walk(...confirmed, at('running')),
    sees: [/of 3/],
  },
  {
    pane: 'delete.running',
    name: 'the bucket',
    given: given({
      run: (send) => {
        send({ type: 'NEWS', news: { kind: 'step', index: 1 } });
        send({ type: 'NEWS', news: { kind: 'count', done: 3000 } });
      },
    }),
    go: walk(...confirmed, at('running')),
    sees: ['Step 2 of 6: 3000', /delete the bucket/],
  },
  {
    pane: 'delete.stopped',
    name: '',
    given: given({ run: (send) => send({ type: 'BROKEN', problem: trouble }) }),
    go: walk(...confirmed, at('stopped')),
    sees: [trouble.what],
  },
  {
    pane: 'delete.done',
    name: '',
    given: given(),
    go: walk(...confirmed, at('done')),
    sees: ['shop is deleted.', 'shop-files'],
  },
];
