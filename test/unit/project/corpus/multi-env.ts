import type { Project, ProjectStack } from '../../../../src/project/project.ts';
import {
  apps,
  type CorpusFolder,
  configLabel,
  currentMetaLabel,
  edited,
  json,
  localAwsLabel,
  localEnvLabel,
  metaLabel,
  ROOT,
  record,
  renamed,
  reprofiled,
  stack,
  teamLabel,
} from './texts.ts';

/** The parts of a folder with environments; the rest is as the Amplify CLI of the version writes it. */
export interface MultiEnvParts {
  readonly name: string;
  readonly version: string;
  readonly indent: number;
  readonly editor: string;
  /** By environment; the first one is selected. */
  readonly stacks: Readonly<Record<string, ProjectStack>>;
  /** The frontend and its part. */
  readonly app: object;
  readonly localAws?: object;
  readonly appId?: string;
}

const profileRecord = { configLevel: 'project', useProfile: true, profileName: 'default' };

/** The files that the layout with environments has in every version. */
export function multiEnvFiles(parts: MultiEnvParts): Record<string, string> {
  const { name, version, indent, editor, stacks, app, appId } = parts;
  const [[envName, chosen] = ['', stack('')]] = Object.entries(stacks);
  const meta = json({ providers: { awscloudformation: record(chosen, appId) } }, indent);
  const team = Object.entries(stacks).map(([env, of]) => [env, { awscloudformation: record(of, appId) }]);
  return {
    [configLabel]: json({ projectName: name, version, ...app, providers: ['awscloudformation'] }, indent),
    [localEnvLabel]: json({ projectPath: ROOT, defaultEditor: editor, envName }, indent),
    [localAwsLabel]: json(parts.localAws ?? { [envName]: profileRecord }, indent),
    [teamLabel]: json(Object.fromEntries(team), indent),
    [metaLabel]: meta,
    [currentMetaLabel]: meta,
    'amplify/backend/backend-config.json': '{}',
  };
}

/** What is read from such a folder. */
export function multiEnvProject(
  { name, editor, stacks, appId }: Pick<MultiEnvParts, 'name' | 'editor' | 'stacks' | 'appId'>,
  settings: Omit<Project['settings'], 'name' | 'editor'>,
): CorpusFolder['project'] {
  const [[environment, chosen] = ['', stack('')]] = Object.entries(stacks);
  return {
    layout: 'multi-env',
    settings: { name, editor, ...settings },
    access: { kind: 'profile', name: 'default' },
    environment,
    stack: { ...chosen, ...(appId === undefined ? {} : { appId }) },
  };
}

const part = (app: { block: object }) => ({ frontend: 'javascript', javascript: app.block });

const two: MultiEnvParts = {
  name: 'library',
  version: '2.0',
  indent: 4,
  editor: 'code',
  stacks: { master: stack('library-master-20181120151617', 'eu-west-1') },
  app: part(apps.react),
};
const versionTwo: CorpusFolder = {
  about: 'version 2.0, react, one environment, indent of 4',
  files: {
    ...multiEnvFiles(two),
    '.gitignore': 'node_modules/\namplify/\\#current-cloud-backend\namplify/.config/local-*\n',
  },
  project: multiEnvProject(two, apps.react.settings),
  changes: [renamed('library'), edited('code', localEnvLabel), reprofiled('default', localAwsLabel)],
};

const migrated: MultiEnvParts = {
  name: 'heritage',
  version: '2.0',
  indent: 4,
  editor: 'sublime',
  stacks: { NONE: stack('heritage-20180819202122') },
  app: part(apps.ionic),
};
const fromDocumented: CorpusFolder = {
  about: 'version 2.0, ionic, the environment NONE of a project from 2018, with its backup',
  files: {
    ...multiEnvFiles(migrated),
    'amplify-a1b2c/.config/aws-info.json': json({ useProfile: true, profileName: 'default' }),
    'amplify-a1b2c/backend/amplify-meta.json': json({ providers: {} }),
  },
  project: multiEnvProject(migrated, apps.ionic.settings),
  changes: [renamed('heritage'), edited('sublime', localEnvLabel), reprofiled('default', localAwsLabel)],
};

const three: MultiEnvParts = {
  name: 'clinic',
  version: '3.0',
  indent: 2,
  editor: 'vscode',
  stacks: { dev: stack('amplify-clinic-dev-101112') },
  app: part(apps.angular),
  appId: 'd1a2b3c4d5e6f7',
};
const versionThree: CorpusFolder = {
  about: 'version 3.0, angular',
  files: {
    ...multiEnvFiles(three),
    'amplify/backend/tags.json': '[{ "Key": "user:Stack", "Value": "{project-env}" }]',
    'src/aws-exports.js':
      '/* eslint-disable */\nconst awsmobile = {\n    "aws_project_region": "us-east-1"\n};\n',
  },
  project: multiEnvProject(three, apps.angular.settings),
  changes: [
    renamed('clinic'),
    reprofiled('default', localAwsLabel),
    {
      what: 'start command',
      answers: { javascript: { ...apps.angular.settings.javascript, startCommand: 'npm start' } },
      settings: { javascript: { ...apps.angular.settings.javascript, startCommand: 'npm start' } },
      edits: { [configLabel]: [['"ng serve"', '"npm start"']] },
    },
  ],
};

const today: MultiEnvParts = {
  name: 'peerproject',
  version: '3.1',
  indent: 2,
  editor: 'Visual Studio Code',
  stacks: { dev: stack('amplify-peerproject-dev-e5993') },
  app: part(apps.react),
  appId: 'da0af6446083c',
};
const todaysFiles = multiEnvFiles(today);
const versionToday: CorpusFolder = {
  about: 'version 3.1, react, all that init of today writes',
  files: {
    ...todaysFiles,
    [configLabel]: (todaysFiles[configLabel] ?? '').replace(
      '{',
      '{\n  "whyContinueWithGen1": "Prefer not to answer",',
    ),
    'amplify/cli.json': '{"features":{"graphqltransformer":{"enablegen2migration":true}},"debug":{}}',
    'amplify/README.md': '# Getting Started with Amplify CLI\n',
    'amplify/hooks/post-push.sh.sample': '#!/usr/bin/env bash\n',
    'amplify/backend/awscloudformation/build/root-cloudformation-stack.json': '{ "Resources": {} }',
    'amplify/backend/types/amplify-dependent-resources-ref.d.ts':
      'export type AmplifyDependentResourcesAttributes = {}\n',
    'src/aws-exports.js':
      'const awsmobile = {\n    "aws_project_region": "us-east-1"\n};\n\n\nexport default awsmobile;\n',
    'src/amplifyconfiguration.json': '{\n  "aws_project_region": "us-east-1"\n}',
  },
  project: multiEnvProject(today, apps.react.settings),
  changes: [
    renamed('peerproject'),
    edited('Visual Studio Code', localEnvLabel),
    reprofiled('default', localAwsLabel),
    {
      what: 'framework and folder',
      answers: {
        framework: 'vue',
        javascript: { ...apps.react.settings.javascript, distributionDir: 'dist' },
        configFiles: 'leave',
      },
      settings: {
        framework: 'vue',
        javascript: { ...apps.react.settings.javascript, distributionDir: 'dist' },
      },
      edits: {
        [configLabel]: [
          ['"react"', '"vue"'],
          ['"build"', '"dist"'],
        ],
      },
    },
  ],
};

export const multiEnvFolders = [versionTwo, fromDocumented, versionThree, versionToday];
