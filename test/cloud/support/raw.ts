import { CloudFormationClient, ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { DemoCloud } from '../../../demo/cloud/server.ts';
import { clientOptions } from './cloud.ts';
import { type WireReply, type WireRequest, wire } from './wire.ts';

/** Changes to a request before it is signed, so that only its contents can be wrong. */
export type Change = Partial<Pick<WireRequest, 'method' | 'path' | 'query' | 'headers' | 'body'>>;

/** Sends a form to IAM (or CloudFormation, if the form has its version), or another body, with a valid signature. */
export async function sendForm(cloud: DemoCloud, body: string, change: Change = {}): Promise<WireReply> {
  const line = wire();
  const options = { ...clientOptions(cloud), requestHandler: line.requestHandler as never };
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const changes = { headers, body, ...change };
  return body.includes('Version=2010-05-15')
    ? sent(new CloudFormationClient(options), line, new ListStacksCommand({}), changes)
    : sent(new IAMClient(options), line, new ListUsersCommand({}), changes);
}

/** Sends any request to S3 with a valid signature. */
export async function sendS3(cloud: DemoCloud, change: Change): Promise<WireReply> {
  const line = wire();
  const client = new S3Client({ ...clientOptions(cloud), requestHandler: line.requestHandler as never });
  return sent(client, line, new GetObjectCommand({ Bucket: 'some-bucket', Key: 'some-key' }), {
    query: {},
    headers: {},
    ...change,
  });
}

/** The parts of an SDK client that are needed here, the same for every service. */
interface AnyClient {
  middlewareStack: { add(step: unknown, options: object): void };
  send(command: object): Promise<unknown>;
}

/** Returns the answer as it was sent, whatever the SDK makes of it. */
async function sent(
  given: CloudFormationClient | IAMClient | S3Client,
  { replies }: ReturnType<typeof wire>,
  command: object,
  change: Change,
): Promise<WireReply> {
  const client = given as unknown as AnyClient;
  client.middlewareStack.add(
    (next: (args: unknown) => unknown) => (args: { request: WireRequest }) => {
      const { host = '' } = args.request.headers;
      const length = { 'content-length': String(Buffer.byteLength(String(change.body ?? ''))) };
      Object.assign(args.request, change, { headers: { host, ...length, ...change.headers } });
      return next(args);
    },
    { step: 'build', priority: 'low', name: 'changeRequest' },
  );
  await client.send(command).catch(() => undefined);
  const reply = replies.at(-1);
  if (reply === undefined) throw new Error('The request was not sent');
  return reply;
}
