import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { roleCalls } from '../../../src/aws/assume-role.ts';
import { type AwsClients, createAwsClients } from '../../../src/aws/clients.ts';
import { leafCredentials } from '../../../src/aws/leaf-credentials.ts';
import { Secret } from '../../../src/core/secret.ts';
import type { ClientSettings } from '../../../src/credentials/client-settings.ts';
import { folderOfTest } from '../../support/folders.ts';

const plain: ClientSettings = {
  fips: false,
  dualstack: false,
  globalSts: false,
  retryMode: 'standard',
  requestChecksum: 'WHEN_SUPPORTED',
  responseChecksum: 'WHEN_SUPPORTED',
  pathStyle: false,
};

let folder: string;
const open: AwsClients[] = [];
beforeEach(() => {
  folder = folderOfTest();
  const config = join(folder, 'config');
  // Values that no client may use: each would change a host, or be refused by the SDK.
  const other = `use_fips_endpoint = maybe\nuse_dualstack_endpoint = maybe\ndefaults_mode = foo\nretry_mode = foo
max_attempts = many\nrequest_checksum_calculation = never\nresponse_checksum_validation = never
s3_use_arn_region = maybe\ns3_disable_multiregion_access_points = maybe\nendpoint_url = http://127.0.0.1:1\n`;
  writeFileSync(config, `[default]\n${other}[profile other]\n${other}`);
  vi.stubEnv('AWS_CONFIG_FILE', config);
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'credentials'));
});
afterEach(() => {
  for (const clients of open.splice(0)) clients.close();
  vi.unstubAllEnvs();
});

async function hosts(region: string, settings?: Partial<ClientSettings>) {
  const clients = createAwsClients(
    {
      choice: { kind: 'profile', name: 'dev' },
      label: 'profile dev',
      endpoints: {},
      ...(settings ? { settings: { ...plain, ...settings } } : {}),
      credentials: async () => ({ accessKeyId: 'AKIAEXAMPLE', secretAccessKey: new Secret('canary') }),
    },
    { region },
  );
  open.push(clients);
  const found: string[] = [];
  const stop = () => async (args: { request?: unknown }) => {
    const { hostname, path } = args.request as { hostname: string; path: string };
    found.push(`${hostname}${path}`);
    throw new Error('far enough');
  };
  const [s3, sts] = await Promise.all([clients.s3(), clients.sts()]);
  s3.middlewareStack.add(stop, { step: 'build', priority: 'low' });
  sts.middlewareStack.add(stop, { step: 'build', priority: 'low' });
  await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toThrow('far enough');
  await expect(s3.send(new HeadBucketCommand({ Bucket: 'shop' }))).rejects.toThrow('far enough');
  return found;
}

describe('hosts', () => {
  it.each([
    {},
    { AWS_PROFILE: 'other' },
    { AWS_USE_FIPS_ENDPOINT: 'true', AWS_USE_DUALSTACK_ENDPOINT: 'true' },
  ])('are not those of another profile or of what the access has decided, with %j', async (env) => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    expect(await hosts('eu-west-1')).toEqual([
      'sts.eu-west-1.amazonaws.com/',
      'shop.s3.eu-west-1.amazonaws.com/',
    ]);
  });

  it.each([
    [
      'us-east-1',
      { fips: true },
      ['sts-fips.us-east-1.amazonaws.com/', 'shop.s3-fips.us-east-1.amazonaws.com/'],
    ],
    [
      'eu-west-1',
      { dualstack: true },
      ['sts.eu-west-1.api.aws/', 'shop.s3.dualstack.eu-west-1.amazonaws.com/'],
    ],
    ['eu-west-1', { globalSts: true }, ['sts.amazonaws.com/', 'shop.s3.eu-west-1.amazonaws.com/']],
    [
      'eu-south-1',
      { globalSts: true },
      ['sts.eu-south-1.amazonaws.com/', 'shop.s3.eu-south-1.amazonaws.com/'],
    ],
    ['eu-west-1', { pathStyle: true }, ['sts.eu-west-1.amazonaws.com/', 's3.eu-west-1.amazonaws.com/shop/']],
    ['cn-north-1', {}, ['sts.cn-north-1.amazonaws.com.cn/', 'shop.s3.cn-north-1.amazonaws.com.cn/']],
    [
      'us-gov-west-1',
      { fips: true },
      ['sts.us-gov-west-1.amazonaws.com/', 'shop.s3-fips.us-gov-west-1.amazonaws.com/'],
    ],
    ['eusc-de-east-1', {}, ['sts.eusc-de-east-1.amazonaws.eu/', 'shop.s3.eusc-de-east-1.amazonaws.eu/']],
    ['us-iso-east-1', {}, ['sts.us-iso-east-1.c2s.ic.gov/', 'shop.s3.us-iso-east-1.c2s.ic.gov/']],
  ] as const)('of %s with %j', async (region, settings, expected) => {
    expect(await hosts(region, settings)).toEqual(expected);
  });
});

