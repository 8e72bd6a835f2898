import { documentedConfig, documentedMeta } from './documented.ts';
import { multiEnvFiles } from './multi-env.ts';
import {
  apps,
  awsInfoLabel,
  configLabel,
  currentMetaLabel,
  json,
  localAwsLabel,
  localEnvLabel,
  metaLabel,
  stack,
  teamLabel,
} from './texts.ts';

/** A project folder as published by strangers, and the expected results. */
export interface StrangerFolder {
  readonly about: string;
  readonly files: Readonly<Record<string, string>>;
  /** The kind of app that its files indicate, `javascript · vue`; also that of its settings unless `settings` is given. */
  readonly shows: string;
  readonly settings?: string;
  readonly environment?: string;
  /** Part of each fault, in order; absent for none. */
  readonly faults?: readonly string[];
  /** Parts of required notes. */
  readonly notes?: readonly string[];
  /** The file with the keys it uses is on another machine. */
  readonly keysMissing?: boolean;
  /** Why it cannot be opened. */
  readonly refused?: string;
  /** The answers that prevent `configure project` from making a plan. */
  readonly asks?: readonly string[];
  /** Parts of doctor's errors, in order. */
  readonly broken: readonly string[];
}

type Files = Readonly<Record<string, string>>;

const manifest = (
  dependencies: readonly string[],
  scripts: Record<string, string>,
  dev: readonly string[] = [],
) => {
  const ranges = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, '*']));
  return json({ scripts, dependencies: ranges(dependencies), devDependencies: ranges(dev) }, 2);
};
const both = { build: 'build', start: 'start' };

/** The kinds of app: the files in their folders, and their names in project-config.json. */
const kinds = {
  angular: { files: { 'package.json': manifest(['@angular/core'], both) }, of: apps.angular },
  vue: { files: { 'package.json': manifest(['vue'], { build: 'b', serve: 's' }) }, of: apps.vue },
  react: { files: { 'package.json': manifest(['react', 'react-scripts'], both) }, of: apps.react },
  'react-native': {
    files: {
      'package.json': manifest(['react-native'], both),
      'ios/Podfile': '',
      'android/build.gradle': '',
    },
    of: apps.reactNative,
  },
  nuxt: {
    files: { 'package.json': manifest(['nuxt'], { build: 'b', generate: 'g', start: 's' }) },
    of: apps.vue,
  },
  quasar: { files: { 'package.json': manifest(['vue'], both, ['@quasar/app']) }, of: apps.vue },
  none: { files: { 'package.json': manifest([], both) }, of: apps.none },
  ios: { files: { 'Shop.xcodeproj/project.pbxproj': '' }, app: 'ios' },
  android: {
    files: { 'settings.gradle': '', 'build.gradle': '', 'app/src/main/res/x.xml': '' },
    app: 'android',
  },
  flutter: {
    files: { 'pubspec.yaml': 'name: shop\nflutter:\n  uses-material-design: true\n' },
    app: 'flutter',
  },
} as const;
type Kind = keyof typeof kinds;

const resDirs = { android: 'app/src/main/res', flutter: './lib/' } as const;

function partOf(kind: Kind): { readonly app: string; readonly part: object; readonly shown: string } {
  const each = kinds[kind];
  if ('of' in each) {
    const { framework } = each.of.settings;
    return { app: 'javascript', part: { javascript: each.of.block }, shown: `javascript · ${framework}` };
  }
  const { app } = each;
  const part = app === 'ios' ? {} : { [app]: { config: { ResDir: resDirs[app] } } };
  return { app, part, shown: app };
}

/** A project of the Amplify CLI of 2018. */
function of2018(kind: Kind, more: Files = {}): Files {
  const { app, part } = partOf(kind);
  return {
    ...kinds[kind].files,
    ...documentedMeta('shop-20181006145850'),
    [configLabel]: documentedConfig('shop', 'code', { frontendHandler: { [app]: `/cli/${app}` }, ...part }),
    [awsInfoLabel]: json({ useProfile: true, profileName: 'default' }),
    ...more,
  };
}

/** A project of the current Amplify CLI; the first environment is the selected one. */
function ofToday(kind: Kind, environments: readonly string[] = ['dev'], more: Files = {}): Files {
  const { app, part } = partOf(kind);
  const stacks = Object.fromEntries(
    environments.map((name) => [name, stack(`amplify-shop-${name.toLowerCase()}-12345`)]),
  );
  const files = multiEnvFiles({
    name: 'shop',
    version: '3.1',
    indent: 2,
    editor: 'vim',
    stacks,
    app: { frontend: app, ...part },
  });
  return { ...kinds[kind].files, ...files, ...more };
}

