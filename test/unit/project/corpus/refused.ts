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
  type RefusedFolder,
  stack,
  teamLabel,
} from './texts.ts';

const documented = {
  ...documentedMeta('broken-20190101000000'),
  [configLabel]: documentedConfig('broken', 'code', {
    frontendHandler: { javascript: '/opt/amplify-frontend' },
    javascript: apps.none.block,
  }),
  [awsInfoLabel]: json({ useProfile: true, profileName: 'default' }),
};
const multiEnv = multiEnvFiles({
  name: 'broken',
  version: '3.1',
  indent: 2,
  editor: 'vim',
  stacks: { dev: stack('amplify-broken-dev-1234') },
  app: { frontend: 'javascript', javascript: apps.none.block },
});

const malformed = (
  about: string,
  base: Readonly<Record<string, string>>,
  label: string,
  text: string,
  says: readonly string[],
): RefusedFolder => ({
  about,
  files: { ...base, [label]: text },
  code: 'FILE_MALFORMED',
  says: [label, ...says],
});

const unusable = (
  about: string,
  files: Readonly<Record<string, string>>,
  says: readonly string[],
): RefusedFolder => ({
  about,
  files,
  code: 'PROJECT_UNREADABLE',
  says,
});

const half = (multiEnv[configLabel] ?? '').slice(0, 60);

export const refusedFolders: readonly RefusedFolder[] = [
  malformed(
    'a comma is missing',
    documented,
    configLabel,
    '{\n    "projectName": "broken"\n    "projectPath": "/"\n}',
    ['line 3, column 5', 'A comma or } is missing there.'],
  ),
  malformed('a word that is none', documented, awsInfoLabel, '{\n  "useProfile": tru\n}', [
    'line 2, column 17',
  ]),
  malformed(
    'line ends of Windows, and single quotes',
    documented,
    awsInfoLabel,
    "{\r\n\r\n  'useProfile': true\r\n}",
    ['line 3, column 3'],
  ),
  malformed('a byte order mark, and no colon', documented, metaLabel, '\uFEFF{ "providers" {} }', [
    'line 1, column 15',
  ]),
  malformed('cut off in the middle', multiEnv, configLabel, half, [
    `line ${half.split('\n').length}, column ${(half.split('\n').at(-1) ?? '').length + 1}`,
  ]),
  malformed('an empty file', multiEnv, localEnvLabel, '\n', ['is empty']),
  malformed(
    'the marks of a merge',
    multiEnv,
    teamLabel,
    '{\n<<<<<<< HEAD\n  "dev": {}\n=======\n>>>>>>> main\n}\n',
    ['line 2, column 1', 'merge conflict'],
  ),
  malformed('two objects', multiEnv, localAwsLabel, '{}\n\n  {}', ['line 3, column 3']),
  {
    ...malformed(
      'a broken backend, which only a change needs',
      multiEnv,
      metaLabel,
      '{ "providers": [1, 2 }',
      ['line 1, column 22'],
    ),
    opens: true,
  },
  unusable('a list in the place of an object', { ...documented, [configLabel]: '[]' }, [
    configLabel,
    'It holds a list',
  ]),
  unusable('a kind of app that nobody knows', { ...documented, [configLabel]: '{ "projectName": "x" }' }, [
    configLabel,
    'none of the apps',
  ]),
  unusable(
    'a frontend that nobody knows',
    { ...multiEnv, [configLabel]: '{ "projectName": "x", "version": "3.1", "frontend": "windows" }' },
    [configLabel, 'frontend is none of'],
  ),
  unusable(
    'a project of Gen 2',
    {
      'amplify/backend.ts': "import { defineBackend } from '@aws-amplify/backend';\n\ndefineBackend({});\n",
      'amplify/auth/resource.ts': 'export const auth = {};\n',
      'amplify/package.json': '{ "type": "module" }\n',
      'amplify_outputs.json': '{ "version": "1" }',
    },
    ['is an Amplify Gen 2 project', 'amplify/backend.ts'],
  ),
  unusable(
    'a project of Gen 2 over one with environments',
    { ...multiEnv, 'amplify/backend.ts': 'defineBackend({});\n' },
    ['is an Amplify Gen 2 project'],
  ),
  unusable('a project of Gen 2 in JavaScript', { 'amplify/backend.mjs': 'defineBackend({});\n' }, [
    'amplify/backend.mjs',
  ]),
  unusable('a file called amplify', { amplify: currentMetaLabel }, ['is a file']),
];
