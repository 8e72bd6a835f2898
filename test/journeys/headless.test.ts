import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { claim, documentedFiles, filesBelow, makeWorld, openWorld } from './support/cloud.ts';
import { run } from './support/run.ts';

const world = await openWorld(500);

function folder(name: string): string {
  const path = join(world.home, name);
  mkdirSync(path);
  writeFileSync(
    join(path, 'package.json'),
    JSON.stringify({
      scripts: { build: 'vite build', start: 'vite' },
      dependencies: { react: '1' },
      devDependencies: { vite: '1' },
    }),
  );
  return path;
}

describe('init without a screen', () => {
  it('shows the plan and writes nothing with --dry-run', async () => {
    const cwd = folder('dryrun');
    const { code, out, lines } = await run(['init', '--dry-run', '--json'], { env: world.env, cwd });
    expect(code).toBe(0);
    expect(lines.map((line) => line.type)).toEqual(['identity', 'plan', 'result']);
    expect(lines.at(-1)).toMatchObject({ ok: true, dryRun: true });
    expect(out).not.toContain(world.cloud.accounts[0]?.users[0]?.secretAccessKey);
    expect([...filesBelow(cwd).keys()]).toEqual(['package.json']);
  });

  it('confirms nothing by itself', async () => {
    const cwd = folder('unconfirmed');
    const { code, err } = await run(['init'], { env: world.env, cwd });
    expect(code).toBe(2);
    expect(err).toContain('Add --yes');
    expect([...filesBelow(cwd).keys()]).toEqual(['package.json']);
  });

  it('reports everything that is missing or wrong at once, with exit code 2', async () => {
    const cwd = folder('faulty');
    const file = join(cwd, 'answers.yaml');
    writeFileSync(file, 'projectName: a\nsourceDir: ../outside\nprofile: nobody\n');
    const { code, err } = await run(['init', '--yes', '--answers', file], { env: world.env, cwd });
    expect(code).toBe(2);
    for (const answer of ['projectName', 'sourceDir', 'profile']) expect(err).toContain(`${answer}:`);
    writeFileSync(file, 'projectNmae: inventory\nframework: svelte\n');
    const second = await run(['init', '--yes', '--answers', file], { env: world.env, cwd });
    expect(second.code).toBe(2);
    expect(second.err).toContain('projectNmae');
    expect(second.err).toContain('framework');
    writeFileSync(file, '{ "projectName": \n');
    const third = await run(['init', '--yes', '--answers', file], { env: world.env, cwd });
    expect(third.code).toBe(2);
    expect(third.err).toMatch(/line \d+, column \d+/);
  });

  it("accepts the Amplify CLI's own flags, with a warning for keys on the command line", async () => {
    const cwd = folder('flags');
    const [user] = world.cloud.accounts[0]?.users ?? [];
    const provider = {
      configLevel: 'project',
      useProfile: false,
      accessKeyId: user?.accessKeyId,
      secretAccessKey: user?.secretAccessKey,
      region: 'eu-west-1',
    };
    const { code, lines, out, err } = await run(
      [
        'init',
        '--yes',
        '--json',
        '--amplify',
        '{"projectName":"flagged","defaultEditor":"vscode","envName":"dev"}',
        '--frontend',
        '{"frontend":"android","config":{"ResDir":"app/res"}}',
        '--providers',
        JSON.stringify({ awscloudformation: provider }),
      ],
      { env: world.env, cwd },
    );
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out).not.toContain(user?.secretAccessKey);
    expect(lines.filter((line) => line.type === 'warning')).toHaveLength(1);
    const files = filesBelow(cwd);
    expect(JSON.parse(files.get('amplify/.config/project-config.json') ?? '')).toMatchObject({
      ...{ projectName: 'flagged', version: '3.1', frontend: 'android' },
      android: { config: { ResDir: 'app/res' } },
    });
    // With an environment, as the current Amplify CLI has it.
    expect(JSON.parse(files.get('amplify/.config/local-env-info.json') ?? '')).toMatchObject({
      ...{ defaultEditor: 'vscode', envName: 'dev' },
    });
    expect(JSON.parse(files.get('amplify/.config/local-aws-info.json') ?? '')).toEqual({
      dev: { configLevel: 'general' },
    });
    for (const text of files.values()) expect(text).not.toContain(user?.secretAccessKey);
  });

  it('continues with the same stack after an interruption', async () => {
    const slow = await makeWorld(4);
    try {
      // A second one would end it immediately.
      let interrupted = false;
      const first = await run(['init', '--yes', '--json'], {
        env: slow.env,
        cwd: slow.project,
        onLine: (line, pid) => {
          if (interrupted || !line.includes('"logicalId":"DeploymentBucket"')) return;
          interrupted = true;
          process.kill(pid, 'SIGINT');
        },
      });
      expect(first.code).toBe(130);
      expect(first.err).toContain('--resume');
      expect([...filesBelow(slow.project).keys()]).toEqual([claim, 'package.json']);
      const begun = first.lines.find((line) => line.type === 'event')?.stackId;
      const second = await run(['init', '--resume', '--json'], { env: slow.env, cwd: slow.project });
      expect(second.code).toBe(0);
      expect(second.lines.at(-1)).toMatchObject({ type: 'result', ok: true, stackId: begun });
      expect([...filesBelow(slow.project).keys()]).toEqual([...documentedFiles, 'package.json']);
    } finally {
      await slow.close();
    }
  });

  it('refuses a second init and a nested one, and supports status and watch', async () => {
    const cwd = folder('twice');
    expect((await run(['init', '--yes', '--json'], { env: world.env, cwd })).code).toBe(0);
    const again = await run(['init', '--yes', '--json'], { env: world.env, cwd });
    expect([again.code, again.lines.at(-1)?.code]).toEqual([1, 'PROJECT_EXISTS']);
    const inner = join(cwd, 'src');
    mkdirSync(inner);
    const nested = await run(['init', '--yes', '--json'], { env: world.env, cwd: inner });
    expect([nested.code, nested.lines.at(-1)?.code]).toEqual([1, 'PROJECT_NESTED']);
    const status = await run(['status', '--json'], { env: world.env, cwd });
    expect(status.lines.at(-1)).toMatchObject({
      type: 'result',
      project: { name: 'twice', layout: 'documented', access: { kind: 'profile', name: 'default' } },
      identity: { account: '111122223333' },
      stack: { status: 'CREATE_COMPLETE' },
    });
    const watch = await run(['watch', '--json'], { env: world.env, cwd });
    expect(watch.code).toBe(0);
    expect(watch.lines.at(-1)).toMatchObject({ type: 'result', ok: true, outcome: 'succeeded' });
    const unknown = await run(['watch', 'nothing-here', '--json'], { env: world.env, cwd });
    expect([unknown.code, unknown.lines.at(-1)?.code]).toEqual([1, 'STACK_UNKNOWN']);
  });
});

describe('other commands', () => {
  it('lists the profiles without calling AWS', async () => {
    const { code, lines } = await run(['profiles', 'list', '--json'], { env: { HOME: world.home } });
    expect(code).toBe(0);
    const names = lines
      .filter((line) => line.type === 'profile')
      .map((line) => [line.name, line.kind, line.usable]);
    expect(names).toContainEqual(['default', 'keys', true]);
    expect(names).toContainEqual(['deployrole', 'role', false]);
  });

  it('says what is wrong with a command line, with exit code 2', async () => {
    for (const args of [
      ['inti'],
      ['init', '--frobnicate'],
      ['status', '--answers', 'x'],
      ['init', '--profile'],
      [],
      ['schema'],
    ]) {
      const { code, err } = await run(args, { env: world.env });
      expect([args, code]).toEqual([args, 2]);
      expect(err.split('\n').length).toBeGreaterThanOrEqual(3);
    }
  });

  it('prints the schema of the answers file', async () => {
    const { code, out } = await run(['schema', 'answers'], { env: world.env });
    expect(code).toBe(0);
    expect(JSON.parse(out).properties).toHaveProperty('projectName');
  });
});