/** An STS that records requests and returns a session. */
async function pretendSts() {
  const asked: { body: string; signed: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      asked.push({ body, signed: request.headers.authorization ?? '' });
      const action = new URLSearchParams(body).get('Action');
      response.end(`<${action}Response><${action}Result><Credentials><AccessKeyId>ASIAIOSFODNN7EXAMPLE</AccessKeyId>
<SecretAccessKey>canary</SecretAccessKey><SessionToken>token</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration>
</Credentials></${action}Result></${action}Response>`);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { asked, url, close: () => new Promise((done) => server.close(done)) };
}

describe('the region of STS', () => {
  const step = {
    profile: 'role',
    roleArn: 'arn:aws:iam::111122223333:role/x',
    sessionName: 'amplify',
    region: 'eu-central-1',
  };
  const keys = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: new Secret('canary') };

  it.each([
    ['is that of --region and AWS_REGION before that of the profile', 'us-east-2', step, 'us-east-2'],
    ["is the profile's where nothing else is said", undefined, step, 'eu-central-1'],
    ['is one of the role’s partition', undefined, chinese(), 'cn-north-1'],
  ] as const)('%s', async (_, region, of, expected) => {
    const sts = await pretendSts();
    const place = { endpoints: { all: sts.url }, settings: plain, ...(region ? { region } : {}) };
    await roleCalls(place, { maxAttempts: 1 }).assume(of, keys, undefined);
    expect(sts.asked.map(({ signed }) => signed.split('/')[2])).toEqual([expected]);
    await sts.close();
  });

  function chinese() {
    const { region: _, ...rest } = step;
    return { ...rest, roleArn: 'arn:aws-cn:iam::111122223333:role/x' };
  }
});

describe('a web identity', () => {
  const role = { roleArn: 'arn:aws:iam::111122223333:role/ci', sessionName: 'amplify', durationSeconds: 900 };
  const start = (tokenFile: string) =>
    ({ kind: 'web-identity', profile: 'ci', role: { ...role, tokenFile } }) as const;

  it("is exchanged at the access's endpoint, unsigned, and nothing is written to the terminal", async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const sts = await pretendSts();
    writeFileSync(join(folder, 'token'), 'a.b.c\n');
    const place = { endpoints: { all: sts.url }, settings: plain };
    const session = await leafCredentials(start(join(folder, 'token')), place, {});
    expect(session).toMatchObject({ accessKeyId: 'ASIAIOSFODNN7EXAMPLE', expiresAt: Date.UTC(2100, 0, 1) });
    expect(sts.asked.map(({ signed }) => signed)).toEqual(['']);
    expect(Object.fromEntries(new URLSearchParams(sts.asked[0]?.body))).toMatchObject({
      Action: 'AssumeRoleWithWebIdentity',
      RoleArn: role.roleArn,
      WebIdentityToken: 'a.b.c',
      DurationSeconds: '900',
    });
    expect(warned).not.toHaveBeenCalled();
    await sts.close();
  });

  it('names the token file that cannot be read', async () => {
    const missing = join(folder, 'gone');
    await expect(
      leafCredentials(start(missing), { endpoints: {}, settings: plain }, {}),
    ).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      why: expect.stringContaining(missing),
    });
  });
});
