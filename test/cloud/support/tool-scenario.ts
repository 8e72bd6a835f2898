import type { Caller } from './callers.ts';

const Bucket = 'tools-bucket';
const StackName = 'tools';
const mebibytes = (count: number, letter: string) => letter.repeat(count * 1024 * 1024);

/** Calls of other tools: change sets, stack policies, copies and multipart uploads, simulated policies, apps, the sign-in. */
export async function tellToolScenario({ call }: Caller, endpoint: string) {
  const done = async (...args: Parameters<Caller['call']>) => {
    const outcome = await call(...args);
    if ('error' in outcome) throw new Error(`${args[1]}: ${outcome.error} ${outcome.message}`);
    return outcome.output;
  };
  const refused = async (...args: Parameters<Caller['call']>) => {
    const outcome = await call(...args);
    return 'error' in outcome ? outcome.error : 'answered';
  };
  const until = async (look: () => Promise<string>, wanted: RegExp) => {
    for (;;) {
      const state = await look();
      if (wanted.test(state)) return state;
    }
  };
  const stackState = async () =>
    (await done('cloudformation', 'DescribeStacks', { StackName })).Stacks[0].StackStatus;
  const template = (text: string) =>
    JSON.stringify({
      Resources: {
        Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'tools', DisplayName: text } },
      },
    });
  const changeSet = async (ChangeSetName: string, ChangeSetType: string, text: string) => {
    const named = { StackName, ChangeSetName };
    await done('cloudformation', 'CreateChangeSet', {
      ...named,
      ChangeSetType,
      TemplateBody: template(text),
    });
    const look = async () => (await done('cloudformation', 'DescribeChangeSet', named)).Status;
    const state = await until(look, /_COMPLETE$|FAILED/);
    const { Changes } = await done('cloudformation', 'DescribeChangeSet', named);
    return {
      state,
      changes: Changes.map(
        ({ ResourceChange: { Action, LogicalResourceId } }: { ResourceChange: Record<string, string> }) =>
          `${Action} ${LogicalResourceId}`,
      ),
    };
  };
  return { ...(await stacks()), ...(await objects()), ...(await rights()), ...(await apps()) };

  async function stacks() {
    const created = await changeSet('first', 'CREATE', 'one');
    const review = await stackState();
    await done('cloudformation', 'ExecuteChangeSet', { StackName, ChangeSetName: 'first' });
    const complete = await until(stackState, /^CREATE_COMPLETE$|FAILED|ROLLBACK/);
    const StackPolicyBody = JSON.stringify({
      Statement: [{ Effect: 'Deny', Action: 'Update:*', Principal: '*', Resource: '*' }],
    });
    await done('cloudformation', 'SetStackPolicy', { StackName, StackPolicyBody });
    const policy = await done('cloudformation', 'GetStackPolicy', { StackName });
    const updated = await changeSet('second', 'UPDATE', 'two');
    await done('cloudformation', 'ExecuteChangeSet', { StackName, ChangeSetName: 'second' });
    const denied = await until(stackState, /^UPDATE_ROLLBACK_COMPLETE$|^UPDATE_COMPLETE$/);
    const noPolicy = await refused('cloudformation', 'SetStackPolicy', { StackName, StackPolicyBody: '{}{' });
    return {
      created,
      review,
      complete,
      policy: JSON.parse(policy.StackPolicyBody),
      updated,
      denied,
      noPolicy,
    };
  }

  async function objects() {
    await done('s3', 'CreateBucket', {
      Bucket,
      CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
    });
    await done('s3', 'PutObject', { Bucket, Key: 'first', Body: 'hello' });
    await done('s3', 'CopyObject', { Bucket, Key: 'copy', CopySource: `${Bucket}/first` });
    const copy = (await done('s3', 'GetObject', { Bucket, Key: 'copy' })).Body;
    const noSource = await refused('s3', 'CopyObject', { Bucket, Key: 'x', CopySource: `${Bucket}/none` });
    const upload = {
      Bucket,
      Key: 'parts',
      UploadId: (await done('s3', 'CreateMultipartUpload', { Bucket, Key: 'parts' })).UploadId,
    };
    const Parts = [];
    for (const [index, Body] of [mebibytes(5, 'a'), 'end'].entries()) {
      const { ETag } = await done('s3', 'UploadPart', { ...upload, PartNumber: index + 1, Body });
      Parts.push({ ETag, PartNumber: index + 1 });
    }
    const listed = (await done('s3', 'ListParts', upload)).Parts.length;
    await done('s3', 'CompleteMultipartUpload', { ...upload, MultipartUpload: { Parts } });
    const { ContentLength, ETag } = await done('s3', 'HeadObject', { Bucket, Key: 'parts' });
    const over = await refused('s3', 'ListParts', upload);
    return { copy, noSource, listed, size: ContentLength, isOfParts: /-2"?$/.test(ETag), over };
  }

  async function rights() {
    const { Arn } = await done('sts', 'GetCallerIdentity', {});
    const RoleName = 'tool';
    const statement = { Effect: 'Allow', Principal: { AWS: Arn }, Action: 'sts:AssumeRole' };
    const { Role } = await done('iam', 'CreateRole', {
      RoleName,
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
    });
    await done('iam', 'PutRolePolicy', {
      ...{ RoleName, PolicyName: 'p' },
      PolicyDocument: JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 's3:Get*', Resource: '*' }] }),
    });
    const { EvaluationResults } = await done('iam', 'SimulatePrincipalPolicy', {
      PolicySourceArn: Role.Arn,
      ActionNames: ['s3:GetObject', 's3:PutObject'],
    });
    const { Credentials } = await done('sts', 'AssumeRole', { RoleArn: Role.Arn, RoleSessionName: 'me' });
    const Session = JSON.stringify({
      sessionId: Credentials.AccessKeyId,
      sessionKey: Credentials.SecretAccessKey,
      sessionToken: Credentials.SessionToken,
    });
    const query = new URLSearchParams({ Action: 'getSigninToken', Session });
    const answer = await fetch(`${endpoint}/federation?${query}`);
    const decisions = EvaluationResults.map(
      (each: Record<string, string>) => `${each.EvalActionName} ${each.EvalDecision}`,
    );
    return { decisions, signIn: Object.keys((await answer.json()) as object) };
  }

  async function apps() {
    const { app } = await done('amplify', 'CreateApp', { name: 'shop' });
    const backend = { appId: app.appId, environmentName: 'dev' };
    await done('amplify', 'CreateBackendEnvironment', backend);
    await done('amplify', 'DeleteBackendEnvironment', backend);
    const goneBackend = await refused('amplify', 'GetBackendEnvironment', backend);
    await done('amplify', 'DeleteApp', { appId: app.appId });
    return { goneBackend, goneApp: await refused('amplify', 'GetApp', { appId: app.appId }) };
  }
}
