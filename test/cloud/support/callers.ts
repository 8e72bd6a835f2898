import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as amplify from '@aws-sdk/client-amplify';
import * as cloudformation from '@aws-sdk/client-cloudformation';
import * as iam from '@aws-sdk/client-iam';
import * as s3 from '@aws-sdk/client-s3';
import * as sts from '@aws-sdk/client-sts';
import type { DemoCloud } from '../../../demo/cloud/server.ts';
import { clientOptions, temporaryFolder } from './cloud.ts';

type Service = 'amplify' | 'cloudformation' | 'iam' | 's3' | 'sts';
// biome-ignore lint/suspicious/noExplicitAny: the scenario says what it expects in an answer
type Output = any;

/** Keys to use instead of those of the cloud's first user. */
export interface Keys {
  key: string;
  secret: string;
  /** For temporary credentials. */
  token?: string;
}

/** The outcome of a call: its answer, or the code of its error without the `Exception` that only some clients add. */
export type Outcome = { output: Output } | { error: string; message: string };

/** A client of AWS that takes calls by their API names, so that every client can make the same ones. */
export interface Caller {
  call(service: Service, operation: string, input: Record<string, unknown>, keys?: Keys): Promise<Outcome>;
  close(): void;
}

function failure(code: string, message: string): Outcome {
  return { error: code.replace(/Exception$/, ''), message };
}

const MODULES = { amplify, cloudformation, iam, s3, sts } as unknown as Record<
  Service,
  Record<string, Output>
>;
const CLIENTS = {
  amplify: 'AmplifyClient',
  cloudformation: 'CloudFormationClient',
  iam: 'IAMClient',
  s3: 'S3Client',
  sts: 'STSClient',
};

/** The SDK for JavaScript. */
export function sdkCaller(cloud: DemoCloud): Caller {
  const options = clientOptions(cloud);
  return {
    async call(service, operation, input, keys) {
      const credentials = keys
        ? {
            accessKeyId: keys.key,
            secretAccessKey: keys.secret,
            ...(keys.token && { sessionToken: keys.token }),
          }
        : options.credentials;
      const module = MODULES[service];
      const client = new module[CLIENTS[service]]({ ...options, credentials });
      try {
        const output = await client.send(new module[`${operation}Command`](input));
        return { output: output.Body ? { ...output, Body: await output.Body.transformToString() } : output };
      } catch (error) {
        return failure((error as Error).name, (error as Error).message);
      }
    },
    close: () => undefined,
  };
}

/** Python's boto3, in one process for all calls. */
export function boto3Caller(cloud: DemoCloud): Caller {
  const { credentials, endpoint, region } = clientOptions(cloud);
  const python = conversation('caller.py');
  python.tell({ endpoint, region, key: credentials.accessKeyId, secret: credentials.secretAccessKey });
  return {
    async call(service, operation, input, keys) {
      const answer = await python.ask({ service, operation, input, keys });
      return 'error' in answer ? failure(answer.error, answer.message) : answer;
    },
    close: python.close,
  };
}

/** The aws CLI, in one process for all calls. */
export function cliCaller(cloud: DemoCloud): Caller {
  const folder = temporaryFolder();
  const { credentials, endpoint, region } = clientOptions(cloud);
  const cli = conversation('aws_cli.py', { HOME: folder, AWS_ENDPOINT_URL: endpoint });
  return {
    async call(service, operation, { Body, ...input }, keys) {
      const file = join(folder, 'content');
      if (Body !== undefined) writeFileSync(file, String(Body));
      const { Bucket, Key } = input;
      const args = [
        service === 's3' ? 's3api' : service,
        operation.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase(),
        ...(operation === 'GetObject'
          ? ['--bucket', String(Bucket), '--key', String(Key), file]
          : ['--cli-input-json', JSON.stringify(input)]),
        ...(Body === undefined ? [] : ['--body', file]),
        ...['--output', 'json', '--no-paginate'],
      ];
      const env = {
        AWS_DEFAULT_REGION: region,
        AWS_ACCESS_KEY_ID: keys?.key ?? credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: keys?.secret ?? credentials.secretAccessKey,
        AWS_SESSION_TOKEN: keys?.token ?? '',
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_MAX_ATTEMPTS: '1',
      };
      const { code, output, complaint } = await cli.ask({ args, env });
      const [, error, message = ''] =
        /An error occurred \((.+?)\) when calling .*?: (.*)/s.exec(complaint) ?? [];
      if (error !== undefined) return failure(error, message.trim());
      if (code !== 0) throw new Error(complaint);
      const answer = output.trim() === '' ? {} : JSON.parse(output);
      return { output: operation === 'GetObject' ? { ...answer, Body: readFileSync(file, 'utf8') } : answer };
    },
    close: cli.close,
  };
}

/** A Python program that answers each line of JSON with another. */
function conversation(script: string, env: Record<string, string> = {}) {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn('python3', [path], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, ...env },
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const complaints = textOf(child.stderr);
  const tell = (line: object): void => {
    child.stdin.write(`${JSON.stringify(line)}\n`);
  };
  return {
    tell,
    async ask(line: object): Promise<Output> {
      tell(line);
      const { value, done } = await answers.next();
      if (done) throw new Error(`${script} ended: ${await complaints}`);
      return JSON.parse(value);
    },
    close: () => child.stdin.end(),
  };
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += chunk;
  return text;
}
