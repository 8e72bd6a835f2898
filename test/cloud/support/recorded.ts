import { readFileSync } from 'node:fs';
import * as cloudformation from '@aws-sdk/client-cloudformation';
import * as iam from '@aws-sdk/client-iam';
import * as s3 from '@aws-sdk/client-s3';
import * as sts from '@aws-sdk/client-sts';
import { expect, it } from 'vitest';
import { type Account, allEvents, clientOptions, cloudForTest, eventLine } from './cloud.ts';
import { type WireReply, wire } from './wire.ts';

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
/** Parameters that are JSON in a text, and stand as plain values in the files. */
const JSON_TEXTS = [
  'TemplateBody',
  'PolicyDocument',
  'AssumeRolePolicyDocument',
  'Policy',
  'StackPolicyBody',
];

/** The cases of one service. */
export function casesOf(service: string): RecordedCase[] {
  return JSON.parse(readFileSync(new URL(`../recorded/${service}.json`, import.meta.url), 'utf8'));
}

/** Makes a test of every case of a service, each in a cloud of its own. */
export function testRecorded(service: string): void {
  it.each(casesOf(service).map((one) => [one.id, one] as const))('%s', async (_id, { steps, differs }) => {
    const replay = run(service, steps);
    if (differs === undefined) await replay;
    else await expect(replay, 'the demo cloud answers as recorded by now').rejects.toThrow();
  });
}

async function run(service: string, steps: readonly Step[]): Promise<void> {
  const cloud = await cloudForTest();
  const { replies, requestHandler } = wire();
  const saved: Record<string, unknown> = { endpoint: cloud.endpoint };
  const clientOf = (name: string, as: Account = 'dev', region?: string) =>
    new (
      MODULES[name]![CLIENTS[name]!] as unknown as new (
        options: object,
      ) => {
        send(command: unknown): Promise<Record<string, unknown>>;
      }
    )({ ...clientOptions(cloud, as, region), requestHandler });
  const stacks = new cloudformation.CloudFormationClient(clientOptions(cloud));
  for (const raw of steps) {
    const step = filled(raw, saved) as Step;
    if (step.events !== undefined) {
      const events = await allEvents(stacks, step.events);
      const lines = events
        .filter(({ LogicalResourceId }) => step.of === undefined || LogicalResourceId === step.of)
        .map(eventLine)
        .map(withoutIds);
      expect(lines.filter((line) => new RegExp(step.only ?? '').test(line))).toEqual(step.lines);
      continue;
    }
    const [operation = '', other = service] = (step.call ?? '').split(':').reverse();
    const ask = () => answer(clientOf(other, step.as, step.region), other, operation, step, replies);
    const output =
      step.settled === undefined ? await untilHas(step.until, ask) : await settledStack(stacks, step.settled);
    if (output === undefined) continue;
    expect(output).toMatchObject(matchers(step.output ?? {}) as object);
    for (const path of step.absent ?? []) expect([path, at(output, path)]).toEqual([path, undefined]);
    for (const [name, path] of Object.entries(step.save ?? {})) saved[name] = at(output, path);
  }
}

async function untilHas<Answer>(wanted: object | undefined, ask: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 0; tries < 500; tries += 1) {
    const output = await ask();
    if (wanted === undefined || expect.objectContaining(matchers(wanted) as object).asymmetricMatch(output)) {
      return output;
    }
  }
  throw new Error(`Never answered with ${JSON.stringify(wanted)}`);
}

async function answer(
  client: { send(command: unknown): Promise<Record<string, unknown>> },
  service: string,
  operation: string,
  { input = {}, error, output }: Step,
  replies: readonly WireReply[],
): Promise<Record<string, unknown> | undefined> {
  const Command = MODULES[service]![`${operation}Command`] as unknown as new (input: object) => unknown;
  const outcome = await client.send(new Command(asTexts(input))).then(
    (value) => ({ value }),
    (failure: Error & { name: string }) => ({ failure }),
  );
  const { status = 0, body = '' } = replies.at(-1) ?? {};
  const wanted = error === undefined ? undefined : { message: expect.any(String), ...error };
  const failed =
    'failure' in outcome
      ? {
          code: /<Code>([^<]*)/.exec(body)?.[1] ?? outcome.failure.name,
          status,
          message: outcome.failure.message,
        }
      : undefined;
  expect(failed, `${operation} ${output === undefined ? '' : 'is answered'}`).toEqual(wanted);
  if (!('value' in outcome)) return undefined;
  const { Body } = outcome.value as { Body?: { transformToString(): Promise<string> } };
  return Body === undefined ? outcome.value : { ...outcome.value, Body: await Body.transformToString() };
}

async function settledStack(client: cloudformation.CloudFormationClient, name: string) {
  for (let tries = 0; tries < 500; tries += 1) {
    const found = await client.send(new cloudformation.DescribeStacksCommand({ StackName: name }));
    const stack = found.Stacks![0]!;
    if (!stack.StackStatus!.endsWith('_IN_PROGRESS') || stack.StackStatus === 'REVIEW_IN_PROGRESS') {
      return { ...stack } as Record<string, unknown>;
    }
  }
  throw new Error(`${name} does not come to rest`);
}

function asTexts(input: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      JSON_TEXTS.includes(name) && typeof value === 'object' ? JSON.stringify(value) : value,
    ]),
  );
}

/** A value with what earlier steps saved in it. */
function filled(value: unknown, saved: Record<string, unknown>): unknown {
  if (typeof value === 'string') {
    if (/^\$\w+$/.test(value) && value.slice(1) in saved) return saved[value.slice(1)];
    return value.replace(/\$(\w+)/g, (whole, name: string) => String(saved[name] ?? whole));
  }
  if (Array.isArray(value)) return value.map((item) => filled(item, saved));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, filled(item, saved)]));
}

/** What stands as `~pattern` is a pattern. */
function matchers(value: unknown): unknown {
  if (typeof value === 'string' && value.startsWith('~')) return expect.stringMatching(value.slice(1));
  if (Array.isArray(value)) return value.map(matchers);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, matchers(item)]));
}

function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce((found, name) => (found as Record<string, unknown> | undefined)?.[name], value);
}

/** An event's line without the ids that no two runs share. */
function withoutIds(line: string): string {
  return line
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UUID')
    .replace(' (demo placeholder, nothing is behind it)', '');
}
