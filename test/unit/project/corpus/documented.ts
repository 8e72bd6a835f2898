import type { ProjectAccess } from '../../../../src/project/project.ts';
import {
  apps,
  awsInfoLabel,
  type CorpusFolder,
  configLabel,
  currentMetaLabel,
  edited,
  json,
  metaLabel,
  profileBy,
  ROOT,
  record,
  renamed,
  reprofiled,
  stack,
} from './texts.ts';

const frontend = '/usr/lib/node_modules/@aws-amplify/cli/node_modules/amplify-frontend-javascript';
export const documentedProvider =
  '/usr/lib/node_modules/@aws-amplify/cli/node_modules/amplify-provider-awscloudformation';

/** The three identical files with the stack in the documented layout. */
export function documentedMeta(name: string): Record<string, string> {
  const meta = json({ providers: { awscloudformation: record(stack(name)) } });
  return { '.amplifyrc': meta, [metaLabel]: meta, [currentMetaLabel]: meta };
}

/** project-config.json of 2018. @param parts frontendHandler and the app's own part */
export function documentedConfig(name: string, editor: string, parts: object, path = ROOT): string {
  const providers = { awscloudformation: documentedProvider };
  return json({ projectName: name, projectPath: path, defaultEditor: editor, ...parts, providers });
}

const profile = (name: string): ProjectAccess => ({ kind: 'profile', name });

const example: CorpusFolder = {
  about: 'the example of the documentation: no configLevel, handler javascript',
  files: {
    ...documentedMeta('test890-20181006145850'),
    [configLabel]: documentedConfig('test890', 'sublime', {
      frontendHandler: { javascript: frontend },
      javascript: apps.none.block,
    }),
    [awsInfoLabel]: json({ useProfile: true, profileName: 'default' }),
    'src/index.js': "console.log('test890');\n",
  },
  project: {
    layout: 'documented',
    settings: { name: 'test890', editor: 'sublime', ...apps.none.settings },
    access: profile('default'),
    stack: stack('test890-20181006145850'),
  },
  changes: [
    renamed('test890'),
    edited('sublime', configLabel),
    reprofiled('default', awsInfoLabel),
    {
      what: 'no profile',
      answers: { access: { kind: 'environment' } },
      access: { kind: 'environment' },
      edits: {
        [awsInfoLabel]: [
          ['    "useProfile": true,\n    "profileName": "default"', '    "configLevel": "general"'],
        ],
      },
    },
  ],
};

const levelled: CorpusFolder = {
  about: 'react, configLevel project',
  files: {
    ...documentedMeta('webshop-20190112093000'),
    [configLabel]: documentedConfig('webshop', 'code', {
      frontendHandler: { javascript: frontend },
      javascript: apps.react.block,
    }),
    [awsInfoLabel]: json({ configLevel: 'project', useProfile: true, profileName: 'devcorp' }),
    'package.json': '{ "name": "webshop", "dependencies": { "react": "^16.4.0" } }\n',
    'src/aws-exports.js': '// made by a push long ago\nexport default { aws_project_region: "us-east-1" };\n',
  },
  project: {
    layout: 'documented',
    settings: { name: 'webshop', editor: 'code', ...apps.react.settings },
    access: profile('devcorp'),
    stack: stack('webshop-20190112093000'),
  },
  changes: [
    renamed('webshop'),
    reprofiled('devcorp', awsInfoLabel),
    {
      what: 'no profile',
      answers: { access: { kind: 'environment' } },
      access: { kind: 'environment' },
      edits: {
        [awsInfoLabel]: [
          [
            '"configLevel": "project",\n    "useProfile": true,\n    "profileName": "devcorp"',
            '"configLevel": "general"',
          ],
        ],
      },
    },
  ],
};

const general: CorpusFolder = {
  about: 'no profile: configLevel general',
  files: {
    ...documentedMeta('kiosk-20190301120000'),
    [configLabel]: documentedConfig('kiosk', 'atom', {
      frontendHandler: { javascript: frontend },
      javascript: apps.none.block,
    }),
    [awsInfoLabel]: json({ configLevel: 'general' }),
  },
  project: {
    layout: 'documented',
    settings: { name: 'kiosk', editor: 'atom', ...apps.none.settings },
    access: { kind: 'environment' },
    stack: stack('kiosk-20190301120000'),
  },
  changes: [
    edited('atom', configLabel),
    profileBy(awsInfoLabel, [
      [
        '"configLevel": "general"',
        '"configLevel": "project",\n    "useProfile": true,\n    "profileName": "other"',
      ],
    ]),
  ],
};

const longNames: CorpusFolder = {
  about: 'angular, handler and part amplify-frontend-javascript',
  files: {
    ...documentedMeta('planner-20180822101112'),
    [configLabel]: documentedConfig('planner', 'idea14ce', {
      frontendHandler: { 'amplify-frontend-javascript': frontend },
      'amplify-frontend-javascript': apps.angular.block,
    }),
    [awsInfoLabel]: json({ useProfile: true, profileName: 'default' }),
    'angular.json': '{ "version": 1, "projects": {} }\n',
  },
  project: {
    layout: 'documented',
    settings: { name: 'planner', editor: 'idea14ce', ...apps.angular.settings },
    access: profile('default'),
    stack: stack('planner-20180822101112'),
  },
  changes: [
    renamed('planner'),
    {
      what: 'start command',
      answers: { javascript: { ...apps.angular.settings.javascript, startCommand: 'ng serve --open' } },
      settings: { javascript: { ...apps.angular.settings.javascript, startCommand: 'ng serve --open' } },
      edits: { [configLabel]: [['"ng serve"', '"ng serve --open"']] },
    },
    {
      what: 'kind of app',
      answers: { app: 'ios' },
      settings: { app: 'ios' },
      edits: {
        [configLabel]: [
          [`"amplify-frontend-javascript": "${frontend}"`, '"amplify-frontend-ios": "/opt/amplify-frontend"'],
          [`${json({ 'amplify-frontend-javascript': apps.angular.block }).slice(2, -2)},\n`, ''],
        ],
      },
      creates: { 'awsconfiguration.json': null, 'amplifyconfiguration.json': null },
    },
  ],
};

const mixedNames: CorpusFolder = {
  about: 'vue, handler amplify-frontend-javascript with the part javascript',
  files: {
    ...documentedMeta('recipes-20181130080910'),
    [configLabel]: documentedConfig('recipes', 'vim', {
      frontendHandler: { 'amplify-frontend-javascript': frontend },
      javascript: apps.vue.block,
    }),
    [awsInfoLabel]: json({ useProfile: true, profileName: 'recipes-dev' }),
  },
  project: {
    layout: 'documented',
    settings: { name: 'recipes', editor: 'vim', ...apps.vue.settings },
    access: profile('recipes-dev'),
    stack: stack('recipes-20181130080910'),
  },
  changes: [
    renamed('recipes'),
    reprofiled('recipes-dev', awsInfoLabel),
    {
      what: 'build command',
      answers: { javascript: { ...apps.vue.settings.javascript, buildCommand: 'yarn build' } },
      settings: { javascript: { ...apps.vue.settings.javascript, buildCommand: 'yarn build' } },
      edits: { [configLabel]: [['"npm run-script build"', '"yarn build"']] },
    },
  ],
};

export const documentedFolders = [example, levelled, general, longNames, mixedNames];
