import { documentedConfig, documentedMeta, documentedProvider } from './documented.ts';
import {
  apps,
  awsInfoLabel,
  type CorpusFolder,
  configLabel,
  edited,
  json,
  metaLabel,
  moved,
  profileBy,
  ROOT,
  record,
  renamed,
  reprofiled,
  stack,
} from './texts.ts';

/** What else a change sets in a folder from another machine. */
const toThisMachine = (path: string, handler: string, providerPath: string) =>
  [
    [`"projectPath": "${path}"`, `"projectPath": "${ROOT}"`],
    [`"${handler}"`, '"/opt/amplify-frontend"'],
    [`"${providerPath}"`, '"/opt/amplify-provider-awscloudformation"'],
  ] as const;

const windowsModules =
  'C:\\\\Users\\\\kim\\\\AppData\\\\Roaming\\\\npm\\\\node_modules\\\\@aws-amplify\\\\cli';
const fromWindows = toThisMachine(
  'C:\\\\Users\\\\kim\\\\tickets',
  `${windowsModules}\\\\amplify-frontend-javascript`,
  `${windowsModules}\\\\amplify-provider-awscloudformation`,
);
const windows: CorpusFolder = {
  about: 'ember, from Windows',
  files: {
    ...documentedMeta('tickets-20190214223344'),
    [configLabel]: `{
    "projectName": "tickets",
    "projectPath": "C:\\\\Users\\\\kim\\\\tickets",
    "defaultEditor": "code",
    "frontendHandler": {
        "javascript": "${windowsModules}\\\\amplify-frontend-javascript"
    },
    "javascript": ${json(apps.ember.block).replaceAll('\n', '\n    ')},
    "providers": {
        "awscloudformation": "${windowsModules}\\\\amplify-provider-awscloudformation"
    }
}`,
    [awsInfoLabel]: json({ useProfile: true, profileName: 'default' }),
  },
  project: {
    layout: 'documented',
    settings: { name: 'tickets', editor: 'code', ...apps.ember.settings },
    access: { kind: 'profile', name: 'default' },
    stack: stack('tickets-20190214223344'),
  },
  notes: ['project-config.json says that the project is in C:\\Users\\kim\\tickets; it was moved or copied.'],
  changes: [
    moved(renamed('tickets'), configLabel, fromWindows),
    moved(reprofiled('default', awsInfoLabel), configLabel, fromWindows),
  ],
};

const keysFile: CorpusFolder = {
  about: 'ionic, keys in a file that aws-info.json names, on another path',
  files: {
    ...documentedMeta('wallet-20190702181920'),
    [configLabel]: documentedConfig(
      'wallet',
      'emacs',
      { frontendHandler: { javascript: '/home/kim/cli/javascript' }, javascript: apps.ionic.block },
      '/home/kim/wallet',
    ),
    [awsInfoLabel]: json({
      configLevel: 'project',
      useProfile: false,
      awsConfigFilePath: '/home/kim/.amplify/awscloudformation/aB3dE5fG7h',
    }),
    'ionic.config.json': '{\n  "name": "wallet",\n  "type": "angular"\n}\n',
  },
  project: {
    layout: 'documented',
    settings: { name: 'wallet', editor: 'emacs', ...apps.ionic.settings },
    access: { kind: 'keys-file', path: '/home/kim/.amplify/awscloudformation/aB3dE5fG7h' },
    keysMissing: true,
    stack: stack('wallet-20190702181920'),
  },
  notes: ['project-config.json says that the project is in /home/kim/wallet; it was moved or copied.'],
  changes: [
    moved(
      renamed('wallet'),
      configLabel,
      toThisMachine('/home/kim/wallet', '/home/kim/cli/javascript', documentedProvider),
    ),
    moved(
      {
        ...profileBy(awsInfoLabel, [
          [
            '"useProfile": false,\n    "awsConfigFilePath": "/home/kim/.amplify/awscloudformation/aB3dE5fG7h"',
            '"useProfile": true,\n    "profileName": "other"',
          ],
        ]),
        what: 'a profile for the file with keys',
      },
      configLabel,
      toThisMachine('/home/kim/wallet', '/home/kim/cli/javascript', documentedProvider),
    ),
  ],
};

