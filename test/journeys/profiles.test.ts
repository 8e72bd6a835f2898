import {
  appendFileSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeTerminals, openTerminal, type Terminal } from '../support/terminal.ts';
import { tracesOf } from '../support/traces.ts';
import { filesBelow, openWorld } from './support/cloud.ts';
import { grownConfig } from './support/grown.ts';

let home: string;

const world = await openWorld(20);
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'amplify-tui-profiles-'));
  mkdirSync(join(home, 'app'));
  mkdirSync(join(home, 'dotfiles'));
  mkdirSync(join(home, '.aws'), { mode: 0o700 });
});
afterEach(() => {
  closeTerminals();
  rmSync(home, { recursive: true, force: true });
});

const user = (account: number) => {
  const found = world.cloud.accounts[account]?.users[0];
  if (!found) throw new Error('the demo cloud has no such user');
  return found;
};
const section = (name: string, account: number) =>
  `[${name}]\naws_access_key_id = ${user(account).accessKeyId}\naws_secret_access_key = ${user(account).secretAccessKey}\n`;
const aws = (name: string) => readFileSync(join(home, '.aws', name), 'utf8');

function furnish(config = grownConfig): void {
  writeFileSync(join(home, 'dotfiles/aws-config'), config, { mode: 0o600 });
  symlinkSync('../dotfiles/aws-config', join(home, '.aws/config'));
  writeFileSync(
    join(home, '.aws/credentials'),
    `; mine\n${section('default', 0)}\n# of the customer\n${section('bizcorpadmin', 1)}`,
    { mode: 0o600 },
  );
}

const open = (columns = 120, rows = 36, env: Readonly<Record<string, string>> = world.env): Terminal =>
  openTerminal({
    args: ['profiles'],
    columns,
    rows,
    env: { ...env, HOME: home },
    cwd: join(home, 'app'),
  });

/** Ends the program; expects no secret on the screen, and none in any file except where it belongs. */
async function leave(terminal: Terminal): Promise<void> {
  terminal.press('q');
  expect(await terminal.exited).toBe(0);
  const secrets = [user(0).secretAccessKey, user(1).secretAccessKey];
  expect(tracesOf(secrets, terminal.bytes())).toEqual([]);
  for (const [name, text] of filesBelow(home))
    if (name !== '.aws/credentials') expect(tracesOf(secrets, text), name).toEqual([]);
}

/** Selects the first match of the filter. */
async function find(terminal: Terminal, text: string, name: string): Promise<void> {
  await terminal.see('/ filter');
  terminal.press('/');
  await terminal.see('type to filter');
  terminal.type(text);
  await terminal.see(`/${text}`);
  await terminal.see(new RegExp(`▸ .? *${name} `));
  terminal.press('escape');
  await terminal.see('/ filter');
  await terminal.see(new RegExp(`▸ .? *${name} `));
}

