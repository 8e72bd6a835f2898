import { AttachRolePolicyCommand, CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, type Credentials, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoCloud, startDemoCloud } from '../../../demo/cloud/server.ts';
import { runDispatched } from '../../support/dispatched.ts';
import { projectWith } from '../flows/configure-project/support.ts';
import { folderWith } from '../project/support/folders.ts';

let cloud: DemoCloud;
let keys: { accessKeyId: string; secretAccessKey: string };
let session: Record<string, string>;

beforeAll(async () => {
  cloud = await startDemoCloud();
  keys = cloud.accounts[0]!.users[0]!;
  const options = { endpoint: cloud.endpoint, region: cloud.region, credentials: keys };
  const iam = new IAMClient(options);
  const RoleName = 'reader';
  const AssumeRolePolicyDocument = JSON.stringify({
    Statement: [{ Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' }],
  });
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  const RoleArn = `arn:aws:iam::111122223333:role/${RoleName}`;
  const { Credentials } = await new STSClient(options).send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me' }),
  );
  session = variables(Credentials!);
});
afterAll(() => cloud.close());

function variables(credentials: Credentials) {
  return {
    AWS_ACCESS_KEY_ID: credentials.AccessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: credentials.SecretAccessKey ?? '',
    ...(credentials.SessionToken && { AWS_SESSION_TOKEN: credentials.SessionToken }),
  };
}

const root = () => projectWith('multi-env', {});
/** With the credentials of the profile that the project names. */
function run(argv: readonly string[], credentials: Record<string, string> = session) {
  const lines = Object.entries(credentials).map(([name, value]) => `${name.toLowerCase()} = ${value}`);
  const HOME = folderWith({ '.aws/credentials': ['[devcorp]', ...lines, ''].join('\n') });
  const place = { AWS_ENDPOINT_URL: cloud.endpoint, AWS_REGION: 'eu-west-1', AWS_PROFILE: 'devcorp' };
  return runDispatched(['console', ...argv], { HOME, BROWSER: 'none', ...place });
}
const resultOf = (said: string) => JSON.parse(said.trim().split('\n').at(-1) ?? '');

describe('console', () => {
  it('prints an address that signs the session in', async () => {
    const { exit, said } = await run(['home', '--print', '--duration', '3600', '--cwd', folderWith()]);
    expect(exit).toBe(0);
    const page = await fetch(said.trim());
    expect(page.status).toBe(200);
    const text = await page.text();
    expect(text).toContain('assumed-role/reader/me');
    expect(text).toContain('https://eu-west-1.console.aws.amazon.com/console/home?region=eu-west-1');
    expect(said).not.toContain(session.AWS_SECRET_ACCESS_KEY);
    expect(said).not.toContain(session.AWS_SESSION_TOKEN);
  });

  it.each([
    ['stack', /cloudformation\/home\?region=/],
    ['bucket', /\/s3\/buckets\//],
    ['role', /\/iam\/home#\/roles\/details\//],
  ])('leads to the %s of the project', async (page, address) => {
    const { said } = await run([page, '--json', '--cwd', root()]);
    const result = resultOf(said);
    expect(result).toMatchObject({ type: 'result', ok: true, page, signedIn: true, usableForSeconds: 900 });
    expect(result.destination).toMatch(address);
    expect(new URL(result.address).searchParams.get('Destination')).toBe(result.destination);
  });

  it('opens only the page for the keys of a user, and says why', async () => {
    const { said } = await run(['stack', '--json', '--cwd', root()], {
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    });
    const result = resultOf(said);
    expect(result).toMatchObject({ signedIn: false, reason: expect.stringMatching(/keys of a user/) });
    expect(result.address).toBe(result.destination);
  });

  it('shows the address with a warning if no browser can be opened', async () => {
    const { said } = await run(['home', '--cwd', folderWith()]);
    expect(said).toMatch(/Whoever has this address is signed in as the session:\nhttp\S+SigninToken=\w+\n$/);
  });

  it('says so if AWS does not accept the session', async () => {
    const options = { endpoint: cloud.endpoint, region: cloud.region, credentials: keys };
    const { Credentials } = await new STSClient(options).send(new GetSessionTokenCommand({}));
    const { code, exit, said } = await run(
      ['home', '--print', '--cwd', folderWith()],
      variables(Credentials!),
    );
    expect([code, exit]).toEqual(['PROFILE_NOT_USABLE', 1]);
    expect(said).toMatch(/sessions of roles and of federated users/);
    expect(said).not.toContain(Credentials!.SecretAccessKey);
  });

  it.each([
    [['nowhere'], 'USAGE', /home, stack, bucket, role, app/],
    [['home', '--duration', '899'], 'USAGE', /from 900 to 43200/],
    [['home', '--duration', '1h'], 'USAGE', /--duration 1h cannot be/],
    [['bucket'], 'PROJECT_NONE', /its deployment bucket/],
  ])('refuses %j', async (argv, code, words) => {
    const outcome = await run([...argv, '--cwd', folderWith()]);
    expect(outcome.code).toBe(code);
    expect(outcome.said).toMatch(words);
  });
});
