import { describe, expect, it } from 'vitest';
import type { StackProgress } from '../../../../src/aws/progress/model.ts';
import { explainFailure } from '../../../../src/flows/init/name-conflict.ts';
import { startStack } from '../../../../src/flows/init/start-stack.ts';
import { derivedNames } from '../../../../src/project/names.ts';
import { plan, updates } from '../../../support/pretend-values.ts';
import { awsError } from '../../aws/support/fake-aws.ts';
import { initWorld } from './support.ts';

const words =
  'The following validation(s) failed: [AWS::EarlyValidation::ResourceExistenceCheck]. To troubleshoot Early Validation errors, use the DescribeEvents API for detailed failure information.';
const names = derivedNames(plan.stackName);
const fails =
  (name: string, status: number, message = '') =>
  () => {
    throw awsError(name, message, status);
  };
const free = { HeadBucket: fails('NotFound', 404), GetRole: fails('NoSuchEntityException', 404) };

describe('CreateStack refused because a name is taken', () => {
  const refused = { CreateStack: fails('ValidationError', 400, words) };

  it.each([
    ['by a stranger', fails('Forbidden', 403), /everyone on AWS.*somebody else has this one/],
    ['by this account', () => ({}), /You already have a bucket of that name/],
  ])('names the bucket that is taken %s', async (_, HeadBucket, meaning) => {
    const { tools, persist, notes } = initWorld({ ...free, ...refused, HeadBucket });
    await expect(startStack(tools, plan, undefined, persist)).rejects.toMatchObject({
      code: 'NAME_TAKEN',
      what: `The bucket name ${names.bucket} is taken, so AWS did not create the stack.`,
      why: expect.stringMatching(meaning),
    });
    expect(notes.size).toBe(0);
  });

  it('names the role that is taken', async () => {
    const GetRole = ({ RoleName }: Record<string, unknown>) =>
      RoleName === names.unauthRole ? {} : free.GetRole();
    const { tools, persist } = initWorld({ ...free, ...refused, GetRole });
    await expect(startStack(tools, plan, undefined, persist)).rejects.toMatchObject({
      what: `The role name ${names.unauthRole} is taken, so AWS did not create the stack.`,
    });
  });

  it('says that it does not know which if it may not look', async () => {
    const denied = fails('AccessDenied', 403, 'no');
    const HeadBucket = fails('InternalError', 500);
    const { tools, persist } = initWorld({ ...refused, HeadBucket, GetRole: denied });
    await expect(startStack(tools, plan, undefined, persist)).rejects.toMatchObject({
      code: 'NAME_TAKEN',
      why: expect.stringMatching(/does not tell this access which.*-deployment.*-authRole.*Nothing was made/),
    });
  });
});

describe('a stack that has failed its checks', () => {
  const end: StackProgress = {
    ...updates.denied.progress,
    status: 'CREATE_FAILED',
    outcome: 'failed',
    events: [],
    causes: [
      {
        logicalId: plan.stackName,
        type: 'AWS::CloudFormation::Stack',
        stackName: plan.stackName,
        at: 0,
        reason: words,
        nameTaken: true,
      },
    ],
  };

  it('is explained by DescribeEvents, which alone names the resource', async () => {
    const { tools, persist, sent } = initWorld({
      DescribeEvents: () => ({
        OperationEvents: [
          { EventType: 'STACK_EVENT', LogicalResourceId: plan.stackName, ResourceStatus: 'CREATE_FAILED' },
          {
            EventType: 'VALIDATION_ERROR',
            LogicalResourceId: 'DeploymentBucket',
            ResourceType: 'AWS::S3::Bucket',
            ValidationName: 'NAME_CONFLICT_VALIDATION',
            ValidationStatus: 'FAILED',
            ValidationFailureMode: 'FAIL',
            ValidationStatusReason: `Resource of type 'AWS::S3::Bucket' with identifier '${names.bucket}' already exists.`,
          },
          {
            EventType: 'VALIDATION_ERROR',
            ValidationFailureMode: 'WARN',
            ValidationStatusReason: 'a warning',
          },
        ],
      }),
    });
    const { causes } = await explainFailure(tools, plan, end, persist);
    expect(causes).toMatchObject([
      {
        logicalId: 'DeploymentBucket',
        code: 'NAME_CONFLICT_VALIDATION',
        nameTaken: true,
        reason: expect.stringContaining(names.bucket),
        meaning: expect.stringContaining('shared by everyone'),
      },
    ]);
    expect(sent[0]?.input).toEqual({ StackName: end.stackId, Filters: { FailedEvents: true } });
  });

  it('is explained by checking the names if that call is not allowed', async () => {
    const DescribeEvents = fails('AccessDenied', 403, 'not authorized');
    const { tools, persist } = initWorld({ ...free, DescribeEvents, HeadBucket: fails('Forbidden', 403) });
    const { causes } = await explainFailure(tools, plan, end, persist);
    expect(causes).toMatchObject([{ logicalId: 'DeploymentBucket', nameTaken: true }]);
    expect(causes[0]?.reason).toContain(names.bucket);
    expect(causes[0]?.meaning).toContain(`The bucket name ${names.bucket} is taken.`);
  });

  it('is reported honestly if neither gives a reason', async () => {
    const DescribeEvents = fails('AccessDenied', 403, 'not authorized');
    const { tools, persist } = initWorld({ ...free, DescribeEvents });
    const { causes } = await explainFailure(tools, plan, end, persist);
    expect(causes).toMatchObject([{ nameTaken: true, reason: words }]);
    expect(causes[0]?.meaning).toMatch(/does not tell this access.*DescribeEvents is not allowed/);
  });

  it('costs no call for any other failure', async () => {
    const { tools, persist, sent } = initWorld({});
    expect(await explainFailure(tools, plan, updates.denied.progress, persist)).toBe(updates.denied.progress);
    expect(sent).toEqual([]);
  });
});
