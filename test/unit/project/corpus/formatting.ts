import { documentedConfig, documentedMeta } from './documented.ts';
import { multiEnvFiles, multiEnvProject } from './multi-env.ts';
import {
  apps,
  awsInfoLabel,
  type CorpusFolder,
  configLabel,
  edited,
  json,
  localAwsLabel,
  localEnvLabel,
  profileBy,
  renamed,
  reprofiled,
  stack,
  teamLabel,
} from './texts.ts';

const parts = {
  name: 'gallery',
  version: '3.1',
  indent: 2,
  editor: 'vscode',
  stacks: { dev: stack('amplify-gallery-dev-555666') },
  app: { frontend: 'javascript', javascript: apps.react.block },
};
const project = multiEnvProject(parts, apps.react.settings);
const documented: CorpusFolder['project'] = {
  layout: 'documented',
  settings: { name: 'gallery', editor: 'code', ...apps.react.settings },
  access: { kind: 'profile', name: 'default' },
  stack: stack('gallery-20190707070707'),
};
const documentedFiles = {
  ...documentedMeta('gallery-20190707070707'),
  [configLabel]: documentedConfig('gallery', 'code', {
    frontendHandler: { javascript: '/opt/amplify-frontend' },
    javascript: apps.react.block,
  }),
  [awsInfoLabel]: json({ configLevel: 'project', useProfile: true, profileName: 'default' }),
};

/** The same folder with every text transformed. */
function turned(
  files: Readonly<Record<string, string>>,
  by: (text: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([label, text]) => [label, by(text)]));
}

const remarks: CorpusFolder = {
  about: 'remarks of every kind and commas after the last member',
  files: {
    ...multiEnvFiles(parts),
    [configLabel]: `// The gallery. "projectName": "not this one"
{
  # changed by hand
  "projectName": "gallery", // shown in the console
  "version": "3.1", /* do not touch */
  "frontend": "javascript",
  "javascript": {
    "framework": "react",
    "config": {
      "SourceDir": "src",
      "DistributionDir": "build", # of Vite
      "BuildCommand": "npm run-script build",
      "StartCommand": "npm run-script start",
    },
  },
  "providers": [ "awscloudformation", ],
}
# the end
`,
    [localAwsLabel]: `{
  "dev": {
    "configLevel": "project",
    // "profileName": "old",
    "useProfile": true,
    "profileName": "default", // the account of the team
  },
}
`,
  },
  project,
  changes: [
    renamed('gallery'),
    profileBy(localAwsLabel, [['"default", // the', '"other", // the']]),
    {
      what: 'distribution folder',
      answers: { javascript: { ...apps.react.settings.javascript, distributionDir: 'out' } },
      settings: { javascript: { ...apps.react.settings.javascript, distributionDir: 'out' } },
      edits: { [configLabel]: [['"build", # of Vite', '"out", # of Vite']] },
    },
  ],
};

const tabs: CorpusFolder = {
  about: 'tabs, and a line end after the last line',
  files: turned(multiEnvFiles({ ...parts, localAws: { dev: { configLevel: 'general' } } }), (text) => {
    return `${json(JSON.parse(text), '\t')}\n`;
  }),
  project: { ...project, access: { kind: 'environment' } },
  changes: [
    renamed('gallery'),
    edited('vscode', localEnvLabel),
    profileBy(localAwsLabel, [
      ['"general"', '"project",\n\t\t"useProfile": true,\n\t\t"profileName": "other"'],
    ]),
  ],
};

const spacing: CorpusFolder = {
  about: 'odd spacing: commas first, blank lines, spaces at the ends of lines',
  files: {
    ...documentedFiles,
    [configLabel]: `
{ "projectName"   :"gallery"
, "projectPath": "<root>"   
,   "defaultEditor" :   "code"

, "frontendHandler" : {"javascript":"/opt/amplify-frontend"}
, "javascript":{"framework":"react","config":{ "SourceDir":"src",
     "DistributionDir":"build","BuildCommand":"npm run-script build"
,"StartCommand":"npm run-script start"}}
, "providers": {"awscloudformation" : "/opt/amplify-provider-awscloudformation" } }


`,
    [awsInfoLabel]: '{"useProfile" : true ,\n\n   "profileName":"default"  }   \n',
  },
  project: documented,
  changes: [
    { ...renamed('gallery'), edits: { [configLabel]: [[':"gallery"', ':"store"']] } },
    { ...edited('code', configLabel), edits: { [configLabel]: [['"code"', '"vim"']] } },
    profileBy(awsInfoLabel, [['"default"  }', '"other"  }']]),
  ],
};