describe('the profiles by keyboard', () => {
  it('finds one, tests it, switches to it and shows its identity before anything else', async () => {
    furnish();
    const terminal = open();
    await terminal.see('dev-corp 111122223333');
    await terminal.see(/▸ ● default +keys/);
    await find(terminal, 'adm biz', 'bizcorpadmin');
    terminal.press('enter');
    await terminal.see('You are now signed in as');
    await terminal.see(/Account +444455556666 +biz-corp/);
    await terminal.see(/ARN +arn:aws:iam::444455556666:user/);
    await terminal.see(/Region +us-east-1/);
    // The only choices here are to continue or to choose another.
    await terminal.see(
      /^ ⏎ home {3}esc other profiles {3}h keep for this folder {3}: commands {3}\? help {3}q quit$/,
    );
    terminal.press('escape');
    await terminal.see(/▸ ● bizcorpadmin/);
    terminal.press('t');
    await terminal.see(/Works as +arn:aws:iam::4444/);
    terminal.press('m');
    await terminal.see('bizcorpadmin is marked as production');
    terminal.press('m');
    await terminal.see('bizcorpadmin is no longer marked as production');
    expect(aws('config')).toBe(grownConfig);
    await leave(terminal);
  });

  it('sends each profile to its own endpoint, and reports one where nobody answers', async () => {
    furnish(
      `[default]\nregion=us-east-1\nendpoint_url=${world.cloud.endpoint}\n[profile bizcorpadmin]\nregion=us-east-1\nservices=here\n[services here]\nsts =\n  endpoint_url = ${world.cloud.endpoint}\niam =\n  endpoint_url = ${world.cloud.endpoint}\n[profile nowhere]\nregion=us-east-1\nendpoint_url=http://127.0.0.1:9\n`,
    );
    appendFileSync(join(home, '.aws/credentials'), section('nowhere', 0));
    const terminal = open(100, 30, {});
    await terminal.see('dev-corp 111122223333');
    await find(terminal, 'now', 'nowhere');
    terminal.press('enter');
    await terminal.see('Asking AWS who this is: nowhere');
    await terminal.gone('/ filter');
    // The check is repeated, but the user does not have to wait for it.
    terminal.press('escape');
    await find(terminal, 'biz', 'bizcorpadmin');
    terminal.press('enter');
    await terminal.see(/Account +444455556666/);
    await leave(terminal);
  });

  it('changes a region and leaves every other byte, the link and the modes unchanged', async () => {
    furnish();
    const credentials = aws('credentials');
    const terminal = open(80, 24);
    await terminal.see('111122223333');
    await find(terminal, 'deploy', 'deploy');
    terminal.press('e');
    await terminal.see('Edit profile');
    await terminal.see('Nothing is changed yet');
    terminal.press('ctrl+u');
    terminal.type('mars-1x');
    await terminal.see('a region looks like eu-west-1');
    terminal.press('ctrl+u');
    terminal.type('eu-north-1');
    await terminal.see('You see what changes');
    terminal.press('enter');
    await terminal.see(/- region.=.eu-west-1/);
    await terminal.see(/\+ region.=.eu-north-1/);
    expect(aws('config')).toBe(grownConfig);
    terminal.press('enter');
    await terminal.see('deploy saved');
    expect(aws('config')).toBe(grownConfig.replace('region\t=\teu-west-1', 'region\t=\teu-north-1'));
    expect(aws('credentials')).toBe(credentials);
    expect(lstatSync(join(home, '.aws/config')).isSymbolicLink()).toBe(true);
    expect(lstatSync(join(home, 'dotfiles/aws-config')).mode & 0o777).toBe(0o600);
    await leave(terminal);
  });

  it('renames one in both files, and source_profile follows', async () => {
    furnish();
    const credentials = aws('credentials');
    const terminal = open(60, 16);
    await terminal.see('111122223333');
    await find(terminal, 'biz', 'bizcorpadmin');
    terminal.press('n');
    await terminal.see('Rename the profile');
    terminal.press('ctrl+u');
    terminal.type('default');
    await terminal.see('of that name already');
    terminal.press('ctrl+u');
    terminal.type('biz');
    await terminal.see(/Name +biz/);
    await terminal.gone('already');
    terminal.press('enter');
    await terminal.see('Profile bizcorpadmin becomes biz');
    terminal.press('enter');
    await terminal.see('biz renamed');
    expect(aws('config')).toBe(grownConfig.replaceAll('bizcorpadmin', 'biz'));
    expect(aws('credentials')).toBe(credentials.replace('[bizcorpadmin]', '[biz]'));
    await leave(terminal);
  });

  it('removes one after its diff, and not if you step back', async () => {
    furnish();
    const terminal = open();
    await terminal.see('111122223333');
    await find(terminal, 'deploy', 'deploy');
    terminal.press('x');
    await terminal.see('Removes the profile deploy from these files');
    await terminal.see('- role_arn = arn:aws:iam::444455556666:role/deploy');
    terminal.press('escape');
    await terminal.see(/▸ +deploy/);
    expect(aws('config')).toBe(grownConfig);
    terminal.press('x');
    await terminal.see('- [profile deploy]');
    terminal.press('enter');
    await terminal.see('deploy removed');
    const left = aws('config');
    expect(left).not.toContain('deploy');
    // Everything before and after it is unchanged.
    expect(grownConfig.startsWith(left.slice(0, left.indexOf('[sso-session')).trimEnd())).toBe(true);
    expect(grownConfig.endsWith(left.slice(left.indexOf('[sso-session')))).toBe(true);
    await leave(terminal);
  });

  it('shows what another program writes, and asks again if that happens during the review', async () => {
    furnish();
    const terminal = open();
    await terminal.see('111122223333');
    appendFileSync(join(home, 'dotfiles/aws-config'), '\n[profile new-one]\nregion = eu-west-3\n');
    appendFileSync(join(home, '.aws/credentials'), `\n${section('new-one', 0)}`);
    await terminal.see(/new-one +keys +eu-west-3/);
    await find(terminal, 'new', 'new-one');
    terminal.press('x');
    await terminal.see('- region = eu-west-3');
    writeFileSync(
      join(home, 'dotfiles/aws-config'),
      aws('config').replace('region = eu-west-3', 'region = eu-south-1'),
    );
    terminal.press('enter');
    await terminal.see('The files changed meanwhile');
    await terminal.see('- region = eu-south-1');
    expect(aws('config')).toContain('[profile new-one]');
    terminal.press('enter');
    await terminal.see('new-one removed');
    expect(aws('config')).not.toContain('new-one');
    await leave(terminal);
  });

  it('distinguishes a wrong secret from a right one, and explains a broken chain', async () => {
    furnish(
      `${grownConfig}\n[profile old-ci]\nrole_arn = arn:aws:iam::444455556666:role/x\nsource_profile = gone\n`,
    );
    const broken = `[wrong]\nregion = us-east-1\naws_access_key_id = ${user(0).accessKeyId}\naws_secret_access_key = ${user(1).secretAccessKey}\n`;
    appendFileSync(join(home, '.aws/credentials'), broken);
    const terminal = open();
    await terminal.see('111122223333');
    await find(terminal, 'wrong', 'wrong');
    terminal.press('t');
    await terminal.see('does not belong to the');
    await find(terminal, 'old', 'old-ci');
    await terminal.see('source profile gone is missing');
    await terminal.see('Edit source_profile, or add a');
    terminal.press('d');
    await terminal.see('esc back');
    await terminal.see(/source_profile +gone +~\/\.aws\/config:2\d/);
    terminal.press('escape');
    await terminal.gone('esc back');
    await terminal.see('/ filter');
    terminal.press('enter');
    await terminal.see(/▲ Source profile gone is missing/);
    await leave(terminal);
  });
});
