import type { ProjectRow } from '../../../src/flows/projects/rows.ts';
import { at } from '../../support/flow-steps.ts';
import type { Pretence } from '../../support/pretend.ts';
import type { ProjectsPretence } from '../../support/pretend-projects.ts';
import { trouble } from '../../support/pretend-values.ts';
import { walkIn } from './flow-walk.ts';
import type { Scene } from './scenes.ts';
import type { WalkedScene } from './walk.tsx';
import { rejects } from './ways.ts';

const walk = walkIn('projects');
const given = (projects: Partial<ProjectsPretence> = {}): Partial<Pretence> => ({ projects });
const typed = { type: 'TYPE', folder: '~/work' } as const;
const next = { type: 'NEXT' } as const;

/** One a month, in two accounts; every third one has environments. */
const twelve = Array.from({ length: 12 }, (_, nth): ProjectRow => {
  const number = String(nth + 1).padStart(2, '0');
  const name = `shop-${number}`;
  return {
    ...{ name, folder: `/home/sam/work/${name}`, openedAt: Date.UTC(2026, 10 - nth, 20) },
    ...{ current: nth === 0, gone: nth === 11, production: nth === 3 },
    environments: nth % 3 === 0 ? ['dev', 'prod'] : [],
    ...(nth % 3 === 0 ? { environment: 'dev' } : {}),
    ...{ account: nth % 2 === 0 ? '444455556666' : '111122223333', access: 'default', region: 'eu-west-1' },
    stack: {
      name,
      status: nth === 5 ? 'UPDATE_FAILED' : 'CREATE_COMPLETE',
      at: Date.UTC(2026, 10 - nth, 20),
    },
  };
});

export const scenes: readonly Scene[] = [
  {
    pane: 'projects.looking',
    name: 'in vain',
    given: given({ look: rejects }),
    go: walk(at('unreadable')),
    sees: [trouble.what],
  },
  {
    pane: 'projects.list',
    name: '',
    given: given(),
    go: walk(at('list')),
    sees: ['inventory', /PRODUCTION/, /updating 7/, /never/],
  },
  {
    pane: 'projects.list',
    name: 'of twelve',
    given: given({ look: async () => twelve }),
    go: walk(at('list')),
    sees: ['shop-01', /4444-?5555-?6666/, /of 12 projects|shop-12/],
  },
  {
    pane: 'projects.list',
    name: 'without any',
    given: given({ look: async () => [] }),
    go: walk(at('list')),
    sees: ['No project has been opened yet'],
  },
  {
    pane: 'projects.folder',
    name: 'that is none',
    given: given({ check: rejects }),
    go: walk(at('list'), { type: 'OTHER' }, typed, next, at('checkingTyped'), at('folder')),
    sees: ['~/work', trouble.what],
  },
  {
    pane: 'projects.found',
    name: '',
    given: given(),
    go: walk(at('list'), { type: 'FIND' }, typed, next, at('found')),
    sees: ['portal', /There may be more/],
  },
];

export const walked: readonly WalkedScene[] = [
  { pane: 'projects.list', name: 'on another one', given: given(), go: walk(at('list')), keys: ['end'] },
  {
    pane: 'projects.folder',
    name: 'to look below',
    given: given(),
    go: walk(at('list'), { type: 'FIND' }, typed),
  },
];