function without(files: Files, ...labels: readonly string[]): Files {
  return Object.fromEntries(Object.entries(files).filter(([label]) => !labels.includes(label)));
}

const keysPath = '/home/kim/.amplify/awscloudformation/aB3dE5';
const tiedKeys = {
  [localAwsLabel]: json({ dev: { configLevel: 'project', useProfile: false, awsConfigFilePath: keysPath } }),
};
const noKeys = [`tied to access keys in the file ${keysPath}, which is not on this machine`];
const local = [localEnvLabel, localAwsLabel, metaLabel, currentMetaLabel];
const ownWay = '`amplify-tui init --env NAME` makes one of your own';
const exported =
  'const awsmobile = {\n    "aws_project_region": "us-east-1",\n    "aws_user_pools_id": "us-east-1_x"\n};\nexport default awsmobile;\n';

const plain = (
  about: string,
  kind: Kind,
  files: Files,
  more: Partial<StrangerFolder> = {},
): StrangerFolder => {
  return { about, files, shows: partOf(kind).shown, broken: [], ...more };
};

const kinds2018: readonly Kind[] = ['angular', 'vue', 'react', 'react-native', 'ios', 'android', 'none'];
const kindsToday: readonly Kind[] = [
  'angular',
  'react',
  'vue',
  'nuxt',
  'quasar',
  'flutter',
  'android',
  'ios',
  'none',
];
const kindsKeys: readonly Kind[] = ['angular', 'react', 'react-native', 'android', 'ios'];

export const strangerFolders: readonly StrangerFolder[] = [
  ...kinds2018.map((kind) => plain(`2018, ${kind}`, kind, of2018(kind))),
  ...kindsToday.map((kind) => plain(`today, ${kind}`, kind, ofToday(kind), { environment: 'dev' })),
  plain('two environments', 'react', ofToday('react', ['dev', 'prod']), { environment: 'dev' }),
  plain('three environments', 'vue', ofToday('vue', ['test', 'dev', 'prod']), { environment: 'test' }),
  plain('migrated, the environment NONE', 'angular', ofToday('angular', ['NONE']), { environment: 'NONE' }),
  plain('the root of workspaces', 'none', ofToday('none', ['dev'], { 'pnpm-workspace.yaml': '' }), {
    environment: 'dev',
  }),
  plain('Gen 2 with rests of Gen 1', 'react', ofToday('react', ['dev'], { 'amplify/backend.ts': '' }), {
    refused: 'is an Amplify Gen 2 project',
    broken: ['is an Amplify Gen 2 project'],
  }),
  plain(
    'a profile that is not here',
    'vue',
    ofToday('vue', ['dev'], {
      [localAwsLabel]: json({ dev: { configLevel: 'project', useProfile: true, profileName: 'kim' } }),
    }),
    { environment: 'dev', broken: ['Profile "kim" (named by the project) not found.'] },
  ),
  plain('a clone', 'react', without(ofToday('react', ['dev', 'prod']), ...local), {
    notes: ['team-provider-info.json has dev, prod: `amplify-tui env use dev`'],
    asks: ['environment', 'access'],
  }),
  plain(
    'metadata with null characters',
    'react',
    ofToday('react', ['dev', 'prod'], { [metaLabel]: '\0\0{}' }),
    {
      environment: 'dev',
      faults: ['amplify-meta.json is not valid JSON: line 1, column 1.'],
      broken: ['It has null characters'],
    },
  ),
  ...kindsKeys.map((kind) =>
    plain(`keys of another machine, ${kind}`, kind, ofToday(kind, ['dev'], tiedKeys), {
      environment: 'dev',
      keysMissing: true,
      broken: noKeys,
    }),
  ),
  ...(['react', 'vue', 'ios'] as const).map((kind) =>
    plain(`no team-provider-info.json, ${kind}`, kind, without(ofToday(kind), teamLabel, ...local), {
      notes: [ownWay],
      asks: ['environment', 'access'],
    }),
  ),
  plain(
    'committed app configuration',
    'react',
    ofToday('react', ['dev'], { 'src/aws-exports.js': exported }),
    {
      environment: 'dev',
    },
  ),
  plain(
    'app configuration with code',
    'vue',
    ofToday('vue', ['dev'], {
      'src/aws-exports.js': 'const region = process.env.REGION;\nexport default { region };\n',
    }),
    { environment: 'dev' },
  ),
  plain(
    'copied into an Android app',
    'android',
    { ...ofToday('react'), ...without(kinds.android.files), 'package.json': json({}) },
    {
      environment: 'dev',
      settings: 'javascript · react',
      notes: ['This folder holds an app of the kind android'],
    },
  ),
];
