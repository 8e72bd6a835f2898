import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { closeTerminals, openTerminal, type Terminal } from '../../support/terminal.ts';
import { totp } from '../../support/totp.ts';
import { openWorld } from '../support/cloud.ts';

const world = await openWorld(300);
afterEach(closeTerminals);

/** A shell that prints the terminal's modes after the program. */
function openInShell(line: string, env: Readonly<Record<string, string>>): Terminal {
  const program = `"${process.execPath}" dist/cli.js ${line}`;
  const after = 'echo "ended with $?"; stty -a | grep -q " echo " && echo "echo is on"';
  return openTerminal({ args: [], command: ['sh', '-c', `${program}; ${after}`], rows: 60, env });
}

/** Presses Enter, as a user does at a prompt. */
async function answer(terminal: Terminal, prompt: string | RegExp, line: string): Promise<void> {
  await terminal.see(prompt);
  terminal.type(`${line}\r`);
}

const openEnded = (prompt: string) => new RegExp(`^${prompt}[^:]*:\\s*$`);

describe('configure in plain mode', () => {
  const newPerson = (name: string) => {
    const home = join(world.home, name);
    mkdirSync(home);
    return { home, env: { ...world.env, HOME: home } };
  };

  async function toTheSecret(terminal: Terminal): Promise<void> {
    const [user] = world.cloud.accounts[0]?.users ?? [];
    await answer(terminal, openEnded('Way'), '3');
    await answer(terminal, 'AWS region:', 'eu-west-1');
    for (const choice of ['I am signed in', 'the user is there', 'I have the key'])
      await answer(terminal, `1. ${choice}`, choice);
    await answer(terminal, 'Access key ID, or the path of the .csv:', user?.accessKeyId ?? '');
    await terminal.see('Secret access key, not shown:');
  }

  it('leads a new user from no access to a working profile; the secret is never shown', async () => {
    const { home, env } = newPerson('new');
    const secret = world.cloud.accounts[0]?.users[0]?.secretAccessKey ?? '';
    const terminal = openInShell('configure --plain', env);
    await toTheSecret(terminal);
    terminal.type(`wrong\u007F\u0015${secret}\r`);
    await answer(terminal, 'Type yes to continue, or a number:', 'yes');
    await answer(terminal, openEnded('Profile'), 'mine');
    await terminal.see('adds [mine]');
    expect(() => readFileSync(join(home, '.aws/credentials'))).toThrow();
    await answer(terminal, 'Type yes to write, or a number:', 'yes');
    await terminal.see('The profile "mine" is ready.');
    await terminal.see('ended with 0');
    await terminal.see('echo is on');
    expect(terminal.bytes()).not.toContain(secret.slice(4, 20));
    expect(terminal.bytes()).not.toContain('\u001B');
    expect(readFileSync(join(home, '.aws/credentials'), 'utf8')).toContain(secret);
  });

  it('restores the echo if it is interrupted while a secret is typed', async () => {
    const { env } = newPerson('interrupted');
    const terminal = openInShell('configure --plain', env);
    await toTheSecret(terminal);
    terminal.type('not-to-be-seen');
    terminal.press('ctrl+c');
    await terminal.see('Interrupted.');
    await terminal.see('ended with 130');
    await terminal.see('echo is on');
    expect(terminal.bytes()).not.toContain('not-to-be');
  });
});

describe('a question that needs a yes', () => {
  it('accepts none that was typed before the question was there', async () => {
    const terminal = openTerminal({ args: ['configure', '--plain'], rows: 60, env: world.env });
    await terminal.see(openEnded('Way'));
    // The way, the profile, and a yes out of habit.
    terminal.type('1\r\ryes\r');
    await terminal.see(openEnded('Type yes to use it, or a number'));
    terminal.type('/quit\r');
    expect(await terminal.exited).toBe(0);
    expect(terminal.bytes()).not.toContain('Done');
  });

  it.each([
    ['', undefined],
    [' on a machine that is busy just then', 'stall.mjs'],
  ])('accepts no letter that was typed before the question was there%s', async (_, stall) => {
    const env = { ...world.env };
    if (stall) {
      // The time in which typed-ahead input is looked for passes before Node has read the terminal.
      writeFileSync(
        join(world.home, stall),
        `const { setTimeout: wait } = globalThis;
        globalThis.setTimeout = (then, ms, ...more) => {
          const timer = wait(then, ms, ...more);
          for (const end = performance.now() + 300; ms === 50 && performance.now() < end; );
          return timer;
        };`,
      );
      env.NODE_OPTIONS = `--import ${join(world.home, stall)}`;
    }
    const change = openTerminal({ args: ['profiles', 'remove', 'noregion'], env });
    change.type('y\r');
    await change.see('Remove it? [y/N]');
    change.type('\r');
    expect(await change.exited).toBe(0);
    expect(readFileSync(join(world.home, '.aws/config'), 'utf8')).toContain('[profile noregion]');
  });
});