const oneLine: CorpusFolder = {
  about: 'each file in one line, without spaces',
  files: turned(multiEnvFiles({ ...parts, localAws: { dev: { configLevel: 'general' } } }), (text) =>
    JSON.stringify(JSON.parse(text)),
  ),
  project: { ...project, access: { kind: 'environment' } },
  changes: [
    {
      ...renamed('gallery'),
      edits: { [configLabel]: [['"projectName":"gallery"', '"projectName":"store"']] },
    },
    { ...edited('vscode', localEnvLabel), edits: { [localEnvLabel]: [['"vscode"', '"vim"']] } },
    profileBy(localAwsLabel, [['"general"', '"project", "useProfile": true, "profileName": "other"']]),
  ],
};

const carriageReturns: CorpusFolder = {
  about: 'line ends of Windows',
  files: turned({ ...documentedFiles, [awsInfoLabel]: json({ configLevel: 'general' }) }, (text) =>
    `${text}\n`.replaceAll('\n', '\r\n'),
  ),
  project: { ...documented, access: { kind: 'environment' } },
  changes: [
    renamed('gallery'),
    edited('code', configLabel),
    profileBy(awsInfoLabel, [
      ['"general"', '"project",\r\n    "useProfile": true,\r\n    "profileName": "other"'],
    ]),
  ],
};

const marks: CorpusFolder = {
  about: 'a byte order mark before each file, with environments',
  files: turned(multiEnvFiles(parts), (text) => `\uFEFF${text}`),
  project,
  changes: [renamed('gallery'), edited('vscode', localEnvLabel), reprofiled('default', localAwsLabel)],
};

const documentedMarks: CorpusFolder = {
  about: 'a byte order mark and line ends of Windows, documented',
  files: turned(documentedFiles, (text) => `\uFEFF${text.replaceAll('\n', '\r\n')}`),
  project: documented,
  changes: [renamed('gallery'), edited('code', configLabel), reprofiled('default', awsInfoLabel)],
};

const unknown: CorpusFolder = {
  about: 'keys that nobody knows, in every file, some with the names of others',
  files: {
    ...multiEnvFiles(parts),
    [configLabel]: `{
  "team": { "projectName": "inner", "list": [ 1,2 , {"defaultEditor":null} ], "n": 1.0e+2 },
  "projectName": "gallery",
  "__proto__": { "frontend": "ios" },
  "version": "3.1",
  "frontend": "javascript",
  "javascript": { "framework": "react", "mine": "\\u00e9\\/é 写真 🖼",
    "config": { "SourceDir": "src", "DistributionDir": "build", "extra": {},
      "BuildCommand": "npm run-script build", "StartCommand": "npm run-script start" } },
  "providers": ["awscloudformation", "another"], "constructor": "x"
}`,
    [localAwsLabel]: `{
  "old": {"configLevel": "project", "useProfile": true, "profileName": "default-old"},
  "dev": {"mine": [], "configLevel": "project", "useProfile": true, "profileName": "default", "z": {}}
}`,
    [teamLabel]: json({ dev: { awscloudformation: { StackName: 'half' }, mine: true }, old: 7 }, 3),
  },
  project,
  notes: [
    'team-provider-info.json does not give Region, StackId, DeploymentBucketName, AuthRoleArn, AuthRoleName, UnauthRoleArn, UnauthRoleName of the stack.',
  ],
  changes: [
    renamed('gallery'),
    reprofiled('default', localAwsLabel),
    {
      what: 'build command',
      answers: { javascript: { ...apps.react.settings.javascript, buildCommand: 'say "日本" \\o/' } },
      settings: { javascript: { ...apps.react.settings.javascript, buildCommand: 'say "日本" \\o/' } },
      edits: { [configLabel]: [['"npm run-script build"', '"say \\"日本\\" \\\\o/"']] },
    },
  ],
};

export const formattedFolders = [
  remarks,
  tabs,
  spacing,
  oneLine,
  carriageReturns,
  marks,
  documentedMarks,
  unknown,
];
