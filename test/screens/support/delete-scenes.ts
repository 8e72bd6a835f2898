import { notDeleted as objectStays } from '../../../src/aws/bucket.ts';
import { notDeleted } from '../../../src/flows/delete/explain.ts';
import { expectDeletable } from '../../../src/flows/delete/look.ts';
import { at } from '../../support/flow-steps.ts';
import { never, type Pretence } from '../../support/pretend.ts';
import { type DeletePretence, someBackend, somePieces } from '../../support/pretend-delete.ts';
import { project, trouble, updates } from '../../support/pretend-values.ts';
import type { EventLine } from '../../unit/aws/support/events.ts';
import { expected, progressAfter, record } from '../../unit/aws/support/progress.ts';
import { walkIn } from './flow-walk.ts';
import type { Scene } from './scenes.ts';
import { offline } from './trouble-scenes.ts';
import type { WalkedScene } from './walk.tsx';
import { home, rejects } from './ways.ts';

const walk = walkIn('delete');
const given = (deletion: Partial<DeletePretence> = {}): Partial<Pretence> => ({
  loadHome: async () => ({ ...home, found: { kind: 'project', project } }),
  deletion,
});
const next = { type: 'NEXT' } as const;
const typed = { type: 'TYPE', name: somePieces.name } as const;
const confirmed = [at('review'), next, at('confirming'), typed, { type: 'CONFIRM' }] as const;

/** The deletion of the stack ends with resources that AWS did not delete, with these reasons. */
const stuckAt = (held: Readonly<Record<string, string>>): Partial<Pretence> => {
  const progress = progressAfter(
    [
      [0, 'stack', 'DELETE_IN_PROGRESS', { reason: 'User Initiated' }],
      ...Object.entries(held).flatMap(([who, reason], index): EventLine[] => [
        [1 + index, who, 'DELETE_IN_PROGRESS', { physicalId: `shop-${who.toLowerCase()}` }],
        [4 + index, who, 'DELETE_FAILED', { physicalId: `shop-${who.toLowerCase()}`, reason }],
      ]),
      [
        9,
        'stack',
        'DELETE_FAILED',
        { reason: `The following resource(s) failed to delete: [${Object.keys(held).join(', ')}].` },
      ],
    ],
    expected,
  );
  return given({
    run: (send) => {
      send({ type: 'NEWS', news: { kind: 'step', index: 0 } });
      const update = { progress, connection: { kind: 'ok' }, clockOffset: 0, callsLastMinute: 3 } as const;
      send({ type: 'NEWS', news: { kind: 'update', update } });
      send({ type: 'BROKEN', problem: notDeleted(progress).toJSON() });
    },
  });
};

/** The message for a stack with termination protection. */
const protectedStack = async () => {
  expectDeletable(record('UPDATE_COMPLETE', { terminationProtection: true }));
  throw new Error('a stack with termination protection can be deleted');
};

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
    sees: [/complete, 6 resources/, '2.4 MB'],
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
    pane: 'delete.looking',
    name: 'with termination protection',
    given: given({ look: protectedStack }),
    go: walk(at('unreadable')),
    sees: ['termination protection is switched on', '--no-enable-termination-protection', /r\b.*retry/],
  },
  {
    pane: 'delete.stopped',
    name: 'at a bucket that is not empty',
    given: stuckAt({ Bucket: 'The bucket you tried to delete is not empty (Status Code: 409)' }),
    go: walk(...confirmed, at('stopped')),
    sees: ['Bucket stays', 'is not empty', 's3://shop-bucket --recursive', /r\b.*retry/],
  },
  {
    pane: 'delete.stopped',
    name: 'at a role that others have given policies',
    given: stuckAt({ AuthRole: 'Cannot delete entity, must detach all policies first.' }),
    go: walk(...confirmed, at('stopped')),
    sees: ['AuthRole stays', 'must detach all policies', 'detach them', /r\b.*retry/],
  },
  {
    pane: 'delete.stopped',
    name: 'at several resources',
    given: stuckAt({
      Bucket: 'The bucket you tried to delete is not empty (Status Code: 409)',
      AuthRole: 'Cannot delete entity, must detach all policies first.',
    }),
    go: walk(...confirmed, at('stopped')),
    sees: ['and 1 more', /r\b.*retry/],
  },
  {
    pane: 'delete.stopped',
    name: 'at a bucket that may not be emptied',
    given: given({
      run: (send) => {
        send({ type: 'NEWS', news: { kind: 'step', index: 1 } });
        send({
          type: 'BROKEN',
          problem: objectStays(
            someBackend.bucket?.name ?? '',
            'a/photo.jpg',
            'AccessDenied Access Denied',
          ).toJSON(),
        });
      },
    }),
    go: walk(...confirmed, at('stopped')),
    sees: ['a/photo.jpg', 'Access Denied', 's3:DeleteObjectVersion', /r\b.*retry/],
  },
  {
    pane: 'delete.done',
    name: '',
    given: given(),
    go: walk(...confirmed, at('done')),
    sees: ['shop is deleted.', 'shop-files'],
  },
];

export const walked: readonly WalkedScene[] = [
  {
    pane: 'delete.folder',
    name: 'with a folder',
    given: given(),
    go: walk(at('review'), { type: 'DOWNLOAD' }, at('folder'), { type: 'TYPE_FOLDER', folder: '~/old' }),
  },
  {
    pane: 'delete.looking',
    name: 'without a connection',
    given: given({ look: never }),
    go: walk({ type: 'CONNECTION', connection: offline }),
  },
];
