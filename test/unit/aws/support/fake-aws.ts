import type { AmplifyClient } from '@aws-sdk/client-amplify';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { S3Client } from '@aws-sdk/client-s3';
import type { STSClient } from '@aws-sdk/client-sts';
import type { AwsClients } from '../../../../src/aws/clients.ts';

/** Answers a command by its name without `Command`; throws AWS's error answers. */
export type Answers = Readonly<Record<string, (input: Record<string, unknown>) => unknown>>;

export interface SentCommand {
  readonly name: string;
  readonly input: Record<string, unknown>;
}

interface Command {
  readonly input: object;
  readonly constructor: { readonly name: string };
}

/** Clients that answer from memory and record what was sent, in order. A command without an answer fails the test. */
export function createFakeAws(
  answers: Answers,
  clockOffset = 0,
): { clients: AwsClients; sent: SentCommand[] } {
  const sent: SentCommand[] = [];
  const client = {
    async send(command: Command, options?: { abortSignal?: AbortSignal }) {
      options?.abortSignal?.throwIfAborted();
      const name = command.constructor.name.replace(/Command$/, '');
      const input = { ...command.input } as Record<string, unknown>;
      sent.push({ name, input });
      const answer = answers[name];
      if (!answer) throw new Error(`the test has no answer to ${name}`);
      return answer(input);
    },
  };
  const clients: AwsClients = {
    region: 'eu-west-1',
    cloud: { kind: 'aws' },
    amplify: async () => client as unknown as AmplifyClient,
    cloudFormation: async () => client as unknown as CloudFormationClient,
    s3: async () => client as unknown as S3Client,
    iam: async () => client as unknown as IAMClient,
    sts: async () => client as unknown as STSClient,
    clockOffset: () => clockOffset,
    close: () => {},
  };
  return { clients, sent };
}

/** An error as the SDK makes it from AWS's answer. */
export function awsError(name: string, message = '', status = 400): Error {
  return Object.assign(new Error(message), { name, Code: name, $metadata: { httpStatusCode: status } });
}

/** A network error as Node makes it. */
export function networkError(code: string): Error {
  return Object.assign(new Error(code), { code });
}