describe('a screen reader', () => {
  it('gets lines from every command that has a screen', async () => {
    const env = { ...world.env, INK_SCREEN_READER: 'true' };
    const none = 'This cannot be done yet';
    const begun: readonly (readonly [readonly string[], string | RegExp])[] = [
      [[], 'Type a number:'],
      [['configure', 'project'], none],
      [['share'], none],
      [['env'], none],
      [['profiles'], openEnded('Profile')],
      [['profiles', 'rotate', 'default'], 'Is this the right account?'],
      [['demo'], 'Type a number:'],
      [['profiles', 'remove', 'noregion'], 'Remove it?'],
    ];
    const terminals = begun.map(([args]) => openTerminal({ args, rows: 60, cwd: world.project, env }));
    for (const [at, terminal] of terminals.entries()) {
      await terminal.see(begun[at]?.[1] ?? '');
      terminal.type('/quit\r');
      expect(await terminal.exited).toBe(0);
      expect(terminal.bytes()).not.toContain('\u001B');
    }
  });
});

describe('assume-role in plain mode', () => {
  it('goes from the role through the codes of a new device to verified profiles', async () => {
    const env = { ...world.env, INK_SCREEN_READER: 'true' };
    const open = (part: string) =>
      openTerminal({ args: ['assume-role', part], rows: 90, cwd: world.project, env });
    const owner = open('role');
    await answer(owner, openEnded('Act as profile'), 'bizcorpadmin');
    await answer(owner, openEnded('Their account'), '111122223333');
    for (const prompt of ['External id', 'MFA', 'May work with', 'Boundary', 'Role name', 'Description'])
      await answer(owner, openEnded(prompt), '');
    for (const prompt of ['Session, hours', 'Tags']) await answer(owner, openEnded(prompt), '');
    await answer(owner, openEnded('Note'), 'note.json');
    await answer(owner, 'Type yes to create the role, or a number:', 'yes');
    await owner.see('The role can be assumed.');
    expect(await owner.exited).toBe(0);

    const developer = open('user');
    await answer(developer, openEnded('Their note'), 'note.json');
    await answer(developer, openEnded('Act as profile'), 'default');
    await answer(developer, openEnded('User name'), 'plain-dev');
    const prompts = ['Policy name', "Keys' .csv file", "User's profile", 'Role profile', 'Region', 'Tags'];
    for (const prompt of [...prompts, 'Description', 'Save as .csv'])
      await answer(developer, openEnded(prompt), '');
    await answer(developer, 'Type yes to set up the user, or a number:', 'yes');
    await answer(developer, openEnded('First code'), '/show the secret');
    const spelled = /^(?:[A-Z2-7]{1,4} ){8,}[A-Z2-7]{1,4}$/;
    await developer.see(spelled);
    const secret = developer.text().find((row) => spelled.test(row)) ?? '';
    const codeAt = (step: number) => totp(secret, Date.now() + step * 30_000);
    await answer(developer, openEnded('First code'), codeAt(-1));
    await answer(developer, openEnded('The code after it'), codeAt(0));
    await developer.see(openEnded('Code of arn:aws:iam::111122223333:mfa/plain-dev for bizcorprole'));
    await fetch(`${world.cloud.endpoint}/_demo/phone`, { method: 'POST' });
    developer.type(`${codeAt(1)}\r`);
    await developer.see('The role works with its profile.');
    expect(await developer.exited).toBe(0);
    expect(developer.bytes()).not.toContain('\u001B');
  });
});
