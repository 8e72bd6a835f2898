import type { InitLocalState } from '../../machines/init/types.ts';
import type { HomeData } from '../../machines/session/types.ts';
import type { FollowUpdate, StackProgress } from '../../src/aws/progress/model.ts';
import type { Identity } from '../../src/core/plan.ts';
import type { ProblemText } from '../../src/core/problem.ts';
import type { AccessOption } from '../../src/credentials/access-option.ts';
import type { MfaRequest } from '../../src/credentials/mfa.ts';
import { type InitAnswers, settingsOf } from '../../src/flows/init/answers.ts';
import { planInit } from '../../src/flows/init/plan.ts';
import { derivedNames } from '../../src/project/names.ts';
import type { Detection, Project, ProjectStack } from '../../src/project/project.ts';
import type { InitJournalEntry } from '../../src/state/journal.ts';
import {
  began,
  created,
  type EventLine,
  rolledBack,
  stackId,
  stackName,
} from '../unit/aws/support/events.ts';
import { expected, progressAfter } from '../unit/aws/support/progress.ts';

export const folder = '/home/sam/shop';

export const identity: Identity = {
  account: '111122223333',
  accountAlias: 'dev-corp',
  arn: 'arn:aws:iam::111122223333:user/amplify-dev',
  partition: 'aws',
  region: 'eu-west-1',
  access: 'profile default',
  cloud: { kind: 'demo', url: 'http://127.0.0.1:4566' },
};

/** Keys, a role that cannot be used yet, keys without a region. */
export const accessOptions: readonly AccessOption[] = [
  {
    choice: { kind: 'profile', name: 'default' },
    label: 'default',
    kind: 'keys',
    region: 'eu-west-1',
    usable: { ok: true },
  },
  {
    choice: { kind: 'profile', name: 'deployrole' },
    label: 'deployrole',
    kind: 'role',
    region: 'eu-west-1',
    account: '444455556666',
    usable: { ok: false, why: 'Source profile ci-server is missing (~/.aws/config, line 14).' },
  },
  {
    choice: { kind: 'profile', name: 'noregion' },
    label: 'noregion',
    kind: 'keys',
    usable: { ok: true },
  },
];

const detection: Detection = {
  app: 'javascript',
  appEvidence: 'package.json',
  kinds: ['javascript'],
  framework: 'react',
  frameworkEvidence: 'Vite and React in package.json',
  javascript: {
    sourceDir: 'src',
    distributionDir: 'dist',
    buildCommand: 'npm run-script build',
    startCommand: 'npm run-script dev',
  },
  doubts: [],
  resDir: { android: 'app/src/main/res', flutter: 'lib' },
};

export const answers: InitAnswers = {
  name: 'shop',
  editor: 'code',
  app: 'javascript',
  framework: detection.framework,
  javascript: detection.javascript,
  resDir: detection.resDir.android,
  layout: 'documented',
  environment: 'dev',
  access: { kind: 'profile', name: 'default' },
  region: 'eu-west-1',
};

export const freshLocalState: InitLocalState = {
  found: { kind: 'none' },
  detection,
  answers,
  nameEvidence: 'from the name of the folder',
  editorEvidence: '$EDITOR is code',
  accessOptions,
  accessSource: 'the profile default',
  accessGiven: { kind: 'profile', name: 'default' },
};

/** A role that needs a code. */
export const codeRequest: MfaRequest = {
  profile: 'bizcorprole',
  roleArn: 'arn:aws:iam::444455556666:role/amplify-deploy',
  device: 'arn:aws:iam::111122223333:mfa/dev',
  seconds: 3600,
};

export const freshHome: HomeData = {
  found: { kind: 'none' },
  profiles: accessOptions,
  profileFindings: [],
  access: {
    choice: { kind: 'profile', name: 'default' },
    source: 'the profile default',
    region: 'eu-west-1',
  },
  activity: [{ at: began - 60_000, text: 'something was done before', tone: 'good' }],
  production: [],
};

export const plan = planInit({
  folder,
  settings: settingsOf(answers),
  layout: 'documented',
  environment: 'dev',
  existing: new Map(),
  access: { kind: 'profile', name: 'default' },
  handlers: { frontend: '/opt/frontend', provider: '/opt/provider', source: 'own' },
  identity,
  stackName,
  token: '00000000-0000-4000-8000-000000000001',
});

/** The plan of another attempt with a different name. */
export const renamedPlan = planInit({
  ...plan,
  stackName: 'shop-20261123094601',
  token: '00000000-0000-4000-8000-000000000002',
});

const names = derivedNames(stackName);

export const stack: ProjectStack = {
  region: identity.region,
  stackName,
  stackId,
  deploymentBucketName: names.bucket,
  authRoleName: names.authRole,
  authRoleArn: `arn:aws:iam::111122223333:role/${names.authRole}`,
  unauthRoleName: names.unauthRole,
  unauthRoleArn: `arn:aws:iam::111122223333:role/${names.unauthRole}`,
};

export const project: Project = {
  root: folder,
  layout: 'documented',
  settings: settingsOf(answers),
  access: { kind: 'profile', name: 'default' },
  stack,
  notes: [],
};

/** The note of an init that was killed while its stack was being created. */
export const unfinished: InitJournalEntry = {
  version: 1,
  id: plan.token,
  kind: 'init',
  folder,
  startedAt: began,
  updatedAt: began,
  step: 'following',
  access: { kind: 'profile', name: 'default' },
  region: 'eu-west-1',
  account: identity.account,
  settings: { ...settingsOf(answers), name: 'begun' },
  stackName,
  token: plan.token,
  stackId,
};

const asUpdate = (progress: StackProgress): FollowUpdate => ({
  progress,
  connection: { kind: 'ok' },
  clockOffset: 0,
  callsLastMinute: 3,
});

const denied: readonly EventLine[] = rolledBack.map(([seconds, who, status, more]) => [
  seconds,
  who,
  status,
  status === 'CREATE_FAILED' && who === 'Bucket'
    ? { reason: 'User is not authorized to perform: s3:CreateBucket (HandlerErrorCode: AccessDenied)' }
    : (more ?? {}),
]);

/** An update that failed, and whose rollback failed. */
const stuck: readonly EventLine[] = [
  ...created,
  [100, 'stack', 'UPDATE_IN_PROGRESS', { reason: 'User Initiated' }],
  [101, 'AuthRole', 'UPDATE_COMPLETE', { physicalId: 'role-1' }],
  [102, 'Topic', 'CREATE_FAILED', { reason: 'Topic already exists (HandlerErrorCode: AlreadyExists)' }],
  [103, 'stack', 'UPDATE_ROLLBACK_IN_PROGRESS'],
  [
    104,
    'AuthRole',
    'UPDATE_FAILED',
    { physicalId: 'role-1', reason: 'The role with name role-1 cannot be found.' },
  ],
  [105, 'stack', 'UPDATE_ROLLBACK_FAILED'],
];

/** A stack half-way, complete, rolled back for a taken name or a missing permission, and one whose rollback is stuck. */
export const updates = {
  running: asUpdate(progressAfter(created.slice(0, 7), expected)),
  complete: asUpdate(progressAfter(created, expected)),
  taken: asUpdate(progressAfter(rolledBack)),
  denied: asUpdate(progressAfter(denied)),
  stuck: asUpdate(progressAfter(stuck)),
};

export const trouble: ProblemText = {
  code: 'OFFLINE',
  what: 'AWS cannot be reached.',
  why: 'The network is down.',
  next: 'Check the network, then try again.',
};