const windowsKeys: CorpusFolder = {
  about: 'react-native, keys in a file on Windows, no configLevel',
  files: {
    ...documentedMeta('courier-20180930070809'),
    [configLabel]: documentedConfig('courier', 'none', {
      frontendHandler: { javascript: '/opt/amplify-frontend' },
      javascript: apps.reactNative.block,
    }),
    [awsInfoLabel]: `{
    "useProfile": false,
    "awsConfigFilePath": "C:\\\\Users\\\\kim\\\\.amplify\\\\awscloudformation\\\\Zz9Yy8Xx7W"
}`,
    'app.json': '{ "name": "courier", "displayName": "Courier" }',
    'index.js': "import { AppRegistry } from 'react-native';\r\n",
  },
  project: {
    layout: 'documented',
    settings: { name: 'courier', editor: 'none', ...apps.reactNative.settings },
    access: { kind: 'keys-file', path: 'C:\\Users\\kim\\.amplify\\awscloudformation\\Zz9Yy8Xx7W' },
    keysMissing: true,
    stack: stack('courier-20180930070809'),
  },
  changes: [
    edited('none', configLabel),
    {
      what: 'another file with keys',
      answers: { access: { kind: 'keys-file', path: '/home/kim/.amplify/awscloudformation/Zz9Yy8Xx7W' } },
      access: { kind: 'keys-file', path: '/home/kim/.amplify/awscloudformation/Zz9Yy8Xx7W' },
      edits: {
        [awsInfoLabel]: [
          [
            'C:\\\\Users\\\\kim\\\\.amplify\\\\awscloudformation\\\\Zz9Yy8Xx7W',
            '/home/kim/.amplify/awscloudformation/Zz9Yy8Xx7W',
          ],
        ],
      },
    },
  ],
};

const ownHandlers: CorpusFolder = {
  about: 'a moved folder with more handlers and remarks beside them',
  files: {
    ...documentedMeta('museum-20190505050505'),
    [metaLabel]: json({
      auth: { visitors: { service: 'Cognito', providerPlugin: 'awscloudformation' } },
      providers: { awscloudformation: record(stack('museum-20190505050505')), other: { kept: true } },
    }),
    [configLabel]: `{
    "projectName": "museum",
    "projectPath": "/srv/museum",
    "defaultEditor": "code",
    "frontendHandler": {
        // where the plug-ins are
        "javascript": "/srv/cli/javascript",
        "signage": "/srv/cli/signage" // not Amplify's
    },
    "javascript": ${json(apps.none.block).replaceAll('\n', '\n    ')},
    "providers": { "awscloudformation": "/srv/cli/provider", "other": "/srv/cli/other" }
}`,
    [awsInfoLabel]: json({ useProfile: true, profileName: 'museum' }),
  },
  project: {
    layout: 'documented',
    settings: { name: 'museum', editor: 'code', ...apps.none.settings },
    access: { kind: 'profile', name: 'museum' },
    stack: stack('museum-20190505050505'),
  },
  notes: ['project-config.json says that the project is in /srv/museum; it was moved or copied.'],
  changes: [
    moved(
      renamed('museum'),
      configLabel,
      toThisMachine('/srv/museum', '/srv/cli/javascript', '/srv/cli/provider'),
    ),
    moved(
      reprofiled('museum', awsInfoLabel),
      configLabel,
      toThisMachine('/srv/museum', '/srv/cli/javascript', '/srv/cli/provider'),
    ),
  ],
};

const withoutEditor: CorpusFolder = {
  about: 'no projectPath, no editor, a framework that nobody knows and half of its settings',
  files: {
    ...documentedMeta('harbor-20190808080808'),
    [configLabel]: json({
      projectName: 'harbor',
      frontendHandler: { javascript: '/opt/amplify-frontend' },
      javascript: { framework: 'backbone', config: { SourceDir: 'client', DistributionDir: 'public' } },
    }),
    [awsInfoLabel]: json({ useProfile: true, profileName: 'default' }),
  },
  project: {
    layout: 'documented',
    settings: {
      name: 'harbor',
      editor: 'none',
      app: 'javascript',
      framework: 'none',
      javascript: { ...apps.none.settings.javascript, sourceDir: 'client', distributionDir: 'public' },
    },
    access: { kind: 'profile', name: 'default' },
    stack: stack('harbor-20190808080808'),
  },
  notes: [
    'project-config.json names the framework backbone, which Amplify does not know; it counts as none.',
    'project-config.json does not give BuildCommand, StartCommand; defaults stand in.',
  ],
  changes: [
    renamed('harbor'),
    {
      what: 'editor, which was none',
      answers: { editor: 'vim' },
      settings: { editor: 'vim' },
      edits: { [configLabel]: [['        }\n    }\n}', '        }\n    },\n    "defaultEditor": "vim"\n}']] },
    },
    {
      what: 'distribution folder',
      answers: {
        javascript: { ...apps.none.settings.javascript, sourceDir: 'client', distributionDir: 'out' },
      },
      settings: {
        javascript: { ...apps.none.settings.javascript, sourceDir: 'client', distributionDir: 'out' },
      },
      edits: { [configLabel]: [['"public"', '"out"']] },
    },
  ],
};

export const movedFolders = [windows, keysFile, windowsKeys, ownHandlers, withoutEditor];
