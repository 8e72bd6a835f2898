import { documentedConfig, documentedMeta } from './documented.ts';
import { multiEnvFiles, multiEnvProject } from './multi-env.ts';
import {
  awsInfoLabel,
  type CorpusFolder,
  configLabel,
  configured,
  edited,
  json,
  localAwsLabel,
  localEnvLabel,
  renamed,
  reprofiled,
  stack,
} from './texts.ts';

const access = { kind: 'profile', name: 'default' } as const;
const awsInfo = json({ useProfile: true, profileName: 'default' });
const resDirOf = (app: 'android' | 'flutter', resDir: string) => ({
  answers: { resDir: { android: 'app/src/main/res', flutter: './lib/', [app]: resDir } },
  settings: { resDir },
});

const groovy = {
  'settings.gradle': "include ':app'\n",
  'build.gradle': 'buildscript {\n\trepositories { google() }\n}\n',
  'app/src/main/res/values/strings.xml': '<resources/>\r\n',
};
const kotlin = {
  'settings.gradle.kts': 'include(":mobile")\n',
  'build.gradle.kts': 'plugins { id("com.android.application") apply false }\n',
  'mobile/src/main/res/values/strings.xml': '<resources/>\n',
};

const documentedAndroid: CorpusFolder = {
  about: 'documented android with Groovy, the part amplify-frontend-android',
  files: {
    ...documentedMeta('scanner-20181015161718'),
    ...groovy,
    [configLabel]: documentedConfig('scanner', 'idea14ce', {
      frontendHandler: { android: '/opt/amplify-frontend' },
      'amplify-frontend-android': { config: { ResDir: 'app/src/main/res' } },
    }),
    [awsInfoLabel]: awsInfo,
    'app/src/main/res/raw/awsconfiguration.json': json({
      UserAgent: 'aws-amplify-cli/0.1.0',
      Version: '1.0',
      IdentityManager: { Default: {} },
      Mine: { kept: true },
    }),
  },
  project: {
    layout: 'documented',
    settings: { name: 'scanner', editor: 'idea14ce', app: 'android', resDir: 'app/src/main/res' },
    access,
    stack: stack('scanner-20181015161718'),
  },
  changes: [
    renamed('scanner'),
    edited('idea14ce', configLabel),
    reprofiled('default', awsInfoLabel),
    configured(
      {
        what: 'resource folder, old files left',
        answers: { ...resDirOf('android', 'wear/src/main/res').answers, oldFiles: 'leave' },
        settings: { resDir: 'wear/src/main/res' },
        edits: { [configLabel]: [['"app/src/main/res"', '"wear/src/main/res"']] },
      },
      ['wear/src/main/res/raw/awsconfiguration.json', 'wear/src/main/res/raw/amplifyconfiguration.json'],
    ),
  ],
};

const documentedKotlin: CorpusFolder = {
  about: 'documented android with Kotlin, handler amplify-frontend-android, no resource folder',
  files: {
    ...documentedMeta('lantern-20190120212223'),
    ...kotlin,
    [configLabel]: documentedConfig('lantern', 'code', {
      frontendHandler: { 'amplify-frontend-android': '/opt/amplify-frontend' },
      'amplify-frontend-android': { config: {} },
    }),
    [awsInfoLabel]: awsInfo,
  },
  project: {
    layout: 'documented',
    settings: { name: 'lantern', editor: 'code', app: 'android', resDir: 'app/src/main/res' },
    access,
    stack: stack('lantern-20190120212223'),
  },
  notes: ['project-config.json names no ResDir; the default stands in.'],
  changes: [
    renamed('lantern'),
    {
      what: 'resource folder, which was not named',
      answers: { ...resDirOf('android', 'mobile/src/main/res').answers, configFiles: 'leave' },
      settings: { resDir: 'mobile/src/main/res' },
      notes: [],
      edits: {
        [configLabel]: [
          ['"config": {}', '"config": {\n            "ResDir": "mobile/src/main/res"\n        }'],
        ],
      },
    },
  ],
};

