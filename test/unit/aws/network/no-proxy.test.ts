import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isExcepted, parseProxy } from '../../../../src/aws/network/proxy.ts';
import { trustedCertificates } from '../../../../src/aws/network/trust.ts';
import { networkSettings } from '../../../../src/credentials/network.ts';
import { readProfiles } from '../../../../src/profiles/store.ts';
import { folderOfTest } from '../../../support/folders.ts';
import { companyCa } from '../../../support/network.ts';

/** A value of NO_PROXY, an address, and whether it is reached without a proxy. */
type Row = readonly [noProxy: string, url: string, isExcepted: boolean];

/** Rows that the AWS CLI decides the same way. */
const alike: readonly Row[] = [
  ['example.com', 'https://example.com', true],
  ['example.com', 'https://a.b.example.com', true],
  ['.example.com', 'https://a.example.com', true],
  ['.example.com', 'https://example.com', true],
  ['example.com', 'https://notexample.com', false],
  ['example.com', 'https://example.com.evil.example', false],
  ['amazonaws.com', 'https://sts.eu-west-1.amazonaws.com', true],
  ['*', 'https://sts.eu-west-1.amazonaws.com', true],
  ['EXAMPLE.com', 'https://a.Example.COM', true],
  ['a.example, example.com ,b.example', 'https://example.com', true],
  [' , ,', 'https://example.com', false],
  ['example.com:8443', 'https://example.com', false],
  ['example.com:8443', 'https://example.com:8443', true],
  ['example.com', 'https://example.com:8443', true],
  ['10.1.2.3', 'https://10.1.2.3', true],
  ['10.1.2.3', 'https://110.1.2.3', false],
  ['10.0.0.1/33', 'https://10.0.0.1', false],
  ['10.0.0.0/8', 'https://a.10.example', false],
  ['localhost', 'http://localhost:4566', true],
  ['localhost', 'http://127.0.0.1:4566', false],
  ['[::1]', 'http://[::1]:4566', true],
];

/** Rows that it decides differently; other Python programs, curl and Go decide them the same way. */
const more: readonly Row[] = [
  ['10.0.0.0/8', 'https://10.1.2.3', true],
  ['10.0.0.0/8', 'https://11.1.2.3', false],
  ['127.0.0.0/8', 'http://127.0.0.1:4566', true],
  ['fd00::/8', 'https://[fd12::1]', true],
  ['fd00::/8', 'https://[fe80::1]', false],
  ['::/0', 'https://10.1.2.3', false],
  ['::1', 'http://[::1]:4566', true],
  ['*.example.com', 'https://a.example.com', true],
  ['a.example, *', 'https://example.com', true],
  ['a.example example.com', 'https://example.com', true],
  ['example.com:443', 'https://example.com', true],
  ['example.com:80', 'https://example.com', false],
  ['example.com', 'https://example.com.', true],
];

function decide(noProxy: string, url: string): boolean {
  const { protocol, hostname, port } = new URL(url);
  return isExcepted(noProxy, {
    protocol,
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? undefined : Number(port),
  });
}

describe('NO_PROXY', () => {
  it.each([...alike, ...more])('%j and %s: %s', (noProxy, url, expected) => {
    expect(decide(noProxy, url)).toBe(expected);
  });

  const botocore = spawnSync('python3', ['-c', 'import botocore.utils']);
  it.skipIf(botocore.status !== 0)('is understood as by the AWS CLI, for all rows that both support', () => {
    const script = `
import json, os, sys
from botocore.utils import should_bypass_proxies
def decide(row):
    os.environ["no_proxy"] = row[0]
    return bool(should_bypass_proxies(row[1]))
print(json.dumps([decide(row) for row in json.load(sys.stdin)]))
`;
    const env = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' };
    const { stdout } = spawnSync('python3', ['-c', script], { input: JSON.stringify(alike), env });
    expect(JSON.parse(String(stdout))).toEqual(alike.map(([, , expected]) => expected));
  });
});

describe('the settings of the network', () => {
  const secretOf = (env: NodeJS.ProcessEnv) => {
    const { httpsProxy } = networkSettings(undefined, env);
    return httpsProxy && [httpsProxy.value.reveal(), httpsProxy.source];
  };

  it('prefer the lower-case variable, even an empty one, which switches the proxy off', () => {
    const HTTPS_PROXY = 'http://large.example';
    expect(secretOf({ HTTPS_PROXY })).toEqual([HTTPS_PROXY, 'HTTPS_PROXY']);
    expect(secretOf({ HTTPS_PROXY, https_proxy: 'http://small.example' })).toEqual([
      'http://small.example',
      'https_proxy',
    ]);
    expect(secretOf({ HTTPS_PROXY, https_proxy: '' })).toBeUndefined();
    expect(secretOf({ ALL_PROXY: HTTPS_PROXY, HTTP_PROXY: HTTPS_PROXY })).toBeUndefined();
  });

  it('use certificates of AWS_CA_BUNDLE, then of the profile, then of REQUESTS_CA_BUNDLE', () => {
    const folder = folderOfTest();
    const AWS_CONFIG_FILE = join(folder, 'config');
    writeFileSync(AWS_CONFIG_FILE, '[profile work]\nca_bundle = /etc/work.pem\n');
    const [profile] = readProfiles({ HOME: folder, AWS_CONFIG_FILE }).profiles;
    const bundle = (env: NodeJS.ProcessEnv) => networkSettings(profile, env).caBundle;
    const both = { AWS_CA_BUNDLE: '/etc/a.pem', REQUESTS_CA_BUNDLE: '/etc/r.pem' };
    expect(bundle(both)).toEqual({ value: '/etc/a.pem', source: 'AWS_CA_BUNDLE' });
    const { REQUESTS_CA_BUNDLE } = both;
    expect(bundle({ REQUESTS_CA_BUNDLE })).toEqual({
      value: '/etc/work.pem',
      source: 'ca_bundle of the profile work',
    });
    expect(networkSettings(undefined, { REQUESTS_CA_BUNDLE }).caBundle?.source).toBe('REQUESTS_CA_BUNDLE');
  });

  it('trust NODE_EXTRA_CA_CERTS in addition to a bundle, and leave it to Node without one', async () => {
    const both = networkSettings(undefined, { AWS_CA_BUNDLE: companyCa, NODE_EXTRA_CA_CERTS: companyCa });
    expect(await trustedCertificates(both)).toHaveLength(2);
    const unread = networkSettings(undefined, { AWS_CA_BUNDLE: companyCa, NODE_EXTRA_CA_CERTS: '/nowhere' });
    expect(await trustedCertificates(unread)).toHaveLength(1);
    expect(
      await trustedCertificates(networkSettings(undefined, { NODE_EXTRA_CA_CERTS: companyCa })),
    ).toBeUndefined();
  });

  it.each([
    ['proxy.example:3128', 'http://proxy.example:3128'],
    ['//proxy.example', 'http://proxy.example'],
    ['https://ann:p%40ss@proxy.example', 'https://proxy.example'],
  ])('show the proxy %s as %s', (HTTPS_PROXY, shown) => {
    const { httpsProxy } = networkSettings(undefined, { HTTPS_PROXY });
    expect(httpsProxy && parseProxy(httpsProxy).shown).toBe(shown);
  });
});
