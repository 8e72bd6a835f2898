import { readFileSync } from 'node:fs';
import * as cloudformation from '@aws-sdk/client-cloudformation';
import * as iam from '@aws-sdk/client-iam';
import * as s3 from '@aws-sdk/client-s3';
import * as sts from '@aws-sdk/client-sts';
import { expect, it } from 'vitest';
import { replay } from '../../../build/aws-check/replay.mjs';
import { type Account, clientOptions, cloudForTest } from './cloud.ts';
import { wire } from './wire.ts';

/** Recorded behaviour of AWS, in the form of test/cloud/recorded/*.json. */
export interface RecordedCase {
  id: string;
  /** The source of the recording: project, file and test, and when it was made. */
  source: string;
  steps: readonly Step[];
  /** Why the demo cloud answers differently; the case then has to fail. */
  differs?: string;
}

/**
 * One step: a call with its answer, or a check of a stack once it is settled, or of its events. Names that begin with `$`
 * stand for values saved by an earlier step.
 */
interface Step {
  /** `Operation`, or `service:Operation` for a service other than the file's. */
  call?: string;
  as?: Account;
  region?: string;
  input?: Record<string, unknown>;
  /** What the answer must contain, among other things. */
  output?: Record<string, unknown>;
  /** Paths like `Role.Tags` that the answer must not have. */
  absent?: readonly string[];
  error?: { code: string; status: number; message?: string };
  /** Repeats the call until the answer has this. */
  until?: Record<string, unknown>;
  /** Names for parts of the answer, with their paths. */
  save?: Record<string, string>;
  /** The stack to wait for. */
  settled?: string;
  /** The stack whose events, oldest first, must be `lines`; only those of one resource if `of` names it. */
  events?: string;
  of?: string;
  /** A pattern to select lines. */
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

/** Makes a test of every case of a service, each in its own cloud. */
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
