import { at } from '../../support/flow-steps.ts';
import type { Pretence } from '../../support/pretend.ts';
import type { UndoPretence } from '../../support/pretend-undo.ts';
import { trouble } from '../../support/pretend-values.ts';
import { walkIn } from './flow-walk.ts';
import type { Scene } from './scenes.ts';
import type { WalkedScene } from './walk.tsx';
import { home, rejects } from './ways.ts';

const walk = walkIn('undo');
const given = (undo: Partial<UndoPretence> = {}): Partial<Pretence> => ({ loadHome: async () => home, undo });
const toReview = [at('list'), { type: 'SELECT_ROW', id: '1f0c93ab' }, { type: 'NEXT' }] as const;

export const scenes: readonly Scene[] = [
  {
    ...{ pane: 'undo.list', name: '', given: given(), go: walk(at('list')) },
    sees: ['configure project', 'profile dev renamed'],
  },
  {
    ...{ pane: 'undo.list', name: 'without a change', given: given({ look: async () => [] }) },
    go: walk(at('list')),
    sees: ['No change is kept'],
  },
  {
    ...{ pane: 'undo.list', name: 'in vain', given: given({ look: rejects }) },
    go: walk(at('unreadable')),
    sees: [trouble.what],
  },
  {
    ...{ pane: 'undo.review', name: '', given: given(), go: walk(...toReview, at('review')) },
    sees: ['project-config.json', '"app": "javascript"', 'is removed'],
  },
  {
    ...{ pane: 'undo.review', name: 'in vain', given: given({ plan: rejects }) },
    go: walk(...toReview, at('notPlanned')),
    sees: [trouble.what],
  },
  {
    ...{ pane: 'undo.done', name: '', given: given() },
    go: walk(...toReview, at('review'), { type: 'CONFIRM' }, at('done')),
    sees: ['1 file as before', 'project-config.json'],
  },
];

export const walked: readonly WalkedScene[] = [
  { pane: 'undo.list', name: 'on a change', given: given(), go: walk(...toReview.slice(0, 2)) },
];
