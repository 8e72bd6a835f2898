import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { PulledBackend } from '../../../../src/flows/configure-project/current-backend.ts';
import { switches } from '../../../../src/flows/configure-project/facts.ts';
import {
  lookAtProject,
  openProject,
  readMetadata,
  readProjectTexts,
} from '../../../../src/flows/configure-project/look.ts';
import { isEmptyPlan, isIncomplete, planProject } from '../../../../src/flows/configure-project/plan.ts';
import type { ProjectAnswers } from '../../../../src/flows/configure-project/project-answers.ts';
import { pullBackend } from '../../../../src/flows/configure-project/pull.ts';
import { asObject } from '../../../../src/project/json-text.ts';
import { trouble } from '../../../support/pretend-values.ts';
import { awsError, createFakeAws } from '../../aws/support/fake-aws.ts';
import { sampleHandlers, sampleStack } from '../../project/support/sample.ts';
import { projectWith } from './support.ts';

const team = 'amplify/team-provider-info.json';
const metaFile = 'amplify/backend/amplify-meta.json';
const provider = {
  StackId: sampleStack.stackId,
  StackName: sampleStack.stackName,
  Region: sampleStack.region,
};
const output = { UserPoolId: 'eu_1', AppClientIDWeb: 'web' };
const meta = {
  providers: { awscloudformation: provider },
  auth: { users: { service: 'Cognito', lastPushTimeStamp: 1, output } },
};
const bytes = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const archive = (files: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, bytes(text)])));
const whole = archive({ 'amplify-meta.json': JSON.stringify(meta), 'auth/users/template.json': '{}' });
const answer = (body: Uint8Array) => ({
  ContentLength: body.length,
  Body: { transformToByteArray: async () => body },
});

type Answers = Readonly<Record<string, Uint8Array | (() => never)>>;

function cloud(objects: Answers) {
  return createFakeAws({
    GetObject: (input: unknown) => {
      const found = objects[String((input as { Key: string }).Key)];
      if (found === undefined) throw awsError('NoSuchKey', 'The specified key does not exist.', 404);
      return typeof found === 'function' ? found() : answer(found);
    },
  }).clients;
}

const fetched = (objects: Answers) => pullBackend(cloud(objects), sampleStack, new AbortController().signal);
const throws = (name: string, status: number) => () => {
  throw awsError(name, name, status);
};
const both = (failure: () => never): Answers => ({
  'amplify-meta.json': failure,
  '#current-cloud-backend.zip': failure,
});

const reasons: readonly (readonly [string, Answers, string])[] = [
  ['no object', {}, 'OBJECT_MISSING'],
  ['no bucket', both(throws('NoSuchBucket', 404)), 'OBJECT_MISSING'],
  ['denied', both(throws('AccessDenied', 403)), 'ACCESS_DENIED'],
  ['throttled', both(throws('SlowDown', 503)), 'THROTTLED'],
  ['a fault of S3', both(throws('InternalError', 500)), 'AWS_FAULT'],
  ['empty', { 'amplify-meta.json': bytes(''), '#current-cloud-backend.zip': bytes('') }, 'OBJECT_MISSING'],
  [
    'no metadata',
    { 'amplify-meta.json': bytes('[]'), '#current-cloud-backend.zip': whole.slice(0, 90) },
    'OBJECT_MISSING',
  ],
  [
    'no files',
    { 'amplify-meta.json': bytes('{}'), '#current-cloud-backend.zip': archive({ 'cli.json': '{}' }) },
    'OBJECT_MISSING',
  ],
];

