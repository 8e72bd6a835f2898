import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { canaries } from '../screens/support/canary.ts';
import { closeTerminals, openTerminal } from '../support/terminal.ts';
import { reportSchema } from '../unit/flows/doctor/report-schema.ts';
import { filesBelow, makeWorld, type World } from './support/cloud.ts';
import { run } from './support/run.ts';

let world: World;
/** Accepts connections and never sends anything. */
let mute: Server;
const homes: string[] = [];

beforeAll(async () => {
  world = await makeWorld(500);
  for (const name of ['.aws', '.aws/config', '.aws/credentials']) {
    chmodSync(join(world.home, name), name === '.aws' ? 0o700 : 0o600);
  }
  // A role without its source would be another finding.
  const config = join(world.home, '.aws/config');
  writeFileSync(config, readFileSync(config, 'utf8').replace(/\[profile deployrole\][^[]*/, ''));
  mute = createServer();
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  mute.close();
  for (const home of homes) rmSync(home, { recursive: true, force: true });
  await world.close();
});

function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'amplify-tui-doctor-'));
  homes.push(home);
  return home;
}

function muteAddress(): string {
  const address = mute.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

const reportOf = (lines: readonly unknown[]) => {
  expect(lines).toHaveLength(1);
  return reportSchema.parse(lines[0]);
};

describe('doctor', () => {
  it('finds nothing broken if all is well, asks the cloud for identity and time, and writes nothing', async () => {
    const before = [...filesBelow(world.home)];
    const { code, lines, err } = await run(['doctor', '--json'], { env: world.env, cwd: world.project });
    expect(err).toBe('');
    const report = reportOf(lines);
    expect(report.findings).toEqual([]);
    // Variables that the program sets for itself do not count as the user's.
    expect(report.program.environment).not.toContain('AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED');
    expect([code, report.ok]).toEqual([0, true]);
    expect(report.access).toMatchObject({
      ...{ kind: 'profile', name: 'default', source: 'the profile default' },
      ...{ account: '111122223333', identity: 'IAM user' },
    });
    expect(report.cloud).toMatchObject({
      kind: 'endpoint',
      asked: world.cloud.endpoint,
      endpoints: [{ service: 'all', url: world.cloud.endpoint, source: 'AWS_ENDPOINT_URL' }],
    });
    expect(Math.abs(report.cloud.clockOffset ?? Number.NaN)).toBeLessThan(2_000);
    const text = await run(['doctor'], { env: world.env, cwd: world.project });
    expect([text.code, text.err]).toEqual([0, '']);
    expect(text.out).toMatch(/\n✔ Nothing is wrong\.\n$/);
    expect([...filesBelow(world.home)]).toEqual(before);
  });

  it('shows the project that init created, and the interrupted init', async () => {
    const slow = await makeWorld(4);
    try {
      const cut = await run(['init', '--yes', '--json'], {
        env: slow.env,
        cwd: slow.project,
        onLine: (line, pid) => {
          if (line.includes('"logicalId":"DeploymentBucket"')) process.kill(pid, 'SIGKILL');
        },
      });
      expect(cut.code).not.toBe(0);
      const first = reportOf((await run(['doctor', '--json'], { env: slow.env, cwd: slow.project })).lines);
      expect(first.unfinished).toMatchObject([{ folder: '~/inventory', account: '111122223333' }]);
      expect(first.project.kind).toBe('none');
      const left = first.findings.filter(({ section }) => section === 'unfinished');
      expect(left.map(({ severity, next }) => [severity, next])).toEqual([
        ['warning', 'Resume it with the same stack: amplify-tui init --resume --cwd ~/inventory'],
      ]);
      await run(['init', '--resume', '--json'], { env: slow.env, cwd: slow.project });
      const second = reportOf((await run(['doctor', '--json'], { env: slow.env, cwd: slow.project })).lines);
      expect(second.unfinished).toEqual([]);
      expect(second.project).toMatchObject({ kind: 'project', root: '~/inventory', layout: 'documented' });
      expect(second.project.stack).toBe(first.unfinished[0]?.stack);
      expect(second.files.map(({ path }) => path)).toContain('~/inventory/amplify/.config/aws-info.json');
    } finally {
      await slow.close();
    }
  });

  it('names everything that is broken at once, each with what to do', async () => {
    const home = newHome();
    mkdirSync(join(home, '.aws/config'), { recursive: true });
    mkdirSync(join(home, '.amplify/tui/journal'), { recursive: true, mode: 0o700 });
    mkdirSync(join(home, 'app/amplify/.config'), { recursive: true });
    writeFileSync(join(home, '.aws/credentials'), '[default]\naws_access_key_id = AKIAEXAMPLE000000001\n');
    writeFileSync(join(home, '.amplify/tui/journal/bad.json'), '{', { mode: 0o600 });
    writeFileSync(join(home, 'app/amplify/.config/project-config.json'), '{ "projectName": ');
    const env = { HOME: home, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' };
    const cwd = join(home, 'app');
    const { code, out, err } = await run(['doctor'], { env, cwd });
    expect([code, err]).toEqual([1, '']);
    for (const said of [
      '✖ ~/.aws/config is a folder, and should be a file.',
      '▲ Other users of this machine may be able to read ~/.aws/credentials (mode 644).',
      '✖ default cannot be used.',
      '✖ http://127.0.0.1:1 cannot be reached. Nothing listens there.',
      '~/app/amplify/.config/project-config.json',
      '~/.amplify/tui/journal/bad.json',
    ]) {
      expect(out).toContain(said);
    }
    expect(out).toMatch(/\n✖ 5 things are broken; \d things? (is|are) worth a look\.\n$/);
    const lines = out.split('\n');
    const marked = lines.flatMap((line, at) => (/^ {2}[✖▲] \S.*\.$/.test(line) ? [at] : []));
    for (const at of marked) expect(lines[at + 1]).toMatch(/^ {6}\S/);
    const json = reportOf((await run(['doctor', '--json'], { env, cwd })).lines);
    expect(json.ok).toBe(false);
  });

  it.each([
    ['a home that is a file', (home: string) => writeFileSync(join(home, 'home'), '')],
    ['no home at all', () => {}],
  ])('finishes with %s', async (_, furnish) => {
    const outer = newHome();
    furnish(outer);
    const env = { HOME: join(outer, 'home') };
    const { code, lines, err } = await run(['doctor', '--json', '--offline'], { env, cwd: outer });
    expect([code, err]).toEqual([1, '']);
    expect(reportOf(lines).findings.map(({ section, severity }) => `${section} ${severity}`)).toContain(
      'files error',
    );
  });

  it('does not wait for a hanging endpoint, and calls none with --offline', async () => {
    const env = { HOME: world.home, AWS_ENDPOINT_URL: muteAddress() };
    const { code, lines } = await run(['doctor', '--json'], { env, cwd: world.project });
    expect(code).toBe(1);
    expect(reportOf(lines).findings).toMatchObject([
      {
        section: 'cloud',
        severity: 'error',
        text: `${muteAddress()} cannot be reached. It did not answer within 5 seconds.`,
      },
    ]);
    const offline = await run(['doctor', '--json', '--offline'], { env, cwd: world.project });
    expect([offline.code, reportOf(offline.lines).cloud.asked]).toEqual([0, null]);
  });

  it('prints no secret', async () => {
    const home = newHome();
    const [secret, other, token] = canaries;
    mkdirSync(join(home, '.aws'));
    writeFileSync(
      join(home, '.aws/credentials'),
      `[default]\naws_access_key_id = AKIAEXAMPLE000000001\naws_secret_access_key = ${secret}\n[odd]\naws_access_key_id = ${other}\nregion = ${secret}\n${token}\n`,
    );
    const env = {
      ...{ HOME: home, AWS_SESSION_TOKEN: token, AWS_SECRET_ACCESS_KEY: other },
      ...{ AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE000000002', AWS_ENDPOINT_URL: world.cloud.endpoint },
    };
    const outputs = await Promise.all([
      run(['doctor'], { env, cwd: home }),
      run(['doctor', '--json', '--profile', 'default'], { env, cwd: home }),
      run(['doctor', '--endpoint-url', `http://me:${secret}@127.0.0.1:1`], { env, cwd: home }),
    ]);
    // An address with a password is refused where it is given.
    expect(outputs.map(({ code }) => code)).toEqual([1, 1, 2]);
    for (const { out, err } of outputs) {
      const text = `${out}${err}`;
      expect(text).toMatch(/AWS_SESSION_TOKEN|--endpoint-url/);
      const hidden = canaries.flatMap((canary) => [canary, Buffer.from(canary).toString('base64')]);
      for (const canary of hidden) {
        for (let at = 0; at + 8 <= canary.length; at++) expect(text).not.toContain(canary.slice(at, at + 8));
      }
    }
  });

  it('works in a folder that has been deleted since', async () => {
    const home = newHome();
    const gone = join(home, 'gone');
    mkdirSync(gone);
    const script = `cd '${gone}' && rmdir '${gone}' && exec '${process.execPath}' '${process.cwd()}/dist/cli.js' doctor --offline`;
    const terminal = openTerminal({ args: [], command: ['sh', '-c', script], env: { HOME: home } });
    onTestFinished(closeTerminals);
    await terminal.see('none in ~/gone');
  });
});

describe('doctor --updates', () => {
  it('lets npm ask its registry, and a newer version is reported from then on', async () => {
    const asked: string[] = [];
    const registry = createHttpServer(({ url }, response) => {
      asked.push(url ?? '');
      const version = { name: 'amplify-tui', version: '99.0.0', dist: { tarball: 'http://127.0.0.1/none' } };
      const all = { name: 'amplify-tui', 'dist-tags': { latest: '99.0.0' }, versions: { '99.0.0': version } };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(all));
    });
    await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void registry.close());
    const address = registry.address();
    const home = newHome();
    const cwd = join(home, 'app');
    mkdirSync(cwd);
    // A machine-wide installation ignores a project's npm settings.
    writeFileSync(join(cwd, '.npmrc'), 'offline=true\nregistry=http://127.0.0.1:9\n');
    writeFileSync(
      join(home, '.npmrc'),
      `registry=http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}\n`,
    );
    const env = { HOME: home, AWS_ENDPOINT_URL: world.cloud.endpoint };
    const before = await run(['doctor', '--offline', '--json'], { env, cwd });
    expect(reportOf(before.lines).program.newest).toBeNull();
    expect(existsSync(join(home, '.amplify'))).toBe(false);
    const { lines } = await run(['doctor', '--updates', '--json'], { env, cwd });
    const { program, findings } = reportOf(lines);
    expect(program.newest).toMatchObject({ version: '99.0.0', newer: true });
    expect(findings[0]?.text).toBe('amplify-tui 99.0.0 is there (seen today).');
    expect(asked).toEqual(['/amplify-tui']);
    const after = await run(['doctor', '--offline'], { env, cwd });
    expect(after.out).toContain('amplify-tui 99.0.0 is there (seen today).');
    // A script gets only the version.
    expect(await run(['--version'], { env, cwd })).toMatchObject({ out: `${program.version}\n`, err: '' });
    const terminal = openTerminal({ args: ['--version'], env, cwd });
    onTestFinished(closeTerminals);
    await terminal.see('amplify-tui 99.0.0 is there (seen today): npm install --global amplify-tui');
    expect(await terminal.exited).toBe(0);
    expect(asked).toHaveLength(1);
  });

  it('is refused together with --offline', async () => {
    const { code, err } = await run(['doctor', '--updates', '--offline'], { env: { HOME: newHome() } });
    expect([code, err.split('\n')[0]]).toEqual([2, '✖ --offline and --updates exclude each other.']);
  });
});
