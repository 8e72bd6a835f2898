import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pty from '@lydell/node-pty';
import xterm from '@xterm/headless';

/**
 * Runs an installed amplify-tui on a given Node: version, help, then the demo's home screen in a pseudo-terminal up to
 * a clean end. Fails on anything that Node itself prints (warnings) on the screen.
 *
 * usage: node build/check-installed.mjs PROGRAM NODE
 */
const [program, node] = process.argv.slice(2);
const cli = realpathSync(program);
const home = mkdtempSync(path.join(tmpdir(), 'amplify-tui-installed-'));
const env = { PATH: process.env.PATH, HOME: home, TERM: 'xterm-256color', LANG: 'C.UTF-8', TMPDIR: home };

const run = (...args) => execFileSync(node, [cli, ...args], { env, encoding: 'utf8' });
const version = run('--version').trim();
if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error(`--version printed ${version}`);
if (!/^ {2}init {2}/m.test(run('--help'))) throw new Error('--help does not name init');

const terminal = new xterm.Terminal({ cols: 100, rows: 30, allowProposedApi: true });
const child = pty.spawn(node, [cli, 'demo', '--speed', '1000'], {
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
    const timer = setTimeout(() => reject(new Error(`never saw "${text}":\n${screen().join('\n')}`)), 30_000);
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
  console.log(
    `amplify-tui ${version} runs on ${execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()}`,
  );
} finally {
  child.kill();
  rmSync(home, { recursive: true, force: true });
}
