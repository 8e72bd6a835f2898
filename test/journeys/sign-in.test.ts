import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { closeTerminals, openTerminal } from '../support/terminal.ts';
import { openWorld } from './support/cloud.ts';

const world = await openWorld(200);

beforeAll(async () => {
  appendFileSync(
    join(world.home, '.aws/config'),
    '\n[sso-session corp]\nsso_start_url=https://corp.example/start\nsso_region=eu-west-1\n\n[profile corp]\nsso_session=corp\nsso_account_id=111122223333\nsso_role_name=Developer\nregion=eu-west-1\n',
  );
  mkdirSync(join(world.home, 'bin'));
});
afterEach(closeTerminals);

/**
 * SelectedRows in for the AWS CLI: reads a line from the terminal, and exits with it as its code. It numbers its runs, since the
 * output of earlier ones is still on the main screen. It leaves the terminal like a program that crashed.
 */
function putAws(): void {
  const script = join(world.home, 'bin/aws');
  writeFileSync(
    script,
    '#!/bin/sh\necho run >>"$0.runs"\necho "browser $(grep -c run "$0.runs"): $*"\nread code\nprintf "\\033[?25h\\033[?7h\\033[3;7r\\033[31mleft"\nstty raw -opost\nexit "$code"\n',
  );
  chmodSync(script, 0o755);
}

const open = (path: string) =>
  openTerminal({
    ...{ args: ['--profile', 'corp'], columns: 100, rows: 30, cwd: world.project },
    env: { ...world.env, PATH: path },
  });

describe('a signed-out profile of SSO', () => {
  it('is signed in with the AWS CLI in this terminal, which returns with the result', async () => {
    putAws();
    const terminal = open(`${world.home}/bin:${process.env.PATH}`);
    await terminal.see('corp is signed out');
    await terminal.see('l sign in');
    terminal.press('l');
    await terminal.see('browser 1: sso login --profile corp');
    // Letters belong to the other program now and are not our keys.
    terminal.type('7\r');
    await terminal.see('ended with exit code');
    await terminal.see(/ 7\./);
    expect(terminal.text()[0]).toMatch(/^ amplify-tui/);
    expect(terminal.text().at(-1)).toContain('? help');
    const modes = execFileSync('stty', ['-a', '-F', readlinkSync(`/proc/${terminal.pid}/fd/0`)], {
      encoding: 'utf8',
    });
    expect(modes).toMatch(/\sopost .* onlcr/);
    expect(modes).toContain('-icanon');
    terminal.press('l');
    await terminal.see('browser 2');
    terminal.press('ctrl+c');
    await terminal.see(/ 1\./);
    terminal.press('l');
    await terminal.see('browser 3');
    terminal.type('0\r');
    // The identity is checked again; nobody has really signed in.
    await terminal.gone('ended with exit code');
    await terminal.see('corp is signed out');
    terminal.press('q');
    expect(await terminal.exited).toBe(0);
  });

  it('shows the command if there is no AWS CLI', async () => {
    const terminal = open('/nowhere');
    await terminal.see('corp is signed out');
    terminal.press('l');
    await terminal.see('There is no AWS CLI on this machine');
    await terminal.see('--profile corp`');
    // Testing the profile reports the same, with the same remedy.
    terminal.press('p');
    await terminal.see('t test');
    terminal.press('t');
    await terminal.see('Press `l` to sign in');
    await terminal.see('l sign in');
    await terminal.gone('There is no AWS CLI');
    terminal.press('l');
    await terminal.see('There is no AWS CLI');
    terminal.press('q');
    expect(await terminal.exited).toBe(0);
  });
});
