import { expect, it } from 'vitest';
import { newEnvironmentFiles } from '../../../../src/flows/init/new-environment.ts';
import { project, stack } from '../../../support/pretend-values.ts';

const provider = 'amplify/team-provider-info.json';
const before = '{\n    "dev": { "awscloudformation": { "StackName": "of-dev" } }\n}\n';

const files = newEnvironmentFiles(
  {
    folder: '/p',
    settings: project.settings,
    environment: 'prod',
    access: { kind: 'profile', name: 'shop' },
    backend: { texts: new Map([[provider, before]]), previous: 'dev' },
  },
  stack,
);
const json = (label: string) => JSON.parse(files.find((file) => file.label === label)?.contents ?? '{}');

it('adds the record of a new environment under its name, and leaves those of the others', () => {
  expect(json(provider)).toMatchObject({
    dev: { awscloudformation: { StackName: 'of-dev' } },
    prod: { awscloudformation: { StackName: stack.stackName } },
  });
  expect(Object.keys(json(provider))).toEqual(['dev', 'prod']);
});

it('makes it the environment that this machine uses, with the chosen profile', () => {
  expect(json('amplify/.config/local-env-info.json')).toMatchObject({ envName: 'prod', projectPath: '/p' });
  expect(json('amplify/.config/local-aws-info.json')).toMatchObject({ prod: { profileName: 'shop' } });
});
