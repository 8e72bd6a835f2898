import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { closeTerminals, openTerminal } from '../../support/terminal.ts';
import { filesBelow, openWorld } from '../support/cloud.ts';
import { run } from '../support/run.ts';

const world = await openWorld(10_000);

beforeAll(async () => {
  const made = await run(['init', '--yes', '--json'], { env: world.env, cwd: world.project });
  expect(made.code).toBe(0);
});
afterEach(closeTerminals);

/** A copy of the finished project in a new folder. */
function copy(name: string): string {
  const root = join(world.home, name);
  cpSync(world.project, root, { recursive: true });
  return root;
}

const clientFiles = (root: string) =>
  [...filesBelow(root).keys()].filter((name) =>
    /(?:aws-exports|configuration)\.(?:js|json|dart)$/.test(name),
  );
const configure = (cwd: string, ...args: string[]) =>
  run(['configure', 'project', '--json', ...args], { env: world.env, cwd });
const frontend = (kind: string) => ['--yes', '--frontend', JSON.stringify({ frontend: kind })];

describe('configure project by keyboard', () => {
  it('changes the app, then returns home, and refuses a profile of another account', async () => {
    const cwd = copy('keys');
    const terminal = openTerminal({ args: [], columns: 100, rows: 30, env: world.env, cwd });
    await terminal.see('edit project');
    terminal.press('e');
    await terminal.see('Configuration files');
    terminal.press('tab', 'tab', 'right', 'right');
    await terminal.see('‹ ios ›');
    terminal.press('escape');
    await terminal.see('‹ javascript ›');
    terminal.press('left');
    await terminal.see('‹ flutter ›');
    await terminal.see('writes lib/amplifyconfiguration.dart');
    terminal.press('enter');
    await terminal.see('Review: nothing');
    expect(clientFiles(cwd)).toEqual([]);
    terminal.press('enter');
    await terminal.see('Done');
    expect(clientFiles(cwd)).toEqual(['lib/amplifyconfiguration.dart']);
    terminal.press('enter');
    await terminal.see(/^ +flutter/);
    terminal.press('e');
    await terminal.see('Configuration files');
    terminal.press('ctrl+p');
    await terminal.see('Which AWS profile?');
    terminal.press('/');
    terminal.type('bizcorpadmin');
    await terminal.see(/▸ bizcorpadmin/);
    terminal.press('enter');
    await terminal.see(/bizcorpadmin/);
    await terminal.see('was ');
    terminal.press('enter');
    await terminal.see('The stack is somewhere else');
    await terminal.see('111122223333');
    await terminal.see('444455556666');
    terminal.press('escape');
    await terminal.see('was default');
    terminal.press('escape');
    await terminal.gone('was default');
    terminal.press('escape');
    await terminal.see('PROJECT');
    expect(readFileSync(join(cwd, 'amplify/.config/aws-info.json'), 'utf8')).toContain('"default"');
  });
});