const documentedIos: CorpusFolder = {
  about: 'documented ios, handler amplify-frontend-ios, no part of its own',
  files: {
    ...documentedMeta('compass-20190303040506'),
    [configLabel]: documentedConfig('compass', 'none', {
      frontendHandler: { 'amplify-frontend-ios': '/opt/amplify-frontend' },
    }),
    [awsInfoLabel]: awsInfo,
    'Compass.xcworkspace/contents.xcworkspacedata': '<?xml version="1.0"?>\n',
    Podfile: "target 'Compass' do\nend\n",
  },
  project: {
    layout: 'documented',
    settings: { name: 'compass', editor: 'none', app: 'ios' },
    access,
    stack: stack('compass-20190303040506'),
  },
  changes: [
    renamed('compass'),
    reprofiled('default', awsInfoLabel),
    configured(
      {
        what: 'kind of app',
        answers: { app: 'android' },
        settings: { app: 'android', resDir: 'app/src/main/res' },
        edits: {
          [configLabel]: [
            ['"amplify-frontend-ios"', '"amplify-frontend-android"'],
            [
              'awscloudformation"\n    }\n}',
              'awscloudformation"\n    },\n    "amplify-frontend-android": {\n        "config": {\n            "ResDir": "app/src/main/res"\n        }\n    }\n}',
            ],
          ],
        },
      },
      ['app/src/main/res/raw/awsconfiguration.json', 'app/src/main/res/raw/amplifyconfiguration.json'],
    ),
  ],
};

const androidParts = {
  name: 'tractor',
  version: '3.0',
  indent: 2,
  editor: 'android-studio',
  stacks: { dev: stack('amplify-tractor-dev-313233') },
  app: { frontend: 'android', android: { config: { ResDir: 'app/src/main/res' } } },
};
const android: CorpusFolder = {
  about: 'version 3.0, android with Groovy',
  files: { ...multiEnvFiles(androidParts), ...groovy },
  project: multiEnvProject(androidParts, { app: 'android', resDir: 'app/src/main/res' }),
  changes: [
    renamed('tractor'),
    edited('android-studio', localEnvLabel),
    reprofiled('default', localAwsLabel),
  ],
};

const kotlinParts = {
  ...androidParts,
  name: 'meadow',
  version: '3.1',
  app: { frontend: 'android', android: { config: { ResDir: 'mobile/src/main/res' } } },
};
const androidKotlin: CorpusFolder = {
  about: 'version 3.1, android with Kotlin, another module',
  files: { ...multiEnvFiles(kotlinParts), ...kotlin },
  project: multiEnvProject(kotlinParts, { app: 'android', resDir: 'mobile/src/main/res' }),
  changes: [
    renamed('meadow'),
    configured(
      {
        what: 'resource folder',
        ...resDirOf('android', 'wear/src/main/res'),
        edits: { [configLabel]: [['"mobile/src/main/res"', '"wear/src/main/res"']] },
      },
      ['wear/src/main/res/raw/awsconfiguration.json', 'wear/src/main/res/raw/amplifyconfiguration.json'],
    ),
  ],
};

const iosParts = {
  ...androidParts,
  name: 'beacon',
  version: '3.1',
  editor: 'xcode',
  app: { frontend: 'ios' },
};
const ios: CorpusFolder = {
  about: 'version 3.1, ios',
  files: {
    ...multiEnvFiles(iosParts),
    'Beacon.xcodeproj/project.pbxproj': '// !$*UTF8*$!\n{\n}\n',
    'amplifytools.xcconfig': 'push=true\n',
  },
  project: multiEnvProject(iosParts, { app: 'ios' }),
  changes: [renamed('beacon'), edited('xcode', localEnvLabel), reprofiled('default', localAwsLabel)],
};

const flutterParts = {
  ...androidParts,
  name: 'kitchen',
  version: '3.1',
  app: { frontend: 'flutter', flutter: { config: { ResDir: './lib/' } } },
};
const flutter: CorpusFolder = {
  about: 'version 3.1, flutter',
  files: {
    ...multiEnvFiles(flutterParts),
    'pubspec.yaml': 'name: kitchen\ndependencies:\n  flutter:\n    sdk: flutter\n',
    'lib/main.dart': "void main() => print('ok');\n",
  },
  project: multiEnvProject(flutterParts, { app: 'flutter', resDir: './lib/' }),
  changes: [
    renamed('kitchen'),
    reprofiled('default', localAwsLabel),
    configured(
      {
        what: 'resource folder',
        ...resDirOf('flutter', 'packages/core/lib'),
        edits: { [configLabel]: [['"./lib/"', '"packages/core/lib"']] },
      },
      ['packages/core/lib/amplifyconfiguration.dart'],
    ),
  ],
};

export const nativeFolders = [
  documentedAndroid,
  documentedKotlin,
  documentedIos,
  android,
  androidKotlin,
  ios,
  flutter,
];
