import { at } from '../../support/flow-steps.ts';
import type { Pretence } from '../../support/pretend.ts';
import {
  backup,
  type EnvironmentsPretence,
  environments,
  withEnvironments,
  withoutEnvironments,
} from '../../support/pretend-environments.ts';
import { project, trouble } from '../../support/pretend-values.ts';
import { walkIn } from './flow-walk.ts';
import type { Scene } from './scenes.ts';
import type { WalkedScene } from './walk.tsx';
import { home, rejects } from './ways.ts';

const walk = walkIn('environments');
const given = (pretence: Partial<EnvironmentsPretence> = {}): Partial<Pretence> => ({
  loadHome: async () => ({ ...home, found: { kind: 'project', project } }),
  environments: pretence,
});
const documented = { look: async () => withoutEnvironments };
const many = Array.from({ length: 40 }, (_, n) => ({
  ...environments[1]!,
  name: `env${'abcdefgh'[n % 8]}${n}`,
}));
const next = { type: 'NEXT' } as const;

export const scenes: readonly Scene[] = [
  {
    pane: 'environments.looking',
    name: 'in vain',
    given: given({ look: rejects }),
    go: walk(at('unreadable')),
    sees: [trouble.what],
  },
  {
    pane: 'environments.list',
    name: 'one of which has not answered',
    given: given(),
    go: walk(at('list')),
    sees: ['dev', 'shop-test', /● dev .*✔ updated/, /no profile/, /changed +2026-11-22 09:30/],
  },
  {
    pane: 'environments.list',
    name: 'after an upgrade that was cut off',
    given: given({
      look: async () => ({ ...withEnvironments, backup: { ...backup, finished: false } }),
    }),
    go: walk(at('list')),
    sees: ['An upgrade was cut off: .amplifyrc', 'Press f to remove', 'f finish the upgrade', 'dev'],
  },
  {
    pane: 'environments.list',
    name: 'more than fit',
    given: given({ look: async () => ({ ...withEnvironments, rows: many }) }),
    go: walk(at('list')),
    sees: ['enva0'],
  },
  {
    pane: 'environments.name',
    name: 'for an upgrade',
    given: given(documented),
    go: walk(at('naming')),
    sees: ['one backend', '2 to 10 small letters'],
  },
  {
    pane: 'environments.review',
    name: 'of an upgrade',
    given: given(documented),
    go: walk(at('naming'), next, at('review')),
    sees: ['team-provider-info.json', 'backup'],
  },
  {
    pane: 'environments.review',
    name: 'in vain',
    given: given({ ...documented, plan: rejects }),
    go: walk(at('naming'), next, at('notPlanned')),
    sees: [trouble.what],
  },
  {
    pane: 'environments.review',
    name: 'of taking an upgrade back',
    given: given({ look: async () => ({ ...withEnvironments, backup }) }),
    go: walk(at('list'), { type: 'UNDO' }, at('askingUndo')),
    sees: [backup.folder, '.amplifyrc', 'as it was'],
  },
  {
    pane: 'environments.done',
    name: 'upgraded',
    given: given(documented),
    go: walk(at('naming'), next, at('review'), { type: 'CONFIRM' }, at('done')),
    sees: ['environment dev', backup.folder],
  },
];

export const walked: readonly WalkedScene[] = [
  {
    pane: 'environments.list',
    name: 'on another one, after an upgrade',
    given: given({ look: async () => ({ ...withEnvironments, backup }) }),
    go: walk(at('list')),
    keys: ['down'],
  },
];
