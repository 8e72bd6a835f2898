import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { closeTerminals, openTerminal } from '../support/terminal.ts';
import { filesBelow, makeWorld, type World } from './support/cloud.ts';

let world: World;

beforeAll(async () => {
  world = await makeWorld(2);
});

afterEach(closeTerminals);

afterAll(() => world.close());

const program = `${process.cwd()}/dist/cli.js`;

/** The modes of the terminal before and after the program, and what was printed after it. */
function inShell() {
  return openTerminal({
    args: [],
    command: [
      '/bin/sh',
      '-c',
      `stty -a; echo BEFORE; "${process.execPath}" "${program}" --cwd "${world.project}"; code=$?; stty -a; echo "AFTER $code"; cat`,
    ],
    env: world.env,
  });
}

/** `stty -a` is printed twice: both times the same, but for the size of the window, which is the same anyway. */
function modesOf(bytes: string): string[] {
  return [...bytes.matchAll(/speed \d+ baud[\s\S]*?(?=\r?\n(?:BEFORE|AFTER))/g)].map(([modes]) =>
    modes.trim(),
  );
}

function expectRestored(bytes: string): void {
  const [before, after] = modesOf(bytes);
  expect(before).toContain('speed');
  expect(after).toBe(before);
  const ends = (on: string, off: string) => [bytes.lastIndexOf(on), bytes.lastIndexOf(off)];
  const [shown = -1, hidden = -1] = ends('\u001B[?25h', '\u001B[?25l');
  expect(shown).toBeGreaterThan(hidden);
  const [left = -1, entered = -1] = ends('\u001B[?1049l', '\u001B[?1049h');
  expect(left).toBeGreaterThan(entered);
  const [wrapOn = -1, wrapOff = -1] = ends('\u001B[?7h', '\u001B[?7l');
  expect(wrapOn).toBeGreaterThan(wrapOff);
}

describe('every way out gives the terminal back', () => {
  it.each([
    ['q', 0],
    ['ctrl+c', 0],
  ])('the key %s', async (key, code) => {
    const terminal = inShell();
    await terminal.see('no Amplify project yet');
    terminal.press(key);
    await terminal.see(`AFTER ${code}`);
    expectRestored(terminal.bytes());
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
  ])('the signal %s', async (signal, code) => {
    const terminal = inShell();
    await terminal.see('no Amplify project yet');
    process.kill(childOf(terminal.pid), signal);
    await terminal.see(`AFTER ${code}`);
    expectRestored(terminal.bytes());
  });

  it('keys typed before anything is drawn', async () => {
    const terminal = inShell();
    await terminal.see('BEFORE');
    terminal.type('pq');
    // `p` opens the profiles, where `q` quits: nothing typed ahead is lost or echoed.
    await terminal.see('AFTER 0');
    expectRestored(terminal.bytes());
  });
});

describe('leaving a running deployment', () => {
  it('asks, goes on in AWS, and is taken up again with the same stack', async () => {
    const first = openTerminal({ args: ['init'], columns: 110, env: world.env, cwd: world.project });
    for (const title of [
      'called?',
      'editor',
      'kind of app',
      'app built?',
      'profile?',
      'right account?',
      'Check before',
    ]) {
      await first.see(title);
      first.press('enter');
    }
    await first.see('DeploymentBucket');
    first.press('escape');
    await first.see('PROFILES');
    await first.see('creating');
    first.press('q');
    await first.see('A DEPLOYMENT IS RUNNING');
    first.press('escape');
    await first.gone('A DEPLOYMENT IS RUNNING');
    first.press('i');
    await first.see('Deploying');
    const stack = /inventory-\d{14}/.exec(first.text().join('\n'))?.[0];
    process.kill(first.pid, 'SIGKILL');
    expect(await first.exited).toBe(137);
    expect([...filesBelow(world.project).keys()]).toEqual(['package.json']);

    const second = openTerminal({ args: ['init'], columns: 110, env: world.env, cwd: world.project });
    await second.see('An init of this folder was not finished');
    await second.see(stack ?? 'no stack was seen');
    second.press('enter');
    await second.see('is complete');
    const meta = JSON.parse(readFileSync(join(world.project, 'amplify/backend/amplify-meta.json'), 'utf8'));
    expect(meta.providers.awscloudformation.StackName).toBe(stack);
    second.press('enter');
    await second.see('documented layout');
    second.press('q');
    expect(await second.exited).toBe(0);
  });

  it('leaves no secret in a file of its own, or on the screen', () => {
    const secrets = world.cloud.accounts.flatMap(({ users }) => users.map((user) => user.secretAccessKey));
    for (const [name, text] of filesBelow(world.home)) {
      if (name.startsWith('.aws/')) continue;
      for (const secret of secrets) expectNoTrace(name, text, secret);
    }
  });
});

/** The secret as it is, in pieces of eight characters, and as base64. */
function expectNoTrace(where: string, text: string, secret: string): void {
  const pieces = Array.from({ length: Math.floor(secret.length / 8) }, (_, index) =>
    secret.slice(index * 8, index * 8 + 8),
  );
  for (const piece of [
    ...pieces.filter((each) => !/^\++$/.test(each)),
    Buffer.from(secret).toString('base64').slice(0, 24),
  ]) {
    expect(text.includes(piece), `${piece} in ${where}`).toBe(false);
  }
}

/** The program is the shell's child. */
function childOf(shell: number): number {
  return Number(readFileSync(`/proc/${shell}/task/${shell}/children`, 'utf8').trim().split(' ')[0]);
}
