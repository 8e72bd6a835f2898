import { multiEnvFiles, multiEnvProject } from './multi-env.ts';
import {
  apps,
  type CorpusFolder,
  configLabel,
  edited,
  json,
  localAwsLabel,
  localEnvLabel,
  moved,
  profileBy,
  ROOT,
  record,
  renamed,
  stack,
  teamLabel,
} from './texts.ts';

const stacks = {
  test: stack('amplify-bookings-test-22222'),
  dev: stack('amplify-bookings-dev-11111'),
  prod: stack('amplify-bookings-prod-33333', 'eu-central-1'),
};
const bookings = {
  name: 'bookings',
  version: '3.1',
  indent: 2,
  editor: 'vscode',
  stacks,
  app: { frontend: 'javascript', javascript: apps.vue.block },
};
const profileOf = (profileName: string) => ({ configLevel: 'project', useProfile: true, profileName });
const localAws = {
  dev: profileOf('bookings-dev'),
  test: profileOf('bookings-test'),
  prod: { configLevel: 'amplifyAdmin' },
};
const project = multiEnvProject(bookings, apps.vue.settings);

const severalEnvironments: CorpusFolder = {
  about: 'three environments with access of their own, the second one chosen',
  files: {
    ...multiEnvFiles({ ...bookings, localAws }),
    [teamLabel]: json(
      {
        dev: { awscloudformation: record(stacks.dev, 'd00d') },
        test: {
          awscloudformation: record(stacks.test, 'd00d'),
          categories: { function: { hourly: { deploymentBucketName: 'x', s3Key: 'y.zip' } } },
        },
        prod: { awscloudformation: record(stacks.prod, 'd00d') },
      },
      2,
    ),
    'amplify/backend/function/hourly/hourly-cloudformation-template.json': '{"Resources":{}}\n',
  },
  project: {
    ...multiEnvProject({ ...bookings, appId: 'd00d' }, apps.vue.settings),
    access: { kind: 'profile', name: 'bookings-test' },
  },
  changes: [
    renamed('bookings'),
    edited('vscode', localEnvLabel),
    profileBy(localAwsLabel, [['"bookings-test"', '"other"']]),
    {
      what: 'no profile',
      answers: { access: { kind: 'environment' } },
      access: { kind: 'environment' },
      edits: {
        [localAwsLabel]: [
          [
            '"configLevel": "project",\n    "useProfile": true,\n    "profileName": "bookings-test"',
            '"configLevel": "general"',
          ],
        ],
      },
    },
  ],
};

const studio: CorpusFolder = {
  about: 'two environments, the chosen one tied to an Amplify Studio login',
  files: multiEnvFiles({
    ...bookings,
    stacks: { prod: stacks.prod, dev: stacks.dev },
    localAws: { prod: { configLevel: 'amplifyAdmin' }, dev: profileOf('bookings-dev') },
  }),
  project: {
    layout: 'multi-env',
    settings: project.settings,
    environment: 'prod',
    stack: stacks.prod,
  },
  notes: [
    'local-aws-info.json ties the project to an Amplify Studio login, which is not supported; choose a profile.',
  ],
  changes: [
    renamed('bookings'),
    {
      ...profileBy(localAwsLabel, [
        ['"amplifyAdmin"', '"project",\n    "useProfile": true,\n    "profileName": "other"'],
      ]),
      notes: [],
    },
  ],
};

const { [localEnvLabel]: _env, [localAwsLabel]: _aws, ...cloned } = multiEnvFiles(bookings);
const other = { kind: 'profile', name: 'other' } as const;
const clone: CorpusFolder = {
  about: 'a fresh clone with three environments, none chosen on this machine',
  files: { ...cloned, '.git/HEAD': 'ref: refs/heads/main\n' },
  project: { layout: 'multi-env', settings: { ...project.settings, editor: 'none' } },
  notes: [
    'No environment is chosen on this machine: local-env-info.json names none. team-provider-info.json has test, dev, prod: `amplify-tui env use test` works with test.',
    'local-aws-info.json is missing: no AWS access is tied to the project on this machine; `amplify-tui configure project --yes --profile NAME` ties it to a profile.',
  ],
  changes: [
    {
      what: 'environment and AWS profile',
      answers: { environment: 'prod', access: other, configFiles: 'leave' },
      environment: 'prod',
      access: other,
      stack: stacks.prod,
      notes: [],
      edits: {},
      creates: {
        [localEnvLabel]: json({ projectPath: ROOT, defaultEditor: 'none', envName: 'prod' }, 2),
        [localAwsLabel]: json({ prod: profileOf('other') }, 2),
      },
    },
    {
      what: 'name, environment and AWS profile',
      answers: { name: 'store', editor: 'vim', environment: 'dev', access: other },
      settings: { name: 'store', editor: 'vim' },
      environment: 'dev',
      access: other,
      stack: stacks.dev,
      notes: [],
      edits: renamed('bookings').edits,
      creates: {
        [localEnvLabel]: json({ projectPath: ROOT, defaultEditor: 'vim', envName: 'dev' }, 2),
        [localAwsLabel]: json({ dev: profileOf('other') }, 2),
        'src/aws-exports.js': null,
        'src/amplifyconfiguration.json': null,
      },
    },
  ],
};

const native = {
  name: 'couriers',
  version: '3.0',
  indent: 2,
  editor: 'vscode',
  stacks: { dev: stack('amplify-couriers-dev-424242') },
  app: { frontend: 'javascript', javascript: apps.reactNative.block },
};
const onlyInMeta =
  'team-provider-info.json does not have the environment dev (it names none): its stack is taken from amplify-meta.json, and a clone does not know it.';
const otherMachine: CorpusFolder = {
  about: 'version 3.0, react-native, copied from Windows, the stack in amplify-meta.json only',
  files: {
    ...multiEnvFiles(native),
    [teamLabel]: '{}',
    [localEnvLabel]: `{
  "projectPath": "C:\\\\Users\\\\kim\\\\couriers",
  "defaultEditor": "vscode",
  "envName": "dev",
  "noUpdateBackend": true
}`,
  },
  project: multiEnvProject(native, apps.reactNative.settings),
  notes: [onlyInMeta],
  changes: [
    {
      ...moved(renamed('couriers'), localEnvLabel, [['"C:\\\\Users\\\\kim\\\\couriers"', `"${ROOT}"`]]),
      notes: [onlyInMeta],
    },
    {
      ...moved(edited('vscode', localEnvLabel), localEnvLabel, [
        ['"C:\\\\Users\\\\kim\\\\couriers"', `"${ROOT}"`],
      ]),
      notes: [onlyInMeta],
    },
    {
      what: 'kind of app',
      answers: { app: 'flutter' },
      settings: { app: 'flutter', resDir: './lib/' },
      edits: {
        [localEnvLabel]: [['"C:\\\\Users\\\\kim\\\\couriers"', `"${ROOT}"`]],
        [configLabel]: [
          ['"frontend": "javascript"', '"frontend": "flutter"'],
          [`${json({ javascript: apps.reactNative.block }, 2).slice(2, -2)},\n`, ''],
          [
            '    "awscloudformation"\n  ]',
            '    "awscloudformation"\n  ],\n  "flutter": {\n    "config": {\n      "ResDir": "./lib/"\n    }\n  }',
          ],
        ],
      },
      creates: { 'lib/amplifyconfiguration.dart': null },
    },
  ],
};

export const environmentFolders = [severalEnvironments, studio, clone, otherMachine];
