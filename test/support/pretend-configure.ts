import { type AnyEventObject, fromCallback, fromPromise } from 'xstate';
import { configureMachine } from '../../machines/configure/machine.ts';
import type { SaveOutcome } from '../../machines/configure/setup.ts';
import type {
  ConfigureContext,
  ConfigureLocalState,
  FoundUser,
  Verified,
} from '../../machines/configure/types.ts';
import type { NewAccessKey } from '../../src/aws/iam/access-keys.ts';
import { Secret } from '../../src/core/secret.ts';
import { noKeys, type TypedKeys } from '../../src/flows/configure/keys.ts';
import type { ConfigurePlan } from '../../src/flows/configure/plan.ts';
import type { LostKeys } from '../../src/flows/configure/run.ts';
import type { ConfigureNote } from '../../src/state/configure-journal.ts';
import type { Pretends } from './pretend.ts';
import { accessOptions, identity } from './pretend-values.ts';

/** The actors of `configure`; a test replaces those that matter to it, at any time. */
export interface ConfigurePretence {
  lookAround(): Promise<ConfigureLocalState>;
  identify(): Promise<Verified>;
  forget(): Promise<void>;
  findLost(): Promise<LostKeys>;
  deleteLost(): Promise<void>;
  lookAtUser(): Promise<FoundUser>;
  switchOff(): Promise<void>;
  deleteKey(): Promise<void>;
  checkPolicy(): Promise<void>;
  readCsv(): Promise<Partial<TypedKeys>>;
  checkKeys(send: (event: AnyEventObject) => void): void;
  makePlan(): Promise<ConfigurePlan>;
  makeUser(): Promise<ConfigureNote>;
  makeKey(): Promise<{ note: ConfigureNote; key: NewAccessKey }>;
  save(): Promise<SaveOutcome>;
  verifySaved(send: (event: AnyEventObject) => void): void;
  retire(): Promise<{ id: string } | undefined>;
  deleteOld(): Promise<void>;
  takeBack(): Promise<void>;
}

/** A secret that must never be on a screen; no eight characters of it occur anywhere else. */
export const configureSecret = 'Wd3HqKt9MvYb/7pLsXn5RcGf2JuAeZo8TiBxNwQ4';

export const verified: Verified = { identity, clockOffset: 0 };

export const configureNote: ConfigureNote = {
  version: 1,
  id: 'note-1',
  kind: 'create',
  startedAt: Date.UTC(2026, 10, 23, 9, 40),
  updatedAt: Date.UTC(2026, 10, 23, 9, 41),
  step: 'creating-key',
  access: { kind: 'profile', name: 'default' },
  region: 'eu-west-1',
  account: identity.account,
  userName: 'amplify-dev',
  userMade: true,
  policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
  profile: 'amplify',
  profileRegion: 'eu-west-1',
};

export const twoKeys = [
  {
    id: 'AKIAEXAMPLE000000011',
    active: true,
    createdAt: Date.UTC(2024, 1, 2),
    lastUsed: { at: Date.UTC(2026, 10, 20), service: 's3' },
  },
  {
    id: 'AKIAEXAMPLE000000012',
    active: true,
    createdAt: Date.UTC(2026, 1, 2),
    lastUsed: 'never' as const,
  },
];

export const configureLocalState: ConfigureLocalState = {
  accessOptions,
  profiles: [
    { name: 'default', kind: 'keys', region: 'eu-west-1', accessKeyId: 'AKIAEXAMPLE000000001', stale: [] },
    {
      name: 'deployrole',
      kind: 'role',
      region: 'eu-west-1',
      stale: ['role_arn', 'source_profile', 'credential_process'],
    },
  ],
  files: { config: '~/.aws/config', credentials: '~/.aws/credentials' },
  findings: [],
  strictKeys: true,
  otherCloud: 'the demo cloud',
  answers: {
    way: 'existing',
    access: { kind: 'profile', name: 'default' },
    userName: 'amplify-a1b2c',
    policy: { kind: 'administrator' },
    region: 'eu-west-1',
    keys: noKeys,
    profile: 'default',
  },
};

export const goodKeys: TypedKeys = {
  ...noKeys,
  accessKeyId: 'AKIAEXAMPLE000000002',
  secretAccessKey: new Secret(configureSecret),
};

