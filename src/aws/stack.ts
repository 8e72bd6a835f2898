import { ownMember } from '../core/own-member.ts';
import { Problem } from '../core/problem.ts';
import { consoleHosts } from '../regions/partitions.ts';
import type { AwsClients } from './clients.ts';
import { callCloudFormation } from './cloudformation-call.ts';
import { notFromAws } from './identity.ts';
import type { StackRecord } from './progress/model.ts';
import { stackRecord } from './stack-records.ts';

export interface CreateStackInput {
  readonly stackName: string;
  /** At most 51,200 bytes. */
  readonly template: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** ClientRequestToken: the same token always leads to the same stack, so a repeated call is harmless. */
  readonly token: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Sends CreateStack; the stack is being created when it returns.
 *
 * RetainExceptOnCreate: if a creation is rolled back, its new, empty bucket is deleted with it, so that the same name can
 * be used again; the bucket of a stack that was once complete is retained as the template says.
 *
 * @throws Problem STACK_EXISTS, ACCESS_DENIED, …; AWS_ANSWER if the answer names no stack
 */
export async function createStack(
  clients: AwsClients,
  input: CreateStackInput,
  signal?: AbortSignal,
): Promise<{ stackId: string }> {
  const doing = `create the stack ${input.stackName}`;
  return callCloudFormation(clients, doing, signal, async (client, options) => {
    const { CreateStackCommand } = await import('@aws-sdk/client-cloudformation');
    const { StackId: stackId } = await client.send(
      new CreateStackCommand({
        StackName: input.stackName,
        TemplateBody: input.template,
        Parameters: Object.entries(input.parameters).map(([ParameterKey, ParameterValue]) => ({
          ParameterKey,
          ParameterValue,
        })),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
        RetainExceptOnCreate: true,
        ClientRequestToken: input.token,
        ...(input.tags ? { Tags: Object.entries(input.tags).map(([Key, Value]) => ({ Key, Value })) } : {}),
      }),
      options,
    );
    if (!stackId) throw notFromAws(doing);
    return { stackId };
  });
}

/**
 * Reads a stack.
 *
 * @param nameOrId a deleted stack is found only by its id, for 90 days
 * @returns undefined if it does not exist
 */
export async function describeStack(
  clients: AwsClients,
  nameOrId: string,
  signal?: AbortSignal,
): Promise<StackRecord | undefined> {
  const doing = `read the stack ${nameOrId}`;
  try {
    return await callCloudFormation(clients, doing, signal, async (client, options) => {
      const { DescribeStacksCommand } = await import('@aws-sdk/client-cloudformation');
      const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: nameOrId }), options);
      const record = Stacks?.[0] && stackRecord(Stacks[0]);
      if (!record) throw notFromAws(doing);
      return record;
    });
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.code === 'STACK_UNKNOWN') return undefined;
    throw thrown;
  }
}

/** The template of a stack as AWS executes it, with macros resolved. */
export async function stackTemplate(
  clients: AwsClients,
  nameOrId: string,
  signal?: AbortSignal,
): Promise<string> {
  const doing = `read the template of the stack ${nameOrId}`;
  return callCloudFormation(clients, doing, signal, async (client, options) => {
    const { GetTemplateCommand } = await import('@aws-sdk/client-cloudformation');
    const { TemplateBody } = await client.send(
      new GetTemplateCommand({ StackName: nameOrId, TemplateStage: 'Processed' }),
      options,
    );
    if (!TemplateBody) throw notFromAws(doing);
    return TemplateBody;
  });
}

/**
 * Asks AWS to delete a stack; it is being deleted when this returns. A missing stack is not an error.
 *
 * @param token ClientRequestToken, one per intention
 */
export async function deleteStack(
  clients: AwsClients,
  nameOrId: string,
  token: string,
  signal?: AbortSignal,
): Promise<void> {
  await callCloudFormation(clients, `delete the stack ${nameOrId}`, signal, async (client, options) => {
    const { DeleteStackCommand } = await import('@aws-sdk/client-cloudformation');
    await client.send(new DeleteStackCommand({ StackName: nameOrId, ClientRequestToken: token }), options);
  });
}

/**
 * The address of a stack in the CloudFormation console, in the partition and region of its id.
 *
 * @param stackId ARN of the stack
 * @returns undefined if the partition's console is unknown, see `consoleUnknown`
 */
export function consoleLink(stackId: string): string | undefined {
  const [, partition = 'aws', , region = 'us-east-1'] = stackId.split(':');
  const host = ownMember(consoleHosts, partition);
  return (
    host &&
    `https://${region}.${host}/cloudformation/home?region=${region}#/stacks/stackinfo?stackId=${encodeURIComponent(stackId)}`
  );
}
