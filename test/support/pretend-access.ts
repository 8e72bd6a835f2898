import { fromPromise } from 'xstate';
import { type AccessRun, accessMachine } from '../../machines/access/machine.ts';
import type { AccessInput, LookedAccess } from '../../machines/access/types.ts';
import type { AccessPiece, AccessPlan, FoundAccess } from '../../src/flows/access/plan.ts';
import type { Pretends } from './pretend.ts';
import { identity } from './pretend-values.ts';

const now = Date.parse('2026-11-29T12:00:00Z');
const day = 24 * 60 * 60 * 1000;
const piece = (kind: AccessPiece['kind'], id: string, more: Partial<AccessPiece> = {}): AccessPiece => ({
  ...{ kind, id, of: 'ci', made: true },
  ...more,
});

/** The access of a user that this program has made, with a policy attached by others. */
export const someAccess: FoundAccess = {
  subject: { name: 'ci', key: { profile: 'ci', id: 'AKIAIOSFODNN7EXAMPLE' }, others: [] },
  acting: { kind: 'profile', name: 'admin' },
  identity,
  lookedAt: now,
  user: 'ci',
  pieces: [
    piece('key', 'AKIAIOSFODNN7EXAMPLE', {
      key: {
        ...{ id: 'AKIAIOSFODNN7EXAMPLE', active: true, createdAt: now - 120 * day },
        lastUsed: { at: now - 3 * 60 * 60 * 1000, service: 's3' },
      },
      usedLately: true,
    }),
    piece('user-policy', 'arn:aws:iam::aws:policy/AdministratorAccess-Amplify'),
    piece('user-inline', 'extra', { made: false }),
    piece('device', 'arn:aws:iam::111122223333:mfa/ci'),
    piece('user', 'ci'),
  ],
  keyGone: false,
  roleGone: false,
  notes: [],
};

/** The actors of `access`; a test replaces those that matter to it. */
export interface AccessPretence {
  look(input: AccessInput): Promise<LookedAccess>;
  run(given: AccessRun): Promise<void>;
}

/** The flow on stand-in actors, with the plans that were carried out. */
export function pretendAccess(given: Partial<AccessPretence> = {}) {
  const does: AccessPretence = {
    look: async () => ({ found: someAccess, decided: {} }),
    run: async () => {},
    ...given,
  };
  const carriedOut: AccessPlan[] = [];
  const flow = accessMachine.provide({
    actors: {
      look: fromPromise<LookedAccess, AccessInput>(({ input }) => does.look(input)),
      run: fromPromise<void, AccessRun>(({ input }) => {
        carriedOut.push(input.plan);
        return does.run(input);
      }),
    },
  });
  return { flow, carriedOut };
}

declare module './pretend.ts' {
  interface FlowPretences {
    /** Replaces actors of `access`; the others succeed. */
    readonly access: Partial<AccessPretence>;
  }
}

export const pretends: Pretends = ({ access }) => pretendAccess(access).flow;