describe('the deployed backend', () => {
  it('is fetched with its metadata, without the feature flags', async () => {
    const packed = archive({ 'amplify-meta.json': '{}', 'cli.json': '{}', 'cli.dev.json': '{}' });
    const pulled = await fetched({ 'amplify-meta.json': bytes(meta), '#current-cloud-backend.zip': packed });
    expect(pulled.missing).toEqual([]);
    expect(JSON.parse(pulled.meta ?? '')).toEqual(meta);
    expect([...(pulled.current ?? [])].map(([path]) => path)).toEqual(['amplify-meta.json']);
  });

  it.each(reasons)('that cannot be fetched is named with the reason: %s', async (_, objects, code) => {
    const { meta: text, current, missing } = await fetched(objects);
    expect([text, current]).toEqual([undefined, undefined]);
    expect(missing.map(({ name }) => name).sort()).toEqual([
      '#current-cloud-backend.zip',
      'amplify-meta.json',
    ]);
    expect(missing.find(({ name }) => name === 'amplify-meta.json')?.problem.code).toBe(code);
    expect(missing.map(({ problem }) => problem.why)).not.toContainEqual(
      expect.stringContaining('fault of amplify-tui'),
    );
  });

  it('of a missing bucket is not fixed by a push: the bucket comes first', async () => {
    const { missing } = await fetched(both(throws('NoSuchBucket', 404)));
    for (const { problem } of missing)
      expect(problem.next).toMatch(
        /^Make the bucket test890-20181006145850-deployment again .*init --env NAME/,
      );
  });

  it.each([
    ['lists without end', `{"a":[${'[],'.repeat(100_001)}1]}`, 'more than 100,000 elements'],
    ['numbers without end', `{"a":[${'1,'.repeat(200_001)}1]}`, 'more than 200,000 elements'],
    ['one long text', `{"a":"${'x'.repeat(8 * 1024 * 1024)}"}`, 'more than 8 MiB'],
  ])('whose metadata would exhaust the memory is not read: %s', async (_, text, why) => {
    const {
      meta: read,
      current,
      missing,
    } = await fetched({
      'amplify-meta.json': bytes(text),
      '#current-cloud-backend.zip': whole,
    });
    expect(read).toBeUndefined();
    expect(current?.size).toBe(2);
    expect(missing.map(({ name, problem }) => [name, problem.code, problem.why])).toEqual([
      ['amplify-meta.json', 'OBJECT_MISSING', expect.stringContaining(why)],
    ]);
  });

  it('of another stack is not used', async () => {
    const other = { providers: { awscloudformation: { ...provider, StackId: 'arn:other' } } };
    const pulled = await fetched({ 'amplify-meta.json': bytes(other), '#current-cloud-backend.zip': whole });
    expect(pulled.meta).toBeUndefined();
    expect(pulled.missing[0]?.problem.why).toContain('arn:other');
  });

  it('that takes too long is reported as such, and stopping by the user is thrown', async () => {
    const hangs = createFakeAws({ GetObject: () => new Promise(() => {}) });
    const never: ReturnType<typeof cloud> = {
      ...hangs.clients,
      s3: async () =>
        ({
          send: (_: unknown, { abortSignal }: { abortSignal: AbortSignal }) =>
            new Promise((__, reject) => {
              if (abortSignal.aborted) reject(abortSignal.reason);
              abortSignal.addEventListener('abort', () => reject(abortSignal.reason));
            }),
        }) as never,
    };
    const { missing } = await pullBackend(never, sampleStack, new AbortController().signal, 1);
    expect(missing.map(({ problem }) => problem.code)).toEqual(['TIMED_OUT', 'TIMED_OUT']);
    const stop = new AbortController();
    const stopped = pullBackend(never, sampleStack, stop.signal);
    stop.abort(new Error('stopped'));
    await expect(stopped).rejects.toThrow('stopped');
  });
});

const nothing: PulledBackend = {
  bucket: 'b',
  missing: ['amplify-meta.json', '#current-cloud-backend.zip'].map((name) => ({
    name,
    problem: {
      code: 'ACCESS_DENIED',
      what: `${name} may not be read.`,
      why: 'AWS does not allow it.',
      next: 'Ask.',
    },
  })),
};

