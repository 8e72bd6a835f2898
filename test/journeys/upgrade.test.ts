import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { filesBelow, givenFaults, makeWorld, type World } from './support/cloud.ts';
import { run } from './support/run.ts';

let world: World;

beforeEach(async () => {
  world = await makeWorld(500);
  const made = await run(['init', '--yes', '--json'], { env: world.env, cwd: world.project });
  expect(made.lines.at(-1)).toMatchObject({ ok: true });
});
afterEach(() => world.close());

const program = (...args: string[]) => run([...args, '--json'], { env: world.env, cwd: world.project });
const read = (label: string) => JSON.parse(readFileSync(join(world.project, label), 'utf8'));
const withoutBackups = () =>
  new Map([...filesBelow(world.project)].filter(([name]) => !name.startsWith('amplify-backup-')));

it('converts a project to the layout with environments, which works as before, and back byte for byte', async () => {
  const config = join(world.project, 'amplify/.config/project-config.json');
  // Content of the user's own, which an upgrade has to keep.
  writeFileSync(config, readFileSync(config, 'utf8').replace('{', '{\n    "ownKey": { "a":   1 },'));
  writeFileSync(join(world.project, '.gitignore'), 'node_modules\n*.own');
  const before = withoutBackups();
  const meta = read('amplify/backend/amplify-meta.json');

  const dry = await program('upgrade', '--dry-run');
  expect(dry.lines.at(-1)).toMatchObject({ ok: true, dryRun: true });
  expect((await program('upgrade')).lines.at(-1)).toMatchObject({ code: 'ANSWERS_MISSING' });
  expect((await program('upgrade', '--env', 'Not-OK', '--yes')).lines.at(-1)).toMatchObject({
    code: 'USAGE',
  });
  expect(withoutBackups()).toEqual(before);

  const done = await program('upgrade', '--yes', '--env', 'test');
  expect(done.lines.at(-1)).toMatchObject({ ok: true, environment: 'test' });
  expect(readFileSync(config, 'utf8')).toContain('"ownKey": { "a":   1 }');
  expect(read('amplify/.config/project-config.json')).toMatchObject({
    ...{ version: '3.1', frontend: 'javascript', providers: ['awscloudformation'], ownKey: { a: 1 } },
    javascript: { framework: 'react' },
  });
  expect(Object.keys(read('amplify/.config/project-config.json'))).not.toEqual(
    expect.arrayContaining(['projectPath', 'frontendHandler']),
  );
  expect(read('amplify/team-provider-info.json')).toEqual({ test: meta.providers });
  expect(read('amplify/.config/local-env-info.json')).toMatchObject({
    projectPath: world.project,
    envName: 'test',
  });
  expect(read('amplify/.config/local-aws-info.json')).toEqual({
    test: { configLevel: 'project', useProfile: true, profileName: 'default' },
  });
  expect(read('amplify/backend/backend-config.json')).toEqual({});
  expect(readFileSync(join(world.project, '.gitignore'), 'utf8')).toMatch(
    /^node_modules\n\*\.own\n\n#amplify-do/,
  );
  for (const label of ['.amplifyrc', 'amplify/.config/aws-info.json'])
    expect(existsSync(join(world.project, label))).toBe(false);

  const status = (await program('status')).lines.at(-1);
  expect(JSON.stringify(status)).toContain('"multi-env"');
  expect(status).toMatchObject({ identity: { account: '111122223333' } });
  const again = await program('upgrade', '--yes');
  expect(again.lines.at(-1)).toMatchObject({ ok: true, files: [], environment: 'test' });
  const configured = await program('configure', 'project', '--yes', '--frontend', '{"frontend":"flutter"}');
  expect(configured.lines.at(-1)).toMatchObject({ ok: true });
  await program('configure', 'project', '--yes', '--frontend', '{"frontend":"javascript"}');

  const undone = await program('upgrade', '--undo', '--yes');
  expect(undone.lines.at(-1)).toMatchObject({ ok: true, undone: true });
  const after = withoutBackups();
  for (const [name, text] of before) expect(after.get(name), name).toBe(text);
  expect((await program('status')).lines.at(-1)).toMatchObject({ identity: { account: '111122223333' } });
});

it.each([
  ['may not be read', ['deny@GetObject'], undefined],
  ['cannot be reached', [], 'http://127.0.0.1:9'],
])('keeps the deployed copy if the bucket %s', async (_, faults, endpoint) => {
  const env = endpoint === undefined ? world.env : { ...world.env, AWS_ENDPOINT_URL: endpoint };
  const here = (...args: string[]) => run([...args, '--json', '--yes'], { env, cwd: world.project });
  const meta = JSON.parse(readFileSync(join(world.project, 'amplify/backend/amplify-meta.json'), 'utf8'));
  const auth = { shop: { service: 'Cognito', output: { UserPoolId: 'eu-west-1_own' } } };
  const deployed = ['amplify/backend/amplify-meta.json', 'amplify/#current-cloud-backend/amplify-meta.json'];
  for (const label of deployed)
    writeFileSync(join(world.project, label), JSON.stringify({ ...meta, auth }, undefined, 4));
  mkdirSync(join(world.project, 'src'), { recursive: true });
  writeFileSync(
    join(world.project, 'src/aws-exports.js'),
    [
      '/* eslint-disable */',
      '// WARNING: DO NOT EDIT. This file is automatically generated by AWS Amplify. It will be overwritten.\n',
      'const awsmobile = {\n    "aws_project_region": "eu-west-1",\n    "aws_user_pools_id": "eu-west-1_own"\n};\n\n',
      'export default awsmobile;\n',
    ].join('\n'),
  );
  const held = () =>
    [...deployed, 'src/aws-exports.js'].map((label) => readFileSync(join(world.project, label), 'utf8'));
  const before = held();
  await givenFaults(world, ...faults);
  try {
    expect((await here('upgrade', '--env', 'dev')).lines.at(-1)).toMatchObject({ ok: true });
    expect(held()).toEqual(before);
    expect(read('amplify/backend/backend-config.json')).toEqual({ auth: { shop: { service: 'Cognito' } } });
    if (endpoint === undefined) {
      expect((await here('configure', 'project')).lines.at(-1)).toMatchObject({ ok: true });
      expect(held()).toEqual(before);
    }
  } finally {
    await givenFaults(world);
  }
  expect((await here('upgrade', '--undo')).lines.at(-1)).toMatchObject({ ok: true, undone: true });
  expect(held()).toEqual(before);
});

it('is undone as often as requested', async () => {
  await program('upgrade', '--yes', '--env', 'dev');
  for (let times = 0; times < 2; times++) {
    const { lines, code } = await program('upgrade', '--undo', '--yes');
    expect([code, lines.at(-1)?.ok]).toEqual([0, true]);
  }
});
