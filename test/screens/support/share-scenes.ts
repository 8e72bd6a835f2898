import { at } from '../../support/flow-steps.ts';
import type { Pretence } from '../../support/pretend.ts';
import { otherFrontend, type SharePretence } from '../../support/pretend-share.ts';
import { project, trouble } from '../../support/pretend-values.ts';
import { walkIn } from './flow-walk.ts';
import type { Scene } from './scenes.ts';
import type { WalkedScene } from './walk.tsx';
import { home, rejects } from './ways.ts';

const walk = walkIn('share');
const given = (share: Partial<SharePretence> = {}): Partial<Pretence> => ({
  loadHome: async () => ({ ...home, found: { kind: 'project', project } }),
  share,
});
const typed = { type: 'TYPE', folder: '../shop-android' } as const;
const next = { type: 'NEXT' } as const;
const many = [otherFrontend, ...Array.from({ length: 60 }, (_, n) => `/srv/app-${n}`)];

export const scenes: readonly Scene[] = [
  {
    pane: 'share.looking',
    name: 'in vain',
    given: given({ look: rejects }),
    go: walk(at('unreadable')),
    sees: [trouble.what],
  },
  {
    pane: 'share.folder',
    name: 'for the first time',
    given: given(),
    go: walk(at('folder')),
    sees: ['../mobile'],
  },
  {
    pane: 'share.folder',
    name: 'with those that share it',
    given: given({ look: async () => many }),
    go: walk(at('folder')),
    sees: ['/shop-android', /and \d+ more/],
  },
  {
    pane: 'share.review',
    name: '',
    given: given(),
    go: walk(at('folder'), typed, next, at('review')),
    sees: ['/shop-android', 'android', 'amplify-meta.json'],
  },
  {
    pane: 'share.review',
    name: 'in vain',
    given: given({ plan: rejects }),
    go: walk(at('folder'), typed, next, at('notPlanned')),
    sees: [trouble.what],
  },
  {
    pane: 'share.done',
    name: '',
    given: given(),
    go: walk(at('folder'), typed, next, at('review'), { type: 'CONFIRM' }, at('done')),
    sees: ['/shop-android', '2 files'],
  },
];

export const walked: readonly WalkedScene[] = [
  { pane: 'share.folder', name: 'with a folder', given: given(), go: walk(at('folder'), typed) },
];
