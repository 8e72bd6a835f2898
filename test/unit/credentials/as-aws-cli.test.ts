import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AwsClients, createAwsClients } from '../../../src/aws/clients.ts';
import { openAccess } from '../../../src/credentials/open.ts';
import { readProfiles } from '../../../src/profiles/store.ts';
import { folderOfTest } from '../../support/folders.ts';

const hasBotocore = spawnSync('python3', ['-c', 'import botocore.session']).status === 0;

let folder: string;
const open: AwsClients[] = [];
beforeEach(() => {
  folder = folderOfTest();
});
afterEach(() => {
  for (const clients of open.splice(0)) clients.close();
});

/** botocore's result for each case: the region, the address of each service, the number of attempts. */
const settle = `
import json, os, sys
import botocore.loaders, botocore.session
out = []
loader = botocore.loaders.create_loader()
for case in json.load(sys.stdin):
    os.environ.clear(); os.environ.update(case['env'])
    try:
        session = botocore.session.Session(profile=case['profile'])
        session.register_component('data_loader', loader)
        clients = {name: session.create_client(name) for name in ('sts', 'cloudformation')}
        # A signed address is made without a request, by the same rules.
        at = {name: client.generate_presigned_url(call).split('/?')[0] for (name, client), call in zip(clients.items(), ('get_caller_identity', 'describe_stacks'))}
        retries = clients['sts'].meta.config.retries or {}
        out.append({'region': clients['cloudformation'].meta.region_name, 'attempts': retries.get('total_max_attempts'), **at})
    except Exception as e:
        out.append({'refused': type(e).__name__})
json.dump(out, sys.stdout)
`;

const keys = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = example\n';
const config = `[default]\n${keys}region = eu-west-1\nuse_fips_endpoint = true\nmax_attempts = 7
[profile dev]\n${keys}region = eu-central-1
[profile fips]\n${keys}region = us-east-2\nuse_fips_endpoint = true
[profile dual]\n${keys}region = eu-west-3\nuse_dualstack_endpoint = true\nmax_attempts = 5\nretry_mode = standard
[profile here]\n${keys}region = eu-west-1\nendpoint_url = http://127.0.0.1:1
[profile local]\n${keys}region = eu-west-1\nservices = own\nendpoint_url = http://127.0.0.1:1
[profile ignoring]\n${keys}region = eu-west-1\nendpoint_url = http://127.0.0.1:1\nignore_configured_endpoint_urls = true
[profile both]\n${keys}region = us-east-1\nendpoint_url = http://127.0.0.1:1\nuse_fips_endpoint = true
[profile mode]\n${keys}region = us-east-1\ndefaults_mode = foo
[profile china]\n${keys}region = cn-northwest-1
[profile gov]\n${keys}region = us-gov-east-1\nuse_fips_endpoint = true
[services own]\nsts =\n  endpoint_url = http://127.0.0.1:2
`;
const inEnvironment = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'example' };

const cases: readonly (readonly [string | undefined, NodeJS.ProcessEnv])[] = [
  ...['default', 'dev', 'fips', 'dual', 'here', 'local', 'ignoring', 'both', 'mode', 'china', 'gov'].map(
    (name) => [name, {}] as const,
  ),
  ['dev', { AWS_PROFILE: 'fips' }],
  ['dev', { AWS_DEFAULT_REGION: 'sa-east-1' }],
  ['dev', { AWS_USE_FIPS_ENDPOINT: 'true', AWS_DEFAULT_REGION: 'us-west-2' }],
  ['fips', { AWS_USE_FIPS_ENDPOINT: 'false' }],
  ['here', { AWS_ENDPOINT_URL: 'http://127.0.0.1:3' }],
  ['here', { AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:4' }],
  ['local', { AWS_ENDPOINT_URL: 'http://127.0.0.1:3' }],
  ['local', { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }],
  ['ignoring', { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' }],
  ['fips', { AWS_ENDPOINT_URL: 'http://127.0.0.1:3' }],
  ['dual', { AWS_MAX_ATTEMPTS: '2' }],
  [undefined, inEnvironment],
  [undefined, { ...inEnvironment, AWS_PROFILE: 'dual' }],
  [undefined, { ...inEnvironment, AWS_DEFAULT_PROFILE: 'here' }],
];

/** The SDK refuses FIPS with a custom endpoint, and so does the program; the AWS CLI ignores FIPS then. */
const endpointBeside = [
  JSON.stringify(['both', {}]),
  JSON.stringify(['fips', { AWS_ENDPOINT_URL: 'http://127.0.0.1:3' }]),
];

async function ours(name: string | undefined, env: NodeJS.ProcessEnv) {
  try {
    const choice =
      name === undefined ? ({ kind: 'environment' } as const) : ({ kind: 'profile', name } as const);
    const access = openAccess(choice, { list: readProfiles(env), env });
    const clients = createAwsClients(access, { region: access.region ?? '' });
    open.push(clients);
    const [sts, cloudformation] = [await clients.sts(), await clients.cloudFormation()];
    const found: string[] = [];
    const stop = () => async (args: { request?: unknown }) => {
      const { protocol, hostname, port } = args.request as Record<string, string | undefined>;
      found.push(`${protocol}//${hostname}${port ? `:${port}` : ''}`);
      throw new Error('far enough');
    };
    sts.middlewareStack.add(stop, { step: 'build', priority: 'low' });
    cloudformation.middlewareStack.add(stop, { step: 'build', priority: 'low' });
    const { GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
    const { DescribeStacksCommand } = await import('@aws-sdk/client-cloudformation');
    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toThrow('far enough');
    await expect(cloudformation.send(new DescribeStacksCommand({}))).rejects.toThrow('far enough');
    return {
      region: access.region,
      attempts: access.settings?.maxAttempts,
      sts: found[0],
      cloudformation: found[1],
    };
  } catch (thrown) {
    return { refused: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

describe.skipIf(!hasBotocore)('settings of a profile, compared with the AWS CLI (botocore)', () => {
  it('give the same region, the same addresses and the same attempts, and the same is refused', async () => {
    writeFileSync(join(folder, 'config'), config);
    const files = {
      HOME: folder,
      AWS_CONFIG_FILE: join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none'),
    };
    const asked = cases.map(([profile, env]) => ({ profile: profile ?? null, env: { ...files, ...env } }));
    const answer = execFileSync('python3', ['-c', settle], { input: JSON.stringify(asked) });
    const theirs: Record<string, unknown>[] = JSON.parse(answer.toString());
    for (const [index, [profile, env]] of cases.entries()) {
      const own = await ours(profile, { ...files, ...env });
      const other = theirs[index] ?? {};
      const label = JSON.stringify([profile, env]);
      if (endpointBeside.includes(label)) {
        expect([label, own]).toEqual([label, { refused: expect.stringContaining('use_fips_endpoint') }]);
        expect(other.sts).toMatch(/^http:\/\/127/);
        continue;
      }
      if ('refused' in own || 'refused' in other) {
        expect([label, 'refused' in own, own], JSON.stringify(other)).toEqual([
          label,
          'refused' in other,
          own,
        ]);
        continue;
      }
      expect([label, own.region, own.sts, own.cloudformation]).toEqual([
        label,
        other.region,
        other.sts,
        other.cloudformation,
      ]);
      // Without a setting, each uses a default of its own.
      if (own.attempts !== undefined) expect([label, own.attempts]).toEqual([label, other.attempts]);
    }
  }, 60_000);
});