describe('configure project in a script', () => {
  it('goes through all kinds of apps with the flags of the Amplify CLI, and leaves no wrong file', async () => {
    const cwd = copy('round');
    const files = {
      android: [
        'app/src/main/res/raw/amplifyconfiguration.json',
        'app/src/main/res/raw/awsconfiguration.json',
      ],
      flutter: ['lib/amplifyconfiguration.dart'],
      ios: ['amplifyconfiguration.json', 'awsconfiguration.json'],
      javascript: ['src/amplifyconfiguration.json', 'src/aws-exports.js'],
    };
    for (const [kind, wanted] of Object.entries(files)) {
      const { code, lines } = await configure(cwd, ...frontend(kind));
      expect([code, lines.at(-1)?.ok]).toEqual([0, true]);
      expect(clientFiles(cwd), kind).toEqual(wanted);
    }
    const { lines } = await run(['status', '--json'], { env: world.env, cwd });
    expect(lines.at(-1)).toMatchObject({
      project: { app: 'javascript', framework: 'react' },
      stack: { status: 'CREATE_COMPLETE' },
      lastDeployment: { status: 'CREATE_COMPLETE', durationMs: expect.any(Number) },
      drift: [],
    });
  });

  it('refuses what is not allowed, and writes nothing', async () => {
    const cwd = copy('refused');
    const before = filesBelow(cwd);
    const codeOf = async (...args: string[]) => (await configure(cwd, ...args)).lines.at(-1)?.code;
    expect(await codeOf('--yes', '--profile', 'bizcorpadmin')).toBe('PROFILE_ELSEWHERE');
    expect(await codeOf('--yes', '--profile', 'noregion', '--region', 'us-west-2')).toBe('PROFILE_ELSEWHERE');
    expect(await codeOf('--yes', '--profile', 'nobody')).toBe('PROFILE_UNKNOWN');
    const pin = await run(['profiles', 'use', 'bizcorpadmin', '--project', '--json'], {
      env: world.env,
      cwd,
    });
    expect(pin.lines.at(-1)?.code).toBe('PROFILE_ELSEWHERE');
    expect(await codeOf('--amplify', '{"projectName":"store"}')).toBe('USAGE');
    expect(await codeOf('--yes', '--cwd', '..')).toBe('PROJECT_NONE');
    const keys = { awscloudformation: { useProfile: false, accessKeyId: 'A', secretAccessKey: 'B' } };
    expect(await codeOf('--yes', '--providers', JSON.stringify(keys))).toBe('USAGE');
    writeFileSync(join(world.home, 'answers.yaml'), 'app: ios\nresDir: res\n');
    expect(await codeOf('--yes', '--answers', join(world.home, 'answers.yaml'))).toBe('ANSWERS_MISSING');
    mkdirSync(join(cwd, 'web'));
    expect(await codeOf('--yes', '--cwd', join(cwd, 'web'))).toBe('PROJECT_NESTED');
    rmSync(join(cwd, 'web'), { recursive: true });
    expect(filesBelow(cwd)).toEqual(before);
    writeFileSync(join(cwd, 'amplify/.config/aws-info.json'), '{\n  "useProfile" true\n}');
    const { lines, code } = await configure(cwd, ...frontend('ios'));
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatchObject({
      code: 'FILE_MALFORMED',
      what: expect.stringContaining('line 2, column 16'),
    });
  });

  it('leaves an access that it does not know unchanged', async () => {
    const cwd = copy('studio');
    const label = 'amplify/.config/aws-info.json';
    const text = '{ "configLevel": "amplifyAdmin" }';
    await configure(cwd, '--yes');
    writeFileSync(join(cwd, label), text);
    const changed = await configure(cwd, '--yes', '--amplify', '{"defaultEditor":"vim"}');
    expect(changed.lines.at(-1)).toMatchObject({ ok: true, files: ['amplify/.config/project-config.json'] });
    expect(readFileSync(join(cwd, label), 'utf8')).toBe(text);
  });

  it('says what you should know before it writes, and not again afterwards', async () => {
    const cwd = copy('told-once');
    mkdirSync(join(cwd, '.git'));
    const args = ['configure', 'project', '--yes', '--amplify', '{"defaultEditor":"vim"}'];
    const { code, out, err } = await run(args, { env: world.env, cwd });
    expect([code, out]).toEqual([0, expect.stringContaining('is changed')]);
    const told = `${out}${err}`.match(/▲ .*/g);
    expect(told).toEqual([...new Set(told)]);
    expect(told).not.toEqual([]);
  });

  it('restores what a copied amplify/ lacks, and shares it with another frontend', async () => {
    const cwd = join(world.home, 'copied');
    cpSync(join(world.project, 'amplify'), join(cwd, 'amplify'), { recursive: true });
    rmSync(join(cwd, 'amplify/.config'), { recursive: true });
    writeFileSync(join(cwd, 'pubspec.yaml'), 'dependencies:\n  flutter:\n    sdk: flutter\n');
    const { code, lines } = await configure(cwd, '--yes', '--profile', 'default');
    expect([code, lines[0]]).toEqual([
      0,
      expect.objectContaining({ type: 'identity', account: '111122223333' }),
    ]);
    expect(clientFiles(cwd)).toEqual(['lib/amplifyconfiguration.dart']);
    const web = join(world.home, 'web');
    mkdirSync(web);
    writeFileSync(join(web, 'package.json'), '{ "dependencies": { "vue": "3" } }');
    mkdirSync(join(web, 'src'));
    const exported = 'const awsmobile = {"aws_user_pools_id": "eu_1"};\nexport default awsmobile;\n';
    writeFileSync(join(web, 'src/aws-exports.js'), exported);
    const shared = await run(['share', '../web', '--yes', '--json'], { env: world.env, cwd });
    expect(shared.lines.at(-1)).toMatchObject({
      ok: true,
      written: [{ root: web }],
      asides: [{ root: web, values: [{ label: 'src/aws-exports.js', paths: ['aws_user_pools_id'] }] }],
    });
    const text = await run(['share', '../web', '--yes'], { env: world.env, cwd });
    expect(text.err).toMatch(/▲ src\/aws-exports\.js {3}kept, as the backend does not give it/);
    writeFileSync(join(cwd, 'amplify/backend/note.txt'), 'new');
    const again = await run(['share', '--yes', '--json'], { env: world.env, cwd });
    expect(again.lines.at(-1)).toMatchObject({ ok: true, written: [{ root: web, files: 1 }] });
    const changed = await configure(cwd, '--yes', '--amplify', '{"defaultEditor":"vim"}');
    expect(changed.lines.at(-1)).toMatchObject({ ok: true, sharedWith: [web] });
    const { lines: status } = await run(['status', '--json'], { env: world.env, cwd: web });
    expect(status.at(-1)).toMatchObject({
      project: { app: 'javascript', framework: 'vue' },
      drift: [],
      notes: [],
    });
  });
});

