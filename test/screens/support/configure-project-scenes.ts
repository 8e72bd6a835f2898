import { at } from '../../support/flow-steps.ts';
import { never, type Pretence } from '../../support/pretend.ts';
import type { ConfigureProjectPretence } from '../../support/pretend-configure-project.ts';
import { factsWith, pretendedPlan } from '../../support/pretend-configure-project.ts';
import { identity, project, stack, trouble } from '../../support/pretend-values.ts';
import { walkIn } from './flow-walk.ts';
import type { Scene } from './scenes.ts';
import { offline } from './trouble-scenes.ts';
import type { WalkedScene } from './walk.tsx';
import { home, rejects } from './ways.ts';

const walk = walkIn('configureProject');
const given = (configureProject: Partial<ConfigureProjectPretence> = {}): Partial<Pretence> => ({
  loadHome: async () => ({ ...home, found: { kind: 'project', project } }),
  configureProject,
});
const other = {
  type: 'EDIT',
  field: 'access',
  answers: { access: { kind: 'profile', name: 'noregion' } },
} as const;
const android = { type: 'EDIT', field: 'app', answers: { app: 'android' } } as const;
const named = { type: 'EDIT', field: 'projectName', answers: { name: 'store' } } as const;

const notFetched = [{ name: 'amplify-meta.json', problem: trouble }];
/** A clone whose bucket cannot be read. */
const clone = given({
  look: async () => ({ facts: factsWith({ restores: true }) }),
  plan: async (now) => ({
    ...pretendedPlan(now),
    ...{ notFetched, notes: ['The deployed backend could not be fetched.'] },
  }),
});

export const scenes: readonly Scene[] = [
  {
    pane: 'project.looking',
    name: 'in vain',
    given: given({ look: rejects }),
    go: walk(at('unreadable')),
    sees: [trouble.what],
  },
  { pane: 'project.form', name: 'as it is', given: given(), go: walk(at('form')), sees: ['Name', 'shop'] },
  {
    pane: 'project.form',
    name: 'with a fault',
    given: given(),
    go: walk(at('form'), { type: 'EDIT', field: 'projectName', answers: { name: 'a-b' } }),
    sees: ['a-b', 'Leave out -'],
  },
  {
    pane: 'project.form',
    name: 'as another app',
    given: given(),
    go: walk(at('form'), android),
    sees: ['android'],
  },
  {
    pane: 'project.form',
    name: 'of a copied folder',
    given: given({
      look: async () => ({ facts: factsWith({ restores: true, movedFrom: '/home/kim/shop' }) }),
    }),
    go: walk(at('form')),
    sees: ['Name'],
  },
  {
    pane: 'project.access',
    name: '',
    given: given(),
    go: walk(at('form'), 'CHOOSE_ACCESS'),
    sees: ['default', 'noregion'],
  },
  {
    pane: 'project.account',
    name: 'of another account',
    given: given({ identify: async () => ({ ...identity, account: '444455556666' }) }),
    go: walk(at('form'), other, 'NEXT', at('elsewhere')),
    sees: ['444455556666', '111122223333', stack.region],
  },
  {
    pane: 'project.account',
    name: 'in vain',
    given: given({ identify: rejects }),
    go: walk(at('form'), other, 'NEXT', at('notIdentified')),
    sees: [trouble.what],
  },
  {
    pane: 'project.review',
    name: 'of another profile',
    given: given(),
    go: walk(at('form'), other, 'NEXT', at('review')),
    sees: ['aws-info.json', identity.account],
  },
  {
    pane: 'project.review',
    name: 'of another app',
    given: given(),
    go: walk(at('form'), android, 'NEXT', at('review')),
    sees: ['project-config.json', 'kind javascript'],
  },
  {
    pane: 'project.review',
    name: 'when nothing can be written',
    given: given({ write: rejects }),
    go: walk(at('form'), named, 'NEXT', at('review'), 'CONFIRM', at('notWritten')),
    sees: [trouble.what],
  },
  {
    pane: 'project.review',
    name: 'when there is nothing to write without what is deployed',
    given: given({ plan: async (now) => ({ ...pretendedPlan(now), notFetched, files: [] }) }),
    go: walk(at('form'), named, 'NEXT', at('review')),
    sees: ['nothing to write without what is deployed'],
  },
  {
    pane: 'project.done',
    name: 'without what is deployed',
    given: clone,
    go: walk(at('form'), android, 'NEXT', at('review'), 'CONFIRM', at('incomplete')),
    sees: ['not here yet', 'could not be fetched', 'project-config.json'],
  },
  {
    pane: 'project.done',
    name: '',
    given: given(),
    go: walk(at('form'), android, 'NEXT', at('review'), 'CONFIRM', at('done')),
    sees: ['project-config.json', 'written'],
  },
];

const values = [{ label: 'src/aws-exports.js', paths: ['oauth.domain'] }];
/** The app's configuration has values that the backend does not provide. */
const withOldValues = given({ plan: async (now) => ({ ...pretendedPlan(now), values }) });

export const walked: readonly WalkedScene[] = [
  {
    pane: 'project.account',
    name: 'without a connection',
    given: given({ identify: never }),
    go: walk(at('form'), other, 'NEXT', at('identifying'), { type: 'CONNECTION', connection: offline }),
  },
  {
    pane: 'project.form',
    name: 'on the profile',
    given: given(),
    go: walk(at('form')),
    keys: ['up', 'up'],
  },
  {
    pane: 'project.review',
    name: 'with old values',
    given: withOldValues,
    go: walk(at('form'), android, 'NEXT', at('review')),
  },
  {
    pane: 'project.review',
    name: 'without old values',
    given: withOldValues,
    go: walk(at('form'), android, 'NEXT', at('review'), 'TAKE_OUT', at('review')),
  },
];
