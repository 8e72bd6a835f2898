import { type EventObject, fromCallback, fromPromise } from 'xstate';
import { profilesMachine } from '../../machines/profiles/machine.ts';
import type { WriteOutcome } from '../../machines/profiles/setup.ts';
import type { Looked, PinPlan, Tested } from '../../machines/profiles/types.ts';
import { Secret } from '../../src/core/secret.ts';
import { accessChoices } from '../../src/credentials/choice.ts';
import type { CachedSession } from '../../src/credentials/session-cache.ts';
import type { SealedEdit } from '../../src/profiles/edit/sealed.ts';
import type { Profile, ProfileKind } from '../../src/profiles/profile.ts';
import type { PlannedProfileFile, ProfileChange, ProfilePlan } from '../../src/profiles/profile-plan.ts';
import type { Pretends } from './pretend.ts';
import { identity } from './pretend-values.ts';

/** The actors of `profiles`; a test replaces those that matter to it, at any time. */
export interface ProfilesPretence {
  /** Gets the function that sends LOOKED. */
  look(send: (looked: Looked) => void): void;
  /** The cached sessions of roles. */
  sessions(): readonly CachedSession[];
  forgetSessions(name: string): Promise<number>;
  mark(name: string): Promise<readonly string[]>;
  test(): Promise<Tested>;
  planPin(): Promise<PinPlan>;
  keepHere(name: string): Promise<void>;
  writePin(): Promise<readonly string[]>;
  plan(change: ProfileChange): Promise<ProfilePlan>;
  write(plan: ProfilePlan): Promise<WriteOutcome>;
}

const file = '/home/sam/.aws/config';

/** A profile as from the reader; its settings are in the config file from line 2 on. */
export function profileWith(
  name: string,
  kind: ProfileKind,
  settings: Readonly<Record<string, string | Secret>>,
  findings: Profile['findings'] = [],
): Profile {
  const { region } = settings;
  return {
    name,
    kind,
    ...(typeof region === 'string' ? { region } : {}),
    settings: new Map(
      Object.entries(settings).map(([key, value], index) => [
        key,
        { value, origin: { file, line: index + 2 } },
      ]),
    ),
    findings,
  };
}

/** The texts of these profiles' files. */
export function lookedAt(profiles: readonly Profile[], findings: Looked['list']['findings'] = []): Looked {
  const files = { config: file, credentials: '/home/sam/.aws/credentials' };
  const list = { profiles, services: new Map(), findings, files };
  return { list, options: accessChoices(list, {}), environment: {} };
}

const keys = { aws_access_key_id: 'AKIAEXAMPLE000000001', aws_secret_access_key: new Secret('x'.repeat(40)) };
const role = {
  role_arn: 'arn:aws:iam::444455556666:role/deploy',
  source_profile: 'default',
  region: 'eu-west-1',
};

export const someProfiles: readonly Profile[] = [
  profileWith('default', 'keys', { region: 'eu-west-1', output: 'json', ...keys }),
  profileWith('deployrole', 'role', role),
  profileWith('old-ci', 'role', { ...role, source_profile: 'gone' }, [
    { severity: 'error', text: 'source profile gone is missing', origin: { file, line: 3 } },
  ]),
  profileWith('noregion', 'keys', keys),
];

/** A plan that changes one line of the config file. */
export function profilePlan(change: ProfileChange): ProfilePlan {
  const planned: PlannedProfileFile = {
    path: file,
    target: file,
    label: '~/.aws/config',
    change: 'update',
    diff: [
      { kind: 'same', text: '[default]', line: 1 },
      { kind: 'remove', text: 'region = eu-west-1', line: 2 },
      { kind: 'add', text: 'region = eu-central-1', line: 2 },
    ],
    warnings: ['Other users of this computer can get at ~/.aws/config'],
    edit: {} as SealedEdit,
  };
  return { change, files: [planned] };
}

/** A plan that links the project to another profile. */
export const somePin: PinPlan = {
  name: 'noregion',
  identity,
  file: {
    path: '/home/sam/shop/amplify/.config/aws-info.json',
    label: 'amplify/.config/aws-info.json',
    change: 'update',
    before: '{\n    "useProfile": true,\n    "profileName": "bizcorprole"\n}',
    contents: '{\n    "useProfile": true,\n    "profileName": "noregion"\n}',
  },
};

const everythingWorks: ProfilesPretence = {
  look: (send) => send(lookedAt(someProfiles)),
  sessions: () => [],
  forgetSessions: async () => 1,
  mark: async (name) => [name],
  test: async () => ({ identity }),
  planPin: async () => somePin,
  keepHere: async () => {},
  writePin: async () => ['amplify/.config/aws-info.json'],
  plan: async (change) => profilePlan(change),
  write: async () => ({ kind: 'written', files: [], looked: lookedAt(someProfiles) }),
};

/** The profiles on stand-in actors, with the names of what was started, in order. */
export function pretendProfiles(given: Partial<ProfilesPretence> = {}) {
  const does: ProfilesPretence = { ...everythingWorks, ...given };
  const calls: string[] = [];
  const profiles = profilesMachine.provide({
    actors: {
      look: fromCallback<EventObject, undefined>(({ sendBack }) => {
        does.look((looked) => sendBack({ type: 'LOOKED', looked }));
      }),
      sessions: fromCallback<EventObject, undefined>(({ sendBack }) =>
        sendBack({ type: 'SESSIONS', sessions: does.sessions() }),
      ),
      mark: fromPromise(({ input }) => {
        calls.push(`mark ${input.name}`);
        return does.mark(input.name);
      }),
      forgetSessions: fromPromise(({ input }) => {
        calls.push(`forget ${input.name}`);
        return does.forgetSessions(input.name);
      }),
      test: fromPromise(() => {
        calls.push('test');
        return does.test();
      }),
      planPin: fromPromise(() => {
        calls.push('planPin');
        return does.planPin();
      }),
      keepHere: fromPromise(({ input }) => {
        calls.push(`keep ${input.name}`);
        return does.keepHere(input.name);
      }),
      writePin: fromPromise(() => {
        calls.push('writePin');
        return does.writePin();
      }),
      plan: fromPromise(({ input }) => {
        calls.push('plan');
        return does.plan(input.change);
      }),
      write: fromPromise(({ input }) => {
        calls.push('write');
        return does.write(input.plan);
      }),
    },
    actions: { copyExport: () => void calls.push('copyExport') },
  });
  return { profiles, does, calls };
}

declare module './pretend.ts' {
  interface FlowPretences {
    /** Replaces actors of `profiles`; the others succeed. */
    readonly profiles: Partial<ProfilesPretence>;
  }
}

export const pretends: Pretends = ({ profiles }) => pretendProfiles(profiles).profiles;
