import { type MultiEnvParts, multiEnvFiles, multiEnvProject } from './multi-env.ts';
import { apps, type CorpusFolder, configLabel, localAwsLabel, profileBy, renamed, stack } from './texts.ts';

const keysParts: MultiEnvParts = {
  name: 'orchard',
  version: '3.1',
  indent: 2,
  editor: 'none',
  stacks: { prod: stack('amplify-orchard-prod-90210', 'ap-southeast-2') },
  app: { frontend: 'javascript', javascript: apps.ember.block },
  localAws: {
    prod: {
      configLevel: 'project',
      useProfile: false,
      awsConfigFilePath: 'C:\\Users\\kim\\.amplify\\awscloudformation\\qW3eR5tY7u',
    },
  },
};
const keysFile: CorpusFolder = {
  about: 'version 3.1, ember, keys in a file',
  files: multiEnvFiles(keysParts),
  project: {
    ...multiEnvProject(keysParts, apps.ember.settings),
    access: { kind: 'keys-file', path: 'C:\\Users\\kim\\.amplify\\awscloudformation\\qW3eR5tY7u' },
    keysMissing: true,
  },
  changes: [
    renamed('orchard'),
    profileBy(localAwsLabel, [
      ['"useProfile": false', '"useProfile": true'],
      [
        '"awsConfigFilePath": "C:\\\\Users\\\\kim\\\\.amplify\\\\awscloudformation\\\\qW3eR5tY7u"',
        '"profileName": "other"',
      ],
    ]),
  ],
};

const containers: MultiEnvParts = {
  name: 'radio',
  version: '3.1',
  indent: 2,
  editor: 'vim',
  stacks: { dev: stack('amplify-radio-dev-77665') },
  app: {
    frontend: 'javascript',
    javascript: { ...apps.none.block, config: { ...apps.none.block.config, ServerlessContainers: true } },
  },
  localAws: { dev: { configLevel: 'general' } },
};
const noProfile: CorpusFolder = {
  about: 'version 3.1, no framework, containers, no profile',
  files: multiEnvFiles(containers),
  project: { ...multiEnvProject(containers, apps.none.settings), access: { kind: 'environment' } },
  changes: [
    renamed('radio'),
    profileBy(localAwsLabel, [
      ['"general"', '"project",\n    "useProfile": true,\n    "profileName": "other"'],
    ]),
    {
      what: 'build command',
      answers: { javascript: { ...apps.none.settings.javascript, buildCommand: 'make' } },
      settings: { javascript: { ...apps.none.settings.javascript, buildCommand: 'make' } },
      edits: { [configLabel]: [['"npm run-script build"', '"make"']] },
    },
  ],
};

export const multiEnvAccessFolders = [keysFile, noProfile];