const exported = `const awsmobile = ${JSON.stringify({ aws_project_region: 'eu-west-1', aws_user_pools_id: 'eu_1' })};\nexport default awsmobile;\n`;

/** A clone of a project with the app's configuration in source control. */
function clone(more: Readonly<Record<string, unknown>> = {}): string {
  const root = projectWith('multi-env', { 'src/aws-exports.js': exported, ...more });
  for (const label of [
    metaFile,
    'amplify/#current-cloud-backend',
    'amplify/.config/local-env-info.json',
    'amplify/.config/local-aws-info.json',
  ])
    rmSync(join(root, label), { recursive: true });
  return root;
}

async function planned(
  root: string,
  pulled: PulledBackend | undefined,
  change: Partial<ProjectAnswers> = {},
) {
  const facts = await lookAtProject(await openProject(root), [], []);
  const answers = { ...facts.answers, access: { kind: 'profile', name: 'devcorp' } as const, ...change };
  const here = switches(facts, answers) ? undefined : await readMetadata(root);
  const plan = planProject({
    ...{ facts, answers, handlers: sampleHandlers, pulled },
    texts: await readProjectTexts(facts, answers),
    metadata: pulled?.meta === undefined ? here : asObject(JSON.parse(pulled.meta)),
  });
  return { plan, facts, labels: plan.files.map(({ label }) => label) };
}

describe('a backend that could not be fetched', () => {
  it('replaces nothing in a clone: only the files of this machine are created, and the result says so', async () => {
    const { plan, facts, labels } = await planned(clone(), nothing);
    expect(labels).toEqual(['amplify/.config/local-aws-info.json', 'amplify/.config/local-env-info.json']);
    expect(plan.current).toBeUndefined();
    expect(plan.notFetched).toEqual(nothing.missing);
    expect(plan.notes.join('\n')).toMatch(
      /could not be fetched: amplify-meta.json may not be read.*configure project.*stay as they are/s,
    );
    expect(isIncomplete(plan, facts.restores)).toBe(true);
    const denied = { ...trouble, what: 'AWS does not allow it.', why: 'Access Denied' };
    const missing = ['amplify-meta.json', '#current-cloud-backend.zip'].map((name) => ({
      name,
      problem: denied,
    }));
    const { notes } = (await planned(clone(), { bucket: 'b', missing })).plan;
    expect(notes[0]).toMatch(/: AWS does not allow it\. Access Denied\.$/);
  });

  it('is fetched by the next run, although this machine is set up', async () => {
    const root = clone();
    const first = await planned(root, nothing);
    for (const file of first.plan.files)
      if (file.change === 'create') writeFileSync(file.path, file.contents);
    expect((await openProject(root)).backendMissing).toBe(true);
    const again = await planned(root, nothing);
    expect(isEmptyPlan(again.plan)).toBe(true);
    expect(again.plan.notFetched).toHaveLength(2);
    const pulled = await fetched({ 'amplify-meta.json': bytes(meta), '#current-cloud-backend.zip': whole });
    const { plan, labels } = await planned(root, pulled);
    expect(labels).toEqual([metaFile, 'src/aws-exports.js', 'src/amplifyconfiguration.json']);
    expect(plan.current?.files.size).toBe(2);
  });

  it.each(['ios', 'android'] as const)(
    'keeps the configuration of an app that becomes one of the kind %s',
    async (app) => {
      const { plan, labels } = await planned(clone(), nothing, { app });
      expect(labels).not.toContainEqual(expect.stringMatching(/aws-exports|awsconfiguration/));
      expect(plan.kept).toContainEqual({
        label: 'src/aws-exports.js',
        why: 'what the backend gives is not known',
      });
    },
  );

  it('is used in part if nothing of another stack is here', async () => {
    const half = await fetched({ 'amplify-meta.json': bytes(meta) });
    const { plan, labels } = await planned(clone(), half);
    expect(labels).toContain(metaFile);
    // A folder with only the metadata would look as if nothing else were deployed.
    expect(labels).not.toContainEqual(expect.stringContaining('#current-cloud-backend'));
    expect(plan.notFetched.map(({ name }) => name)).toEqual(['#current-cloud-backend.zip']);
  });

  it.each([
    ['all of it', nothing],
    ['its archive', { bucket: 'b', meta: JSON.stringify(meta), missing: nothing.missing.slice(1) }],
  ])('refuses a switch of the environment without %s', async (_, pulled) => {
    const root = projectWith('multi-env');
    const known = JSON.parse(readFileSync(join(root, team), 'utf8'));
    const stack = { ...known.dev.awscloudformation, StackId: 'arn:prod' };
    writeFileSync(join(root, team), JSON.stringify({ ...known, prod: { awscloudformation: stack } }));
    await expect(planned(root, pulled, { environment: 'prod' })).rejects.toMatchObject({
      code: 'ACCESS_DENIED',
      message: 'What is deployed in the environment prod could not be fetched, so nothing is written.',
    });
  });

  it('leaves metadata of another stack unchanged if the environment stays, and the app with it', async () => {
    const root = projectWith('multi-env', { 'src/aws-exports.js': exported });
    const known = JSON.parse(readFileSync(join(root, team), 'utf8'));
    known.dev.awscloudformation.StackName = 'other';
    known.dev.awscloudformation.StackId = 'arn:aws:cloudformation:us-east-1:132393967379:stack/other/1';
    writeFileSync(join(root, team), JSON.stringify(known));
    const { plan, labels } = await planned(root, nothing, { name: 'store' });
    expect(plan.current).toBeUndefined();
    expect(labels.filter((label) => /meta|exports|amplifyconfiguration/.test(label))).toEqual([]);
    expect(plan.notes.join('\n')).toContain('amplify-meta.json and #current-cloud-backend/ stay as they are');
  });
});

