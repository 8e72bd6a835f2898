import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { closeTerminals, openTerminal } from '../../support/terminal.ts';
import {
  clientSettings,
  documentedFiles,
  filesBelow,
  givenFaults,
  openWorld,
  stacksOf,
} from '../support/cloud.ts';
import { run } from '../support/run.ts';
import { toReview } from '../support/walk.ts';

/** Keys of a second user in the same account, as lines of the credentials file. */
let fresh: string;

const world = await openWorld(4);

beforeAll(async () => {
  const iam = new IAMClient(clientSettings(world, 0));
  await iam.send(new CreateUserCommand({ UserName: 'second' }));
  await iam.send(
    new AttachUserPolicyCommand({
      UserName: 'second',
      PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
    }),
  );
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'second' }));
  iam.destroy();
  fresh = `aws_access_key_id=${AccessKey?.AccessKeyId}\naws_secret_access_key=${AccessKey?.SecretAccessKey}\n`;
  const path = join(world.home, '.aws/credentials');
  writeFileSync(path, `${readFileSync(path, 'utf8')}\n[second]\n${fresh}`);
  const config = join(world.home, '.aws/config');
  writeFileSync(config, `${readFileSync(config, 'utf8')}\n[profile second]\nregion=${world.cloud.region}\n`);
});

afterEach(async () => {
  closeTerminals();
  await givenFaults(world);
});

/** From now on the first keys of the profile `default` count as expired, others do not. */
const expire = () => givenFaults(world, 'expire@*,who=amplify-dev');

function folder(name: string): string {
  const path = join(world.home, name);
  mkdirSync(path);
  return path;
}

describe('credentials that expire in the middle of a deployment', () => {
  it('pause it; another profile of the same account continues, one of another account is refused', async () => {
    const cwd = folder('paused');
    const terminal = openTerminal({ args: ['init'], columns: 110, rows: 36, env: world.env, cwd });
    const stack = await toReview(terminal);
    terminal.press('enter');
    await terminal.see('DeploymentBucket');
    await expire();
    await terminal.see(/credentials have expired/);
    await terminal.see('read profile again');
    terminal.press('p');
    await terminal.see('Continue with which profile?');
    await terminal.see('bizcorpadmin');
    terminal.press('down', 'enter');
    const [own, other] = world.cloud.accounts.map(({ id }) => id);
    await terminal.see(`bizcorpadmin is account ${other}; the stack is in account ${own}.`);
    terminal.press('/');
    terminal.type('second');
    await terminal.gone('noregion');
    terminal.press('enter');
    await terminal.see(/is complete|complete in/);
    await givenFaults(world);
    expect(await stacksOf(world, 'paused-')).toEqual({ [stack]: 'CREATE_COMPLETE' });
    const files = filesBelow(cwd);
    expect([...files.keys()]).toEqual(documentedFiles);
    // Exactly what the review showed is written.
    expect(files.get('amplify/.config/aws-info.json')).toContain('default');
  });

  it('continue without a user, too, as soon as the profile has new keys', async () => {
    const cwd = folder('renewed');
    const path = join(world.home, '.aws/credentials');
    const before = readFileSync(path, 'utf8');
    let said = false;
    try {
      const { code, lines, err } = await run(['init', '--yes', '--json', '--profile', 'default'], {
        env: world.env,
        cwd,
        onLine: (line) => {
          if (line.includes('DeploymentBucket') && !said) {
            said = true;
            void expire();
          }
          if (line.includes('"state":"expired"'))
            writeFileSync(path, before.replace(/\[default\]\n[^[]*/, `[default]\n${fresh}\n`));
        },
      });
      expect([code, err]).toEqual([0, '']);
      expect(lines.filter((line) => line.type === 'connection')).toEqual([
        expect.objectContaining({ state: 'expired' }),
        expect.objectContaining({ state: 'ok' }),
      ]);
      expect(lines.at(-1)).toMatchObject({ type: 'result', ok: true });
      await givenFaults(world);
      expect(Object.keys(await stacksOf(world, 'renewed-'))).toHaveLength(1);
    } finally {
      writeFileSync(path, before);
    }
  });

  it.each([
    ['while the template is stored', 'expire@s3.PutObject', 'storing'],
    ['while the stack is followed', 'expire@DescribeStackEvents', 'following'],
  ])(
    'end a run without a user after the given time (%s), and another profile completes it',
    async (_, fault, at) => {
      const cwd = folder(at);
      await givenFaults(world, fault);
      const first = await run(['init', '--yes', '--json', '--patience', '4'], { env: world.env, cwd });
      expect([first.code, first.lines.at(-1)?.code]).toEqual([1, 'CREDENTIALS_EXPIRED']);
      expect(first.err).toContain('init --resume');
      expect(first.lines.find(({ type }) => type === 'left')).toMatchObject({
        stackName: expect.any(String),
      });
      await expire();
      const wrong = await run(['init', '--resume', '--json', '--profile', 'bizcorpadmin'], {
        env: world.env,
        cwd,
      });
      expect([wrong.code, wrong.lines.at(-1)?.code]).toEqual([1, 'PROFILE_NOT_USABLE']);
      const second = await run(['init', '--resume', '--json', '--profile', 'second'], {
        env: world.env,
        cwd,
      });
      expect([second.code, second.lines.at(-1)]).toEqual([0, expect.objectContaining({ ok: true })]);
      await givenFaults(world);
      expect(Object.keys(await stacksOf(world, `${at}-`))).toHaveLength(1);
      expect(filesBelow(cwd).get('amplify/.config/aws-info.json')).toContain('default');
    },
  );
});
