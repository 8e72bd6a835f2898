import { at } from '../../support/flow-steps.ts';
import type { Pretence } from '../../support/pretend.ts';
import { type AssumePretence, assumeLocalState, assumeNote } from '../../support/pretend-assume.ts';
import { trouble } from '../../support/pretend-values.ts';
import { walkIn } from './flow-walk.ts';
import type { Scene } from './scenes.ts';
import { rejects } from './ways.ts';

const walk = walkIn('assumeRole');
const given = (assumeRole: Partial<AssumePretence> = {}): Partial<Pretence> => ({ assumeRole });
const next = { type: 'NEXT' } as const;
const toReview = (part: 'role' | 'user' | 'profiles') =>
  [at('part'), { type: 'CHOOSE', part } as const, next, at('form'), next, at('review')] as const;
const confirm = { type: 'CONFIRM' } as const;
const broke = { type: 'BROKE', problem: trouble } as const;

export const scenes: readonly Scene[] = [
  {
    pane: 'assume.looking',
    name: 'in vain',
    given: given({ look: rejects }),
    go: walk(at('unreadable')),
    sees: [trouble.what],
  },
  { pane: 'assume.part', name: '', given: given(), go: walk(at('part')), sees: ['The role', 'The profiles'] },
  {
    pane: 'assume.unfinished',
    name: '',
    given: given({ look: async () => ({ ...assumeLocalState, unfinished: assumeNote }) }),
    go: walk(at('unfinished')),
    sees: ['was started and did not finish', 'the user dev'],
  },
  {
    pane: 'assume.form',
    name: 'of the role',
    given: given(),
    go: walk(at('part'), next, at('form')),
    sees: ['Their account', 'A profile of the account'],
  },
  {
    pane: 'assume.form',
    name: 'of the user, with a value that is wrong',
    given: given(),
    go: walk(at('part'), { type: 'CHOOSE', part: 'user' }, next, at('form'), {
      type: 'EDIT',
      field: 'roleArn',
      value: '',
    }),
    sees: ['Role ARN', 'Still needed: Role ARN'],
  },
  {
    pane: 'assume.choices',
    name: 'with roles',
    given: given(),
    go: walk(
      at('part'),
      { type: 'CHOOSE', part: 'user' },
      next,
      at('form'),
      { type: 'LIST', field: 'roleArn' },
      at('choosing'),
    ),
    sees: ['Role ARN', 'role of the account'],
  },
  {
    pane: 'assume.choices',
    name: 'that may not be listed',
    given: given({ listChoices: rejects }),
    go: walk(at('part'), next, at('form'), { type: 'LIST', field: 'boundary' }, at('notListed')),
    sees: [trouble.what],
  },
  {
    pane: 'assume.review',
    name: 'of the role',
    given: given(),
    go: walk(...toReview('role')),
    sees: ['IN AWS', 'CreateRole'],
  },
  {
    pane: 'assume.review',
    name: 'as a script',
    given: given(),
    go: walk(...toReview('user'), { type: 'SCRIPT' }, at('review')),
    sees: ['Written for an administrator'],
  },
  {
    pane: 'assume.review',
    name: 'in vain',
    given: given({ plan: rejects }),
    go: walk(at('part'), next, at('form'), next, at('notPlanned')),
    sees: [trouble.what],
  },
  {
    pane: 'assume.working',
    name: '',
    given: given({ make: (_, send) => send({ type: 'STEP', step: 'user' }) }),
    go: walk(...toReview('user'), confirm, at('working')),
    sees: ['create the user', 'setting it up'],
  },
  {
    pane: 'assume.working',
    name: 'broken',
    given: given({ make: (_, send) => send(broke) }),
    go: walk(...toReview('user'), confirm, at('notDone')),
    sees: [trouble.what],
  },
  {
    pane: 'assume.working',
    name: 'not proved',
    given: given({ prove: (send) => send(broke) }),
    go: walk(...toReview('profiles'), confirm, at('notProved')),
    sees: [trouble.what],
  },
  {
    pane: 'assume.device',
    name: '',
    given: given(),
    go: walk(...toReview('user'), confirm, at('device')),
    sees: ['Enter two consecutive', 'next code in'],
  },
  {
    pane: 'assume.device',
    name: 'with codes that AWS did not take',
    given: given({ give: rejects }),
    go: walk(...toReview('user'), confirm, at('device'), { type: 'CODES', codes: ['1', '2'] }, at('device')),
    sees: ['Enter two consecutive'],
  },
  {
    pane: 'assume.done',
    name: 'the role',
    given: given(),
    go: walk(...toReview('role'), confirm, at('done')),
    sees: ['The role can be assumed', 'External id', '7f3a', '"The user" asks for it.'],
  },
  {
    pane: 'assume.done',
    name: 'the profiles',
    given: given(),
    go: walk(...toReview('profiles'), confirm, at('done')),
    sees: ['The role works with its profile', 'bizcorprole'],
  },
];