describe('a missing configuration file that the settings name', () => {
  it('is a change of its own, until it is written again', async () => {
    const root = projectWith('multi-env', { [metaFile]: meta, 'amplify/.config/local-env-info.json': {} });
    const project = await openProject(root);
    const local = JSON.stringify({
      projectPath: root,
      envName: 'dev',
      defaultEditor: project.settings.editor,
    });
    writeFileSync(join(root, 'amplify/.config/local-env-info.json'), local);
    const { plan, labels } = await planned(root, undefined);
    expect(labels).toEqual(['src/aws-exports.js', 'src/amplifyconfiguration.json']);
    expect(plan.changes).toContainEqual({
      ...{ field: 'configFiles', to: 'written again' },
      from: 'src/aws-exports.js, src/amplifyconfiguration.json missing',
    });
    const left = await planned(root, undefined, { configFiles: 'leave' });
    expect(left.labels).toEqual([]);
  });

  it('is not missed in the classic layout while the backend has nothing for an app', async () => {
    const { facts } = await planned(projectWith('documented'), undefined);
    expect(facts.configMissing).toEqual([]);
    const deployed = await planned(projectWith('documented', { [metaFile]: meta }), undefined);
    expect(deployed.facts.configMissing).toEqual(['src/aws-exports.js']);
  });
});

it('old values are removed only on request, and another kind of app does not keep them', async () => {
  const root = projectWith('multi-env', { 'src/aws-exports.js': exported.replace('"eu_1"', '"eu_2"') });
  const change = { app: 'ios' } as const;
  const kept = await planned(root, undefined, change);
  expect(kept.plan.kept).toEqual([
    { label: 'src/aws-exports.js', why: 'it has values that the backend does not give: aws_user_pools_id' },
  ]);
  const gone = await planned(root, undefined, { ...change, oldValues: 'remove' });
  expect(gone.plan.kept).toEqual([]);
  expect(gone.plan.files).toContainEqual(
    expect.objectContaining({ label: 'src/aws-exports.js', change: 'remove' }),
  );
});