/** A plan for a review, whose files are from no disk. */
export const configurePlan = {
  identity,
  profile: 'default',
  calls: [
    { service: 'IAM', action: 'CreateUser', target: 'amplify-a1b2c', purpose: 'create the user' },
    {
      service: 'IAM',
      action: 'AttachUserPolicy',
      target: 'arn:aws:iam::aws:policy/AdministratorAccess',
      purpose: 'let amplify-a1b2c do what the policy allows',
    },
    { service: 'IAM', action: 'CreateAccessKey', target: 'amplify-a1b2c', purpose: 'make its access key' },
  ],
  files: [
    {
      path: '/home/sam/.aws/credentials',
      target: '/home/sam/.aws/credentials',
      label: '~/.aws/credentials',
      change: 'update',
      diff: [
        { kind: 'gap', text: '', line: 1 },
        { kind: 'same', text: '[default]', line: 4 },
        { kind: 'remove', text: 'aws_access_key_id = ****************0001', line: 5 },
        { kind: 'add', text: 'aws_access_key_id = ‹made when you confirm›', line: 5 },
        { kind: 'add', text: 'aws_secret_access_key = ‹made when you confirm›', line: 6 },
      ],
      warnings: ['Other users of this computer can get at ~/.aws/credentials (mode 644).'],
    },
    {
      path: '/home/sam/.aws/config',
      target: '/home/sam/.aws/config',
      label: '~/.aws/config',
      change: 'create',
      diff: [
        { kind: 'add', text: '[default]', line: 1 },
        { kind: 'add', text: 'region=eu-west-1', line: 2 },
      ],
      warnings: [],
    },
  ],
  replaces: { kind: 'keys', removed: ['aws_session_token'] },
} as unknown as ConfigurePlan;

const newKey: NewAccessKey = {
  accessKeyId: 'AKIAEXAMPLE000000003',
  secretAccessKey: new Secret(configureSecret),
};

export const known = (send: (event: AnyEventObject) => void): void =>
  queueMicrotask(() => send({ type: 'KNOWN', verified }));

export const waited = {
  type: 'WAITED',
  wait: {
    tries: 3,
    since: Date.UTC(2026, 10, 23, 9, 45, 0),
    nextAt: Date.UTC(2026, 10, 23, 9, 45, 14),
  },
};

const everythingWorks: ConfigurePretence = {
  lookAround: async () => configureLocalState,
  identify: async () => verified,
  forget: async () => {},
  findLost: async () => ({ kind: 'none' }),
  deleteLost: async () => {},
  lookAtUser: async () => ({ name: 'amplify-a1b2c', exists: false }),
  switchOff: async () => {},
  deleteKey: async () => {},
  checkPolicy: async () => {},
  readCsv: async () => ({ accessKeyId: goodKeys.accessKeyId, secretAccessKey: goodKeys.secretAccessKey }),
  checkKeys: known,
  makePlan: async () => configurePlan,
  makeUser: async () => configureNote,
  makeKey: async () => ({ note: { ...configureNote, step: 'saving' as const }, key: newKey }),
  save: async () => ({ kind: 'written', files: ['/home/sam/.aws/credentials'], note: configureNote }),
  verifySaved: known,
  retire: async () => ({ id: 'AKIAEXAMPLE000000001' }),
  deleteOld: async () => {},
  takeBack: async () => {},
};

type TellingName = 'checkKeys' | 'verifySaved';

/** The flow on stand-in actors, with the names of the started actors, in order. */
export function pretendConfigure(given: Partial<ConfigurePretence> = {}) {
  const does: ConfigurePretence = { ...everythingWorks, ...given };
  const calls: string[] = [];
  const inputs: Record<string, Partial<ConfigureContext> & { readonly id?: string }> = {};
  const promise = <K extends Exclude<keyof ConfigurePretence, TellingName>, Input>(name: K) =>
    fromPromise<Awaited<ReturnType<ConfigurePretence[K]>>, Input>(({ input }) => {
      calls.push(name);
      inputs[name] = input as Partial<ConfigureContext>;
      return does[name]() as Promise<Awaited<ReturnType<ConfigurePretence[K]>>>;
    });
  const telling = <Input extends object>(name: TellingName) =>
    fromCallback<AnyEventObject, Input>(({ sendBack }) => {
      calls.push(name);
      let stopped = false;
      does[name]((event) => {
        if (!stopped) sendBack(event);
      });
      return () => {
        stopped = true;
      };
    });
  const configure = configureMachine.provide({
    actors: {
      lookAround: promise('lookAround'),
      identify: promise('identify'),
      forget: promise('forget'),
      findLost: promise('findLost'),
      deleteLost: promise('deleteLost'),
      lookAtUser: promise('lookAtUser'),
      switchOff: promise('switchOff'),
      deleteKey: promise('deleteKey'),
      checkPolicy: promise('checkPolicy'),
      readCsv: promise('readCsv'),
      checkKeys: telling('checkKeys'),
      makePlan: promise('makePlan'),
      makeUser: promise('makeUser'),
      makeKey: promise('makeKey'),
      save: promise('save'),
      verifySaved: telling('verifySaved'),
      retire: promise('retire'),
      deleteOld: promise('deleteOld'),
      takeBack: promise('takeBack'),
    },
    actions: {
      openConsole: (_, { page }) => void calls.push(`open ${page}`),
      copyAddress: (_, { page }) => void calls.push(`copy ${page}`),
      copyError: () => void calls.push('copyError'),
    },
  });
  return { does, calls, inputs, configure };
}

declare module './pretend.ts' {
  interface FlowPretences {
    /** Replaces actors of `configure`; the others succeed. */
    readonly configure: Partial<ConfigurePretence>;
  }
}

export const pretends: Pretends = ({ configure }) => pretendConfigure(configure).configure;
