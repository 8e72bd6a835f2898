import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import pty from '@lydell/node-pty';
import xterm from '@xterm/headless';

/**
 * Runs an installed amplify-tui on a given Node: version, help, a profile and a project in both layouts without a screen against its
 * own demo cloud, doctor's report on them, then the demo's home screen in a pseudo-terminal up to a clean end. Fails on
 * anything that Node itself prints (warnings).
 *
 * usage: node build/check-installed.mjs PROGRAM [NODE]; without NODE, the program is a single file that includes Node
 */
const [program, node] = process.argv.slice(2);
const [command, ...before] = node ? [node, realpathSync(program)] : [path.resolve(program)];
const home = mkdtempSync(path.join(tmpdir(), 'amplify-tui-installed-'));
// A single file has to work without a Node on the PATH.
const env = {
  PATH: node ? process.env.PATH : '/usr/sbin:/sbin',
  HOME: home,
  TERM: 'xterm-256color',
  LANG: 'C.UTF-8',
  TMPDIR: home,
  AWS_EC2_METADATA_DISABLED: 'true',
};

/** Runs the program to its end. @returns what it wrote on standard output. @throws when it fails, or when Node warns */
function run(args, { cwd = home, more = {} } = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, [...before, ...args], {
    env: { ...env, ...more },
    cwd,
    encoding: 'utf8',
    timeout: 120_000,
  });
  if (status !== 0 || /warning/i.test(stderr))
    throw new Error(`${args.join(' ')} ended with ${status}: ${error?.message ?? ''}\n${stdout}${stderr}`);
  return stdout;
}
const lastLine = (text) => JSON.parse(text.trim().split('\n').at(-1));

function checkWithoutScreen({ endpoint, region, accounts }) {
  const [{ accessKeyId, secretAccessKey }] = accounts[0].users;
  const more = { AWS_ENDPOINT_URL: endpoint };
  const keys = { ...more, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  run(['configure', '--yes', '--json', '--profile', 'default', '--region', region], { more: keys });
  const { profiles } = lastLine(run(['profiles', 'list', '--json']));
  if (profiles !== 1) throw new Error(`profiles list tells of ${profiles}`);
  for (const [name, flags, file] of [
    ['documented', [], 'amplify/backend/amplify-meta.json'],
    ['several', ['--env', 'dev'], 'amplify/team-provider-info.json'],
  ]) {
    const cwd = path.join(home, name);
    mkdirSync(cwd);
    writeFileSync(
      path.join(cwd, 'package.json'),
      '{"dependencies":{"react":"19"},"devDependencies":{"vite":"7"}}',
    );
    if (!lastLine(run(['init', '--yes', '--json', ...flags], { cwd, more })).ok)
      throw new Error(`init of ${name}`);
    if (!existsSync(path.join(cwd, file))) throw new Error(`init of ${name} made no ${file}`);
    const { findings } = lastLine(run(['doctor', '--json', '--offline'], { cwd, more }));
    const errors = findings.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) throw new Error(`doctor finds ${JSON.stringify(errors)}`);
  }
}

async function checkScreen() {
  const terminal = new xterm.Terminal({ cols: 100, rows: 30, allowProposedApi: true });
  const child = pty.spawn(command, [...before, 'demo', '--speed', '1000'], {
    cols: 100,
    rows: 30,
    name: 'xterm-256color',
    env,
  });
  terminal.onData((data) => child.write(data));
  const screen = () =>
    Array.from(
      { length: 30 },
      (_, row) =>
        terminal.buffer.active.getLine(terminal.buffer.active.viewportY + row)?.translateToString(true) ?? '',
    );

  let waiting;
  child.onData((data) => terminal.write(data, () => waiting?.()));
  const exited = new Promise((resolve) => child.onExit(resolve));

  function see(text) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`never saw "${text}":\n${screen().join('\n')}`)),
        30_000,
      );
      waiting = () => {
        if (!screen().some((row) => row.includes(text))) return;
        clearTimeout(timer);
        resolve();
      };
      waiting();
    });
  }

  try {
    await see('DEMO');
    await see('i init');
    const rows = screen();
    const warning = rows.find((row) => /warning/i.test(row));
    if (warning) throw new Error(`a warning is on the screen: ${warning}`);
    child.write('q');
    const { exitCode } = await exited;
    if (exitCode !== 0) throw new Error(`the program ended with ${exitCode}`);
  } catch (error) {
    child.kill();
    await exited;
    throw error;
  }
}

let cloud;
try {
  const version = run(['--version']).trim();
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error(`--version printed ${version}`);
  if (!/^ {2}init {2}/m.test(run(['--help']))) throw new Error('--help does not name init');
  cloud = spawn(command, [...before, 'demo', '--serve', '--speed', '1000'], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = await once(createInterface({ input: cloud.stdout }), 'line');
  checkWithoutScreen(JSON.parse(line));
  await checkScreen();
  console.log(
    node
      ? `amplify-tui ${version} runs on ${execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()}`
      : `amplify-tui ${version} runs without Node`,
  );
} finally {
  // It still writes into the folder until it has ended.
  if (cloud?.kill()) await once(cloud, 'exit');
  rmSync(home, { recursive: true, force: true });
}
