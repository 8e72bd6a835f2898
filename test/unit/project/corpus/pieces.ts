import { stackRecord } from '../../../../src/project/layouts/records.ts';
import { documentedConfig, documentedMeta } from './documented.ts';
import {
  apps,
  awsInfoLabel,
  type CorpusFolder,
  configLabel,
  currentMetaLabel,
  edited,
  json,
  metaLabel,
  record,
  renamed,
  reprofiled,
  stack,
} from './texts.ts';

const infoLabel = 'amplify/.config/project-info.json';
const clientFiles = { 'src/aws-exports.js': null, 'src/amplifyconfiguration.json': null };
const other = { kind: 'profile', name: 'other' } as const;
const otherInfo = json({ useProfile: true, profileName: 'other' });
const handler = { frontendHandler: { javascript: '/opt/amplify-frontend' } };
const react = { ...handler, javascript: apps.react.block };
const access = { kind: 'profile', name: 'default' } as const;
const awsInfo = json({ useProfile: true, profileName: 'default' });

const withoutRc: CorpusFolder = {
  about: 'no .amplifyrc',
  files: {
    [metaLabel]: documentedMeta('garden-20190101010101')[metaLabel] ?? '',
    [currentMetaLabel]: documentedMeta('garden-20190101010101')[currentMetaLabel] ?? '',
    [configLabel]: documentedConfig('garden', 'code', react),
    [awsInfoLabel]: awsInfo,
  },
  project: {
    layout: 'documented',
    settings: { name: 'garden', editor: 'code', ...apps.react.settings },
    access,
    stack: stack('garden-20190101010101'),
  },
  changes: [renamed('garden'), edited('code', configLabel), reprofiled('default', awsInfoLabel)],
};

const backendMeta = json({
  providers: { awscloudformation: record(stack('atlas-20190909090909', 'eu-west-1')) },
});
const guessed =
  'project-config.json is missing, so name and app are guessed from the folder: the project was copied without it, or init was cut off.';
const withoutConfig: CorpusFolder = {
  about: 'no .config/ and no .amplifyrc: a backend that was copied into an ios app',
  files: {
    'amplify/backend/amplify-meta.json': backendMeta,
    'amplify/backend/api/places/schema.graphql': 'type Place @model {\n\tid: ID!\r\n}\n',
    'Atlas.xcodeproj/project.pbxproj': '// !$*UTF8*$!\n',
  },
  project: {
    layout: 'documented',
    settings: { name: 'mysite', editor: 'none', app: 'ios' },
    stack: stack('atlas-20190909090909', 'eu-west-1'),
  },
  notes: [
    guessed,
    'aws-info.json is missing: `amplify-tui configure project --yes --profile NAME` ties the project to an AWS profile.',
  ],
  changes: [
    {
      what: 'name and AWS profile',
      answers: { name: 'atlas', access: other },
      settings: { name: 'atlas' },
      access: other,
      notes: [],
      edits: {},
      creates: {
        'awsconfiguration.json': null,
        'amplifyconfiguration.json': null,
        '.amplifyrc': json({
          providers: { awscloudformation: stackRecord(stack('atlas-20190909090909', 'eu-west-1')) },
        }),
        [awsInfoLabel]: otherInfo,
        [configLabel]: `{
    "projectName": "atlas",
    "projectPath": "<root>",
    "defaultEditor": "none",
    "frontendHandler": {
        "ios": "/opt/amplify-frontend"
    },
    "providers": {
        "awscloudformation": "/opt/amplify-provider-awscloudformation"
    }
}`,
      },
    },
    {
      what: 'AWS profile',
      answers: { access: other, configFiles: 'leave' },
      access: other,
      notes: [],
      edits: {},
      creates: { '.amplifyrc': null, [awsInfoLabel]: otherInfo, [configLabel]: null },
    },
  ],
};

const infoText = documentedConfig('notebook', 'code', { ...handler, javascript: apps.vue.block });
const infoOnly: CorpusFolder = {
  about: 'project-info.json where project-config.json is missing',
  files: {
    ...documentedMeta('notebook-20180831235959'),
    [infoLabel]: infoText,
    [awsInfoLabel]: awsInfo,
  },
  project: {
    layout: 'documented',
    settings: { name: 'notebook', editor: 'code', ...apps.vue.settings },
    access,
    stack: stack('notebook-20180831235959'),
  },
  notes: ['project-config.json is missing; project-info.json is read in its place.'],
  changes: [
    {
      what: 'name',
      answers: { name: 'store' },
      settings: { name: 'store' },
      notes: [],
      edits: {},
      creates: { ...clientFiles, [configLabel]: infoText.replace('notebook', 'store') },
    },
    {
      what: 'AWS profile',
      answers: { access: other, configFiles: 'leave' },
      access: other,
      notes: [],
      edits: { [awsInfoLabel]: [['"default"', '"other"']] },
      creates: { [configLabel]: infoText },
    },
  ],
};

const bothNames: CorpusFolder = {
  about: 'project-info.json beside project-config.json, which wins',
  files: {
    ...documentedMeta('ferry-20181212121212'),
    [infoLabel]: documentedConfig('oldferry', 'atom', react),
    [configLabel]: documentedConfig('ferry', 'code', react),
    [awsInfoLabel]: awsInfo,
  },
  project: {
    layout: 'documented',
    settings: { name: 'ferry', editor: 'code', ...apps.react.settings },
    access,
    stack: stack('ferry-20181212121212'),
  },
  changes: [renamed('ferry'), reprofiled('default', awsInfoLabel)],
};

const withoutAccess: CorpusFolder = {
  about: 'no aws-info.json',
  files: {
    ...documentedMeta('tower-20190404040404'),
    [configLabel]: documentedConfig('tower', 'code', react),
  },
  project: {
    layout: 'documented',
    settings: { name: 'tower', editor: 'code', ...apps.react.settings },
    stack: stack('tower-20190404040404'),
  },
  notes: [
    'aws-info.json is missing: `amplify-tui configure project --yes --profile NAME` ties the project to an AWS profile.',
  ],
  changes: [
    {
      what: 'AWS profile',
      answers: { access: other },
      access: other,
      notes: [],
      edits: {},
      creates: { ...clientFiles, [awsInfoLabel]: otherInfo },
    },
    { ...renamed('tower'), creates: clientFiles },
  ],
};

const deployedOnly: CorpusFolder = {
  about: 'no amplify-meta.json but the deployed copy, and a broken .amplifyrc',
  files: {
    [currentMetaLabel]: documentedMeta('bakery-20190606060606')[currentMetaLabel] ?? '',
    '.amplifyrc': '{ "providers": ',
    [configLabel]: documentedConfig('bakery', 'code', react),
    [awsInfoLabel]: awsInfo,
  },
  project: {
    layout: 'documented',
    settings: { name: 'bakery', editor: 'code', ...apps.react.settings },
    access,
    stack: stack('bakery-20190606060606'),
    faults: [
      {
        code: 'FILE_MALFORMED',
        what: '<root>/.amplifyrc is not valid JSON: line 1, column 16.',
        why: 'It ends in the middle.',
        next: 'Correct it there, or restore it: `git checkout -- .amplifyrc`; then try again.',
      },
    ],
  },
  notes: ['backend/amplify-meta.json is missing.'],
  changes: [renamed('bakery'), reprofiled('default', awsInfoLabel)],
};

export const folderPieces = [withoutRc, withoutConfig, infoOnly, bothNames, withoutAccess, deployedOnly];
