import { readFileSync } from 'node:fs';
import * as cloudformation from '@aws-sdk/client-cloudformation';
import * as iam from '@aws-sdk/client-iam';
import * as s3 from '@aws-sdk/client-s3';
import * as sts from '@aws-sdk/client-sts';
import { expect, it } from 'vitest';
import { replay } from '../../../build/aws-check/replay.mjs';
import { type Account, clientOptions, cloudForTest } from './cloud.ts';
import { wire } from './wire.ts';

/** What AWS was recorded to do, in the form of test/cloud/recorded/*.json. */
export interface RecordedCase {
  id: string;
  /** Whose recording it is: project, file and test, and when it was made. */
  source: string;
  steps: readonly Step[];
  /** Why the demo cloud answers something else; then the case has to fail. */
  differs?: string;
}

/**
 * One step: a call with what it is answered, or a look at a stack once it has come to rest, or at its events. Names
 * that begin with `$` stand for what an earlier step saved.
 */
interface Step {
  /** `Operation`, or `service:Operation` where it is another service than the file's. */
  call?: string;
  as?: Account;
  region?: string;
  input?: Record<string, unknown>;
  /** What the answer has, among other things. */
  output?: Record<string, unknown>;
  /** Paths like `Role.Tags` of what it does not have. */
  absent?: readonly string[];
  error?: { code: string; status: number; message?: string };
  /** Asks again until the answer has this. */
  until?: Record<string, unknown>;
  /** Names for parts of the answer, by their paths. */
  save?: Record<string, string>;
  /** The stack to wait for. */
  settled?: string;
  /** The stack whose events, oldest first, are `lines`, of one resource if `of` names it. */
  events?: string;
  of?: string;
  /** A pattern: only the lines that fit. */
  only?: string;
  lines?: readonly string[];
}

const MODULES = { cloudformation, iam, s3, sts } as unknown as Record<string, Record<string, never>>;
const CLIENTS: Record<string, string> = {
  cloudformation: 'CloudFormationClient',
  iam: 'IAMClient',
  s3: 'S3Client',
  sts: 'STSClient',
};
/** The cases of one service. */
export function casesOf(service: string): RecordedCase[] {
  return JSON.parse(readFileSync(new URL(`../recorded/${service}.json`, import.meta.url), 'utf8'));
}

/** Makes a test of every case of a service, each in a cloud of its own. */
export function testRecorded(service: string): void {
  it.each(casesOf(service).map((one) => [one.id, one] as const))('%s', async (_id, { steps, differs }) => {
    const found = await run(service, steps);
    if (differs === undefined) expect(found).toEqual([]);
    else expect(found, 'the demo cloud answers as recorded by now').not.toEqual([]);
  });
}

async function run(service: string, steps: readonly Step[]): Promise<string[]> {
  const cloud = await cloudForTest();
  const { replies, requestHandler } = wire();
  return replay(
    service,
    steps,
    async (name, operation, input, { as = 'dev', region }) => {
      const Client = MODULES[name]![CLIENTS[name]!] as unknown as new (
        options: object,
      ) => { send(command: unknown): Promise<Record<string, unknown>> };
      const Command = MODULES[name]![`${operation}Command`] as unknown as new (input: object) => unknown;
      const client = new Client({ ...clientOptions(cloud, as as Account, region), requestHandler });
      try {
        const output = await client.send(new Command(input));
        const { Body } = output as { Body?: { transformToString(): Promise<string> } };
        return { output: Body === undefined ? output : { ...output, Body: await Body.transformToString() } };
      } catch (thrown) {
        const { name: code, message } = thrown as Error;
        const { status = 0, body = '' } = replies.at(-1) ?? {};
        return { failure: { code: /<Code>([^<]*)/.exec(body)?.[1] ?? code, status, message } };
      }
    },
    { saved: { endpoint: cloud.endpoint } },
  );
}
