import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { Problem } from '../../../src/core/problem.ts';
import { processCredentials } from '../../../src/credentials/process.ts';
import { folderOfTest } from '../../support/folders.ts';

let home: string;
beforeEach(() => {
  home = folderOfTest();
});

const env = (more: NodeJS.ProcessEnv = {}) => ({ PATH: process.env.PATH, HOME: home, ...more });
const answer = '{"Version":1,"AccessKeyId":"ASIAEXAMPLE000000000","SecretAccessKey":"x"}';

async function refused(command: string, more?: NodeJS.ProcessEnv): Promise<Problem> {
  const thrown = await processCredentials('tool', command, env(more)).catch((error: unknown) => error);
  if (thrown instanceof Problem) return thrown;
  throw new Error('it was not refused');
}

describe('error output of a credential_process', () => {
  const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
  it.each([
    ['named', `echo 'auth failed: aws_secret_access_key=${secret}' >&2; exit 1`],
    ['in two lines', `printf 'aws_secret_access_key=\\n${secret}\\n' >&2; exit 1`],
    ['alone', `echo ${secret} >&2; exit 1`],
    ['in JSON', `echo '{"SecretAccessKey":"${secret}"}' >&2; exit 1`],
  ])('is shown without the secret: %s', async (_, command) => {
    const told = JSON.stringify(await refused(command));
    expect(told).not.toContain(secret);
    expect(told).toContain('[secret]');
  });

  it('is limited to three lines, without control characters, and in length', async () => {
    const { why } = await refused(
      `printf 'a\\nb\\nno session\\nsign in\\n\\033[31mfirst\\033[0m\\n' >&2; exit 3`,
    );
    expect(why).toBe('no session sign in first');
    const long = await refused('head -c 100000 /dev/zero | tr "\\0" z >&2; exit 1');
    expect(long.why.length).toBeLessThanOrEqual(300);
  });
});

it('accepts a good answer although something left running holds the output', async () => {
  const pid = join(home, 'pid');
  const command = `setsid sh -c 'echo $$ > ${pid}; exec sleep 190' & while [ ! -s ${pid} ]; do :; done; echo '${answer}'`;
  expect((await processCredentials('tool', command, env())).accessKeyId).toBe('ASIAEXAMPLE000000000');
  process.kill(Number(readFileSync(pid, 'utf8')));
});

describe('a command that leads back to itself', () => {
  it('is told which profiles are being resolved already', async () => {
    const seen = join(home, 'seen');
    await processCredentials('one', `printf %s "$AMPLIFY_TUI_ASKED_FOR" > ${seen}; echo '${answer}'`, env());
    const variable = readFileSync(seen, 'utf8');
    const started = join(home, 'started');
    const again = await processCredentials(
      'one',
      `touch ${started}`,
      env({ AMPLIFY_TUI_ASKED_FOR: variable }),
    ).catch((error: unknown) => error);
    expect(again).toMatchObject({ code: 'CREDENTIAL_PROCESS', why: expect.stringContaining('one → one') });
    expect(() => readFileSync(started)).toThrow();
    // Another profile may follow, up to a limited depth.
    await processCredentials('two', `echo '${answer}'`, env({ AMPLIFY_TUI_ASKED_FOR: variable }));
    const deep = JSON.stringify(Array.from({ length: 8 }, (_, at) => `x\np${at}`));
    expect((await refused(`touch ${started}`, { AMPLIFY_TUI_ASKED_FOR: deep })).what).toContain('leads back');
  });

  it('ignores a variable that is not its own', async () => {
    writeFileSync(join(home, 'x'), '');
    const odd = env({ AMPLIFY_TUI_ASKED_FOR: '{"not' });
    expect((await processCredentials('tool', `echo '${answer}'`, odd)).accessKeyId).toBe(
      'ASIAEXAMPLE000000000',
    );
  });
});

describe('the expiry of its credentials', () => {
  const giving = (expiration: string) =>
    `printf '%s' '{"Version":1,"AccessKeyId":"ASIAEXAMPLE000000000","SecretAccessKey":"canary"${expiration}}'`;

  it.each([
    [',"Expiration":""', 'not a date'],
    [',"Expiration":"soon"', 'not a date'],
    [',"Expiration":"2001-01-01T00:00:00Z"', '2001-01-01T00:00:00.000Z'],
  ])('%s is refused, as by the AWS CLI', async (expiration, why) => {
    await expect(processCredentials('tool', giving(expiration), env())).rejects.toMatchObject({
      code: 'CREDENTIAL_PROCESS',
      why: expect.stringContaining(why),
    });
  });

  it.each([
    ['', undefined],
    [',"Expiration":null', undefined],
    [',"Expiration":"2100-01-01T00:00:00Z"', Date.UTC(2100, 0, 1)],
  ])('%j is accepted', async (expiration, expiresAt) => {
    expect((await processCredentials('tool', giving(expiration), env())).expiresAt).toBe(expiresAt);
  });
});
