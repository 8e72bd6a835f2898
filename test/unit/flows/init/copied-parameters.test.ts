import { expect, it } from 'vitest';
import {
  copiedParameters,
  copyNotes,
  environmentsWithParameters,
} from '../../../../src/flows/init/copied-parameters.ts';

const stack = 'amplify-shop-dev-1a2b3';
const team = {
  dev: {
    awscloudformation: {
      StackName: stack,
      DeploymentBucketName: `${stack}-deployment`,
      AmplifyAppId: 'd1app',
    },
    categories: {
      function: {
        hello: {
          deploymentBucketName: `${stack}-deployment`,
          s3Key: 'amplify-builds/hello.zip',
          tableSize: '5',
        },
        bare: { deploymentBucketName: `${stack}-deployment`, s3Key: 'amplify-builds/bare.zip' },
      },
      auth: { people: { hostedUIProviderCreds: '[]', userPoolId: 'eu-west-1_own' } },
      storage: { files: { bucketName: `${stack}-files`, triggers: { onPut: true } } },
      hosting: { amplifyhosting: { appId: 'd1app', type: 'manual' } },
    },
  },
  test: { awscloudformation: { StackName: 'amplify-shop-test-9f9f9' } },
};

it('copies the parameters of another environment, but nothing that belongs to it alone', () => {
  const copy = copiedParameters(team, 'dev');
  expect(copy).toEqual({
    categories: {
      function: { hello: { tableSize: '5' } },
      auth: { people: { userPoolId: 'eu-west-1_own' } },
      storage: { files: { triggers: { onPut: true } } },
    },
    copied: ['function hello', 'auth people', 'storage files'],
    left: [
      'function hello deploymentBucketName',
      'function hello s3Key',
      'function bare deploymentBucketName',
      'function bare s3Key',
      'auth people hostedUIProviderCreds',
      'storage files bucketName',
      'hosting amplifyhosting appId',
      'hosting amplifyhosting type',
    ],
  });
  expect(copyNotes('dev', copy)).toEqual([
    'Parameters are copied from dev (function hello, auth people, storage files): see in team-provider-info.json whether they fit here.',
    expect.stringContaining('stay with dev alone'),
  ]);
});

it('knows which environments have some, whatever the file contains', () => {
  expect(environmentsWithParameters(team)).toEqual(['dev']);
  expect(environmentsWithParameters(undefined)).toEqual([]);
  for (const categories of [undefined, null, 7, [], { function: 'x' }, { function: { hello: [] } }])
    expect(copiedParameters({ dev: { categories } }, 'dev')).toMatchObject({
      categories: undefined,
      copied: [],
    });
  expect(copiedParameters(team, 'prod').categories).toBeUndefined();
  expect(copyNotes('prod', copiedParameters(team, 'prod'))).toEqual([]);
});
