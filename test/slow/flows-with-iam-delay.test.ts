import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Account, clientOptions, cloudForTest } from '../cloud/support/cloud.ts';
import { runDispatched } from '../support/dispatched.ts';
import { totp } from '../support/totp.ts';
import { folderWith } from '../unit/project/support/folders.ts';

const dev = '111122223333';
const biz = '444455556666';

/** Both sides on one machine, in a cloud where services learn of a change in IAM after three seconds. */
async function world() {
  const cloud = await cloudForTest({ speed: 100, iamDelay: 300 });
  const section = (name: string, account: Account) => {
    const { accessKeyId, secretAccessKey } = clientOptions(cloud, account).credentials;
    return `[${name}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
  };
  const HOME = folderWith({
    '.aws/credentials': section('default', 'dev') + section('bizadmin', 'biz'),
    '.aws/config': '[default]\nregion = eu-west-1\n[profile bizadmin]\nregion = eu-west-1\n',
  });
  const project = folderWith({ 'package.json': JSON.stringify({ dependencies: { react: '1' } }) });
  const run = async (args: readonly string[], answers?: object) => {
    const file = join(project, 'answers.json');
    if (answers) writeFileSync(file, JSON.stringify(answers));
    const given = [...args, '--json', '--cwd', project, ...(answers ? ['--answers', file] : [])];
    const { code, said } = await runDispatched(given, { HOME, AWS_ENDPOINT_URL: cloud.endpoint });
    const facts = said.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
    return { code, said, result: facts.at(-1) };
  };
  const letCodesCountAgain = () => fetch(`${cloud.endpoint}/_demo/phone`, { method: 'POST' });
  return { cloud, project, run, letCodesCountAgain };
}

it('a new user creates a project at once, and removes it', async () => {
  const { run } = await world();
  const configured = await run([
    ...['configure', '--yes', '--profile', 'made', '--region', 'eu-west-1'],
    ...['--create-user', 'ann', '--with-profile', 'default'],
  ]);
  expect(configured.result, configured.said).toMatchObject({ ok: true, arn: `arn:aws:iam::${dev}:user/ann` });
  const answers = { projectName: 'shop', editor: 'none', app: 'javascript', framework: 'react' };
  const made = await run(['init', '--yes', '--profile', 'made'], answers);
  expect(made.result, made.said).toMatchObject({ type: 'result', ok: true });
  const rotated = await run(['profiles', 'rotate', 'made', '--yes', '--delete-old']);
  expect(rotated.result, rotated.said).toMatchObject({ ok: true });
  const deleted = await run(['delete', '--yes', '--confirm', 'shop']);
  expect(deleted.result, deleted.said).toMatchObject({ ok: true });
});

it('a role for others and its user are created, and the role is verified', async () => {
  const { run, project, letCodesCountAgain } = await world();
  const role = await run(['assume-role', 'role', '--yes'], {
    ...{ profile: 'bizadmin', account: dev, noteFile: 'note.json' },
    permissions: 'arn:aws:iam::aws:policy/AdministratorAccess-Amplify',
  });
  expect(role.result, role.said).toMatchObject({ roleArn: `arn:aws:iam::${biz}:role/amplify-developer` });
  const answers = { profile: 'default', note: 'note.json', region: 'eu-west-1' };
  const seeded = await run(['assume-role', 'user', '--yes', '--mfa-secret-file', 'seed'], answers);
  expect(seeded.code, seeded.said).toBe('MFA_NEEDED');
  const seed = readFileSync(join(project, 'seed'), 'utf8').trim();
  const codes = [-1, 0, 1].map((step) => totp(seed, Date.now() + step * 30_000)).join(',');
  await letCodesCountAgain();
  const done = await run(['assume-role', 'user', '--yes', '--resume', '--mfa-code', codes], answers);
  expect(done.result, done.said).toMatchObject({ ok: true, account: biz, roleProfile: 'bizcorprole' });
});
