import { at, type EventOf, type FlowStep, takeSteps } from '../../support/flow-steps.ts';
import type { Pretence } from '../../support/pretend.ts';
import { type AccessPretence, someAccess } from '../../support/pretend-access.ts';
import { trouble } from '../../support/pretend-values.ts';
import type { Session } from './app.tsx';
import { flowIn } from './flow-walk.ts';
import type { Scene } from './scenes.ts';
import type { WalkedScene } from './walk.tsx';
import { open, rejects } from './ways.ts';

/** Opens the access of a profile, and takes some steps. */
const walk =
  (...steps: readonly FlowStep<EventOf<'access'>>[]) =>
  async (session: Session) => {
    await open('OPEN_PROFILES')(session);
    await flowIn(session, 'profiles');
    session.send({ type: 'OPEN_ACCESS', profile: someAccess.subject.name });
    await takeSteps(await flowIn(session, 'access'), steps);
  };

const given = (access: Partial<AccessPretence> = {}): Partial<Pretence> => ({ access });
const next = { type: 'NEXT' } as const;
const typed = { type: 'TYPE', name: someAccess.subject.name } as const;
const confirmed = [at('review'), next, at('confirming'), typed, { type: 'CONFIRM' }] as const;

export const scenes: readonly Scene[] = [
  {
    pane: 'access.looking',
    name: 'in vain',
    given: given({ look: rejects }),
    go: walk(at('unreadable')),
    sees: [trouble.what],
  },
  {
    pane: 'access.review',
    name: '',
    given: given(),
    go: walk(at('review')),
    sees: ['120 days old', /due for/],
  },
  {
    pane: 'access.review',
    name: 'with the access itself',
    given: given({
      look: async () => ({ found: { ...someAccess, cannot: 'It cannot take itself away.' }, decided: {} }),
    }),
    go: walk(at('review')),
    sees: ['It cannot take itself away.', 'Nothing of ci would be taken away.'],
  },
  {
    pane: 'access.confirm',
    name: '',
    given: given(),
    go: walk(at('review'), next, at('confirming'), typed),
    sees: [/was used 3\s+hours ago by s3/, 'does not come back', 'Enter takes it away.'],
  },
  {
    pane: 'access.running',
    name: '',
    given: given({
      run: ({ onStep }) => {
        onStep(1);
        return new Promise(() => {});
      },
    }),
    go: walk(...confirmed, at('running')),
    sees: [/Step \d of \d/],
  },
  {
    pane: 'access.stopped',
    name: '',
    given: given({ run: rejects }),
    go: walk(...confirmed, at('stopped')),
    sees: [trouble.what],
  },
  {
    pane: 'access.done',
    name: '',
    given: given(),
    go: walk(...confirmed, at('done')),
    sees: ['The access of ci is taken away.', /The user ci stays/],
  },
];

export const walked: readonly WalkedScene[] = [
  {
    pane: 'access.review',
    name: 'on what can stay or go',
    given: given(),
    go: walk(at('review')),
    keys: ['down'],
    follows: /keep it|take it, too/,
  },
];
