import { type AnyEventObject, fromCallback, fromPromise } from 'xstate';
import type { Filled, Giving, Planned } from '../../machines/assume-role/inputs.ts';
import { assumeMachine } from '../../machines/assume-role/machine.ts';
import type { AssumeLocalState, FieldChoice } from '../../machines/assume-role/types.ts';
import { Secret } from '../../src/core/secret.ts';
import type { Part } from '../../src/flows/assume-role/answers.ts';
import type { AssumeNote } from '../../src/flows/assume-role/journal.ts';
import type { AssumePlan } from '../../src/flows/assume-role/plan.ts';
import type { Pretends } from './pretend.ts';
import { identity } from './pretend-values.ts';

type Send = (event: AnyEventObject) => void;

/** The actors of `assume-role`; a test replaces those that matter to it. */
export interface AssumePretence {
  look(): Promise<AssumeLocalState>;
  plan(filled: Filled): Promise<AssumePlan>;
  writeScript(): Promise<string>;
  make(planned: Planned, send: Send): void;
  give(given: { readonly codes: readonly [string, string] }): Promise<void>;
  finish(send: Send): void;
  prove(send: Send): void;
  listChoices(): Promise<readonly FieldChoice[]>;
  cleanUp(): Promise<void>;
  forget(): Promise<void>;
}

export const roleArn = 'arn:aws:iam::444455556666:role/amplify-developer';
const side = { mfa: 'yes', externalId: '', keysFile: '', note: '', roleArn };
const names = { userProfile: 'devcorpuser', roleProfile: 'bizcorprole', region: 'us-east-1' };

export const assumeLocalState: AssumeLocalState = {
  values: {
    role: {
      ...{ profile: 'default', account: '111122223333', externalId: '7f3a', mfa: 'yes', permissions: 'all' },
      ...{ boundary: '', role: 'amplify-developer', session: '1', tags: '', noteFile: 'note.json' },
    },
    user: { ...side, ...names, profile: 'default', user: 'dev', policy: 'AssumeIt' },
    profiles: { ...side, ...names, serial: '' },
  },
  profiles: ['default'],
};

export const assumeNote: AssumeNote = {
  ...{ version: 1, id: 'one', part: 'user', startedAt: 1, updatedAt: 2, account: '111122223333' },
  values: assumeLocalState.values.user,
  made: { policy: 'arn:aws:iam::111122223333:policy/AssumeIt', user: 'dev' },
};

/** The base32 secret of the scanned device: all capitals and digits, as AWS makes them. */
export const deviceSecret = `${'JBSWY3DPEHPK3PXP'.repeat(4)}`;

export function assumePlanOf(part: Part): AssumePlan {
  const base = { part, identity, there: ['The user dev already exists.'], words: [], files: [] };
  const call = (action: string) => ({ service: 'IAM' as const, action, target: 'dev', purpose: 'for it' });
  if (part === 'role') {
    const note = { roleArn, externalId: '7f3a', mfaRequired: true, maxSession: 3600 };
    return {
      ...{ ...base, words: ['May do everything.'], calls: [call('CreateRole')] },
      roleWork: {
        role: { name: 'amplify-developer', description: '', trust: '{}', maxSession: 3600, tags: {} },
        ...{ arn: roleArn, note, attach: [] },
        noteFiles: [{ path: '/home/sam/note.json', contents: '{}', there: false }],
      },
    };
  }
  const user = {
    name: 'dev',
    policyName: 'AssumeIt',
    policyArn: 'arn:aws:iam::1:policy/AssumeIt',
    policyDescription: 'Assume it',
    document: '{}',
    tags: {},
  };
  return {
    ...{ ...base, calls: [call('CreateUser')] },
    userWork: {
      ...{ roleArn, externalId: '7f3a', keysFile: '', ...names },
      keys: part === 'user' ? 'make' : 'profile',
      ...(part === 'user' ? { user } : {}),
      device: { serial: 'arn:aws:iam::111122223333:mfa/dev', make: part === 'user', leftOver: false },
    },
  };
}

const everythingWorks: AssumePretence = {
  look: async () => assumeLocalState,
  plan: async ({ chosen }) => assumePlanOf(chosen),
  writeScript: async () => '/home/sam/assume-role-dev.sh',
  make: ({ chosen }, send) => {
    send({ type: 'STEP', step: chosen === 'role' ? 'note' : 'device' });
    const waiting = { serial: 'arn:aws:iam::111122223333:mfa/dev', secret: new Secret(deviceSecret) };
    send({ type: 'MADE', note: assumeNote, ...(chosen === 'user' ? { waiting } : {}) });
  },
  give: async () => {},
  finish: (send) => send({ type: 'WRITTEN' }),
  prove: (send) => send({ type: 'PROVED', identity }),
  listChoices: async () => [{ value: roleArn, note: 'role of the account' }],
  cleanUp: async () => {},
  forget: async () => {},
};

/** The flow on stand-in actors, with the names of what was started, in order. */
export function pretendAssume(given: Partial<AssumePretence> = {}) {
  const does: AssumePretence = { ...everythingWorks, ...given };
  const calls: string[] = [];
  const promise = <T, Input extends object>(name: string, act: (input: Input) => Promise<T>) =>
    fromPromise<T, Input>(({ input }) => {
      calls.push(name);
      return act(input);
    });
  const telling = <Input extends object>(name: string, act: (input: Input, send: Send) => void) =>
    fromCallback<AnyEventObject, Input>(({ input, sendBack }) => {
      calls.push(name);
      act(input, sendBack);
    });
  const assumeRole = assumeMachine.provide({
    actors: {
      look: fromPromise(() => {
        calls.push('look');
        return does.look();
      }),
      plan: promise('plan', does.plan),
      writeScript: promise('writeScript', does.writeScript),
      make: telling('make', does.make),
      give: promise('give', (input: Giving) => does.give(input)),
      finish: telling('finish', (_, send) => does.finish(send)),
      prove: telling('prove', (_, send) => does.prove(send)),
      listChoices: promise('listChoices', does.listChoices),
      cleanUp: promise('cleanUp', does.cleanUp),
      forget: promise('forget', does.forget),
    },
    actions: { copy: () => void calls.push('copy') },
  });
  return { assumeRole, calls };
}

declare module './pretend.ts' {
  interface FlowPretences {
    /** Replaces actors of `assume-role`; the others succeed. */
    readonly assumeRole: Partial<AssumePretence>;
  }
}

export const pretends: Pretends = ({ assumeRole }) => pretendAssume(assumeRole).assumeRole;