describe('a clone with environments', () => {
  it("gets the files of this machine, and the backend's values from the deployment bucket", async () => {
    const meta = JSON.parse(readFileSync(join(world.project, 'amplify/backend/amplify-meta.json'), 'utf8'));
    const { awscloudformation: provider } = meta.providers;
    const cwd = join(world.home, 'clone');
    mkdirSync(join(cwd, 'amplify/.config'), { recursive: true });
    const config = {
      ...{ projectName: 'clone', version: '3.1', frontend: 'javascript', providers: ['awscloudformation'] },
      javascript: { framework: 'react', config: { SourceDir: 'src', DistributionDir: 'dist' } },
    };
    writeFileSync(join(cwd, 'amplify/.config/project-config.json'), JSON.stringify(config, null, 2));
    const team = { dev: { awscloudformation: provider }, prod: { awscloudformation: provider } };
    writeFileSync(join(cwd, 'amplify/team-provider-info.json'), JSON.stringify(team, null, 2));
    const storage = {
      service: 'S3',
      lastPushTimeStamp: 1,
      output: { BucketName: 'photos-1', Region: 'eu-west-1' },
    };
    const deployed = JSON.stringify({ ...meta, storage: { photos: storage } });
    await put(provider.DeploymentBucketName, 'amplify-meta.json', deployed);
    const archive = zipSync({ 'amplify-meta.json': strToU8(deployed) });
    await put(provider.DeploymentBucketName, '#current-cloud-backend.zip', archive);
    const missing = await configure(cwd, '--yes', '--profile', 'default');
    expect(missing.lines.at(-1)).toMatchObject({
      code: 'ANSWERS_MISSING',
      why: expect.stringContaining('dev, prod'),
    });
    const { lines } = await configure(cwd, '--yes', '--profile', 'default', '--amplify', '{"envName":"dev"}');
    expect(lines.at(-1)).toMatchObject({ ok: true });
    expect(readFileSync(join(cwd, 'src/aws-exports.js'), 'utf8')).toContain(
      '"aws_user_files_s3_bucket": "photos-1"',
    );
    const { lines: status } = await run(['status', '--json'], { env: world.env, cwd });
    expect(status.at(-1)).toMatchObject({
      project: { layout: 'multi-env', environment: 'dev', access: { name: 'default' } },
      resources: [{ category: 'storage', name: 'photos', change: 'none' }],
      drift: [],
    });
  });
});

/** Stores an object like a push. */
async function put(bucket: string, key: string, body: string | Uint8Array): Promise<void> {
  const user = world.cloud.accounts[0]?.users[0];
  const client = new S3Client({
    ...{ endpoint: world.cloud.endpoint, region: world.cloud.region, forcePathStyle: true },
    credentials: { accessKeyId: user?.accessKeyId ?? '', secretAccessKey: user?.secretAccessKey ?? '' },
  });
  await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
  client.destroy();
}

describe('another kind of app and back', () => {
  it('restores your own commands and folders, also without a screen', async () => {
    const cwd = copy('kinds');
    const config = () => JSON.parse(readFileSync(join(cwd, 'amplify/.config/project-config.json'), 'utf8'));
    const own = 'buildCommand: make own\nsourceDir: source';
    expect((await configure(cwd, '--yes', '--answers', answers(own))).code).toBe(0);
    const before = config();
    expect(JSON.stringify(before)).toContain('make own');
    expect((await configure(cwd, ...frontend('android'))).code).toBe(0);
    expect(JSON.stringify(config())).not.toContain('make own');
    expect((await configure(cwd, ...frontend('javascript'))).code).toBe(0);
    expect(config()).toEqual(before);
  });
});

describe('kill -9', () => {
  const hook = pathToFileURL('test/journeys/support/kill-at.mjs').href;

  it('at any change of a file leaves whole files, and the same command completes the change', async () => {
    const first = copy('whole');
    await configure(first, '--yes', '--answers', answers('configFiles: write'));
    const before = filesBelow(first);
    const done = join(world.home, 'done');
    cpSync(first, done, { recursive: true });
    await configure(done, ...frontend('android'));
    const after = namelessFiles(done);
    let killed = 0;
    // After one change is the same moment as before the next.
    for (const at of ['1 before', '2 before', '3 before', '4 before', '5 before', '5 after']) {
      const cwd = join(world.home, `killed-${at.replace(' ', '-')}`);
      cpSync(first, cwd, { recursive: true });
      // Copied unchanged, so that only its path differs as well.
      const { code } = await run(['configure', 'project', ...frontend('android')], {
        env: { ...world.env, KILL_AT: at },
        cwd,
        node: ['--import', hook],
      });
      if (code === null) killed += 1;
      for (const [name, text] of filesBelow(cwd)) {
        if (name.includes('.unfinished')) continue;
        const old = text.replaceAll(cwd, first) === before.get(name);
        expect(old || text.replaceAll(cwd, 'ROOT') === after.get(name), `${at} ${name}`).toBe(true);
      }
      await configure(cwd, ...frontend('android'));
      expect(namelessFiles(cwd), at).toEqual(after);
    }
    expect(killed).toBe(6);
  });
});

function answers(text: string): string {
  const path = join(world.home, 'some-answers.yaml');
  writeFileSync(path, `${text}\n`);
  return path;
}

/** The files of a project with its path replaced. */
function namelessFiles(root: string): Map<string, string> {
  return new Map([...filesBelow(root)].map(([name, text]) => [name, text.replaceAll(root, 'ROOT')]));
}
