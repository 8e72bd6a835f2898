import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { serverDate } from '../../../../src/aws/network/server-date.ts';
import { Problem } from '../../../../src/core/problem.ts';
import { networkSettings } from '../../../../src/credentials/network.ts';
import { type AskIdentity, askCloud } from '../../../../src/flows/doctor/cloud.ts';
import { networkFindings, shownNetwork } from '../../../../src/flows/doctor/network.ts';
import { companyCa, serveHttps, serveProxy, type TestServer } from '../../../support/network.ts';

const servers: Server[] = [];
const open: TestServer[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A cloud whose clock is off by this many seconds. */
const cloudAt = (seconds: number) =>
  serve((_, answer) => {
    answer.setHeader('date', new Date(Date.now() + seconds * 1000).toUTCString());
    answer.writeHead(403).end();
  });

const choice = { kind: 'profile', name: 'default' } as const;
const known = {
  chosen: { choice, source: 'the profile default' },
  region: 'eu-west-1',
  hasKeys: true,
  network: {},
};
const someone: AskIdentity = () =>
  Promise.resolve({ account: '111122223333', arn: 'arn:aws:iam::111122223333:user/ana' });
const nobodyAsks: AskIdentity = () => Promise.reject(new Error('nobody should be asked'));

describe('the clock', () => {
  it.each([
    [0, undefined],
    [-20, undefined],
    [45, 'warning'],
    [-45, 'warning'],
    [3600, 'error'],
  ] as const)('of a cloud that is %i seconds off', async (seconds, severity) => {
    const all = await cloudAt(seconds);
    const { cloud } = await askCloud({ ...known, endpoints: { all } }, someone, Date.now);
    expect(cloud.facts.asked).toBe(all);
    expect(Math.abs((cloud.facts.clockOffset ?? Number.NaN) - seconds * 1000)).toBeLessThan(1500);
    expect(cloud.findings.map((finding) => finding.severity)).toEqual(severity ? [severity] : []);
    if (severity) expect(cloud.findings[0]?.text).toContain(seconds > 0 ? 'behind' : 'ahead of');
  });

  it('is unknown if the answer contains no time', async () => {
    const all = await serve((_, answer) => {
      answer.sendDate = false;
      answer.end();
    });
    const { cloud } = await askCloud({ ...known, endpoints: { all } }, someone, Date.now);
    expect(cloud.facts.clockOffset).toBeNull();
    expect(cloud.findings).toMatchObject([{ severity: 'warning' }]);
  });

  it('is asked for without anything that identifies the caller', async () => {
    const heads: unknown[] = [];
    const url = await serve(({ method, url: path, headers }, answer) => {
      heads.push([method, path, Object.keys(headers).sort()]);
      answer.end();
    });
    await serverDate(`${url.replace('//', '//me:hunter2@')}/base?token=x`, 5_000, Date.now);
    expect(heads).toEqual([['HEAD', '/base', ['connection', 'host']]]);
  });

  it('gives up at its deadline if nothing answers', async () => {
    const url = await serve(() => {});
    await expect(serverDate(url, 50, Date.now)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  });
});

describe('the identity', () => {
  it('is the account and the kind, not the name', async () => {
    const all = await cloudAt(0);
    const kindOf = async (arn: string) => {
      const { identity } = await askCloud(
        { ...known, endpoints: { all } },
        () => Promise.resolve({ account: '111122223333', arn }),
        Date.now,
      );
      return [identity.facts.account, identity.facts.identity, identity.findings.length];
    };
    expect(await kindOf('arn:aws:iam::111122223333:user/ana')).toEqual(['111122223333', 'IAM user', 0]);
    expect(await kindOf('arn:aws:sts::111122223333:assumed-role/x/ana')).toEqual(['111122223333', 'role', 0]);
    expect(await kindOf('arn:aws:iam::111122223333:root')).toEqual(['111122223333', 'root user', 1]);
  });

  it('is reported as a problem if AWS refuses', async () => {
    const all = await cloudAt(0);
    const refused = () =>
      Promise.reject(
        new Problem({
          code: 'CREDENTIALS_REJECTED',
          what: 'AWS does not know the key.',
          why: 'W.',
          next: 'N.',
        }),
      );
    const { identity } = await askCloud({ ...known, endpoints: { all } }, refused, Date.now);
    expect(identity).toEqual({
      facts: { account: null, identity: null },
      findings: [{ section: 'access', severity: 'error', text: 'AWS does not know the key. W.', next: 'N.' }],
    });
  });

  it('is not asked for without available keys, nor if nobody answers', async () => {
    const all = await cloudAt(0);
    const without = await askCloud({ ...known, hasKeys: false, endpoints: { all } }, nobodyAsks, Date.now);
    expect(without.identity.findings).toEqual([]);
    const closed = await serve(() => {});
    for (const server of servers.splice(-1)) {
      server.close();
      await once(server, 'close');
    }
    const { cloud, identity } = await askCloud(
      { ...known, endpoints: { all: closed } },
      nobodyAsks,
      Date.now,
    );
    expect(identity.findings).toEqual([]);
    expect(cloud.findings).toMatchObject([{ section: 'cloud', severity: 'error' }]);
    expect(cloud.findings[0]?.text).toContain(`${closed} cannot be reached. Nothing listens there.`);
  });
});

describe('the connection to AWS', () => {
  const opened = <T extends TestServer>(server: T): T => {
    open.push(server);
    return server;
  };
  const ask = (env: NodeJS.ProcessEnv, all?: string) =>
    askCloud(
      { ...known, network: networkSettings(undefined, env), endpoints: all === undefined ? {} : { all } },
      someone,
      Date.now,
    );

  it('goes through the proxy with its password and the certificates of the company', async () => {
    const aws = opened(await serveHttps('server', (_, answer) => answer.writeHead(302).end()));
    const proxy = opened(await serveProxy({ login: 'ann:p@ss', to: aws.port }));
    const { cloud, identity } = await ask({ HTTPS_PROXY: proxy.url, AWS_CA_BUNDLE: companyCa });
    expect(cloud).toMatchObject({ facts: { answerTime: expect.any(Number) }, findings: [] });
    expect(identity.facts.account).toBe('111122223333');
    expect(proxy.asked).toEqual(['CONNECT sts.eu-west-1.amazonaws.com:443']);
  });

  it('goes through a proxy for http, or bypasses it if NO_PROXY says so', async () => {
    const port = Number(new URL(await cloudAt(0)).port);
    const proxy = opened(await serveProxy({ login: 'ann:p@ss', to: port }));
    await ask({ http_proxy: proxy.url }, 'http://cloud.example:4566/base');
    expect(proxy.asked).toEqual(['HEAD http://cloud.example:4566/base']);
    const past = await ask({ http_proxy: proxy.url, NO_PROXY: '127.0.0.1' }, `http://127.0.0.1:${port}`);
    expect(past.cloud.findings).toEqual([]);
    expect(proxy.asked).toHaveLength(1);
  });

  it.each([
    ['HTTPS_PROXY', undefined],
    ['HTTP_PROXY', 'http://cloud.example'],
  ])('is reported with the proxy that requires another password: %s', async (name, endpoint) => {
    const proxy = opened(await serveProxy({ login: 'ann:right' }));
    const { cloud } = await ask({ [name]: `http://ann:c4nary@127.0.0.1:${proxy.port}` }, endpoint);
    expect(cloud.facts.answerTime).toBeNull();
    expect(cloud.findings).toMatchObject([
      { severity: 'error', text: expect.stringContaining('wants a user name and password') },
    ]);
    expect(cloud.findings[0]?.text).toContain(name);
    expect(JSON.stringify(cloud)).not.toContain('c4nary');
  });

  it('without encryption is reported with the proxy that answers itself, breaks off or is missing', async () => {
    const at = async (answer: RequestListener) => {
      const url = await serve(answer);
      return { url, found: (await ask({ HTTP_PROXY: url }, 'http://cloud.example')).cloud.findings[0] };
    };
    const gateway = await at((_, answer) => answer.writeHead(502).end());
    expect(gateway.found?.text).toContain(`The proxy ${gateway.url} answers in place of cloud.example`);
    const broken = await at(({ socket }) => socket.destroy());
    expect(broken.found?.next).toContain(`Check the proxy ${broken.url} (HTTP_PROXY)`);
    const gone = await serveProxy();
    gone.close();
    const { cloud } = await ask({ HTTP_PROXY: gone.url }, 'http://cloud.example');
    expect(cloud.findings[0]?.text).toContain(`The proxy ${gone.url} cannot be reached`);
  });

  it('is reported with the missing proxy, the unknown authority, the unreadable bundle', async () => {
    const gone = await serveProxy();
    gone.close();
    const aws = opened(await serveHttps('server', (_, answer) => answer.end()));
    const proxy = opened(await serveProxy({ to: aws.port }));
    const texts = [
      await ask({ HTTPS_PROXY: gone.url }),
      await ask({ HTTPS_PROXY: proxy.url }),
      await ask({ AWS_CA_BUNDLE: '/nowhere/ca.pem' }),
      await ask({ HTTPS_PROXY: 'socks5://ann:c4nary@127.0.0.1' }),
    ].map(({ cloud }) => cloud.findings.map(({ text }) => text).join());
    expect(texts).toEqual([
      expect.stringContaining(`The proxy ${gone.url} cannot be reached`),
      expect.stringContaining('signed by an authority that this machine does not know'),
      expect.stringContaining('The certificates of AWS_CA_BUNDLE cannot be used. /nowhere/ca.pem'),
      expect.stringContaining('The proxy that HTTPS_PROXY names cannot be used.'),
    ]);
  });

  it('is listed by the variables that count, without a password', () => {
    const env = {
      https_proxy: 'http://ann:c4nary@proxy.example:3128',
      HTTPS_PROXY: 'http://other.example',
      HTTP_PROXY: 'socks5://ann:c4nary@proxy.example',
      no_proxy: '.company.example',
      AWS_CA_BUNDLE: '/etc/company.pem',
      NODE_EXTRA_CA_CERTS: '/etc/more.pem',
    };
    expect(shownNetwork(networkSettings(undefined, env))).toEqual([
      { what: 'proxy for https', source: 'https_proxy', value: 'http://proxy.example:3128' },
      { what: 'proxy for http', source: 'HTTP_PROXY', value: null },
      { what: 'without a proxy', source: 'no_proxy', value: '.company.example' },
      { what: 'certificates', source: 'AWS_CA_BUNDLE', value: '/etc/company.pem' },
      { what: 'more certificates', source: 'NODE_EXTRA_CA_CERTS', value: '/etc/more.pem' },
    ]);
  });

  it('is not that of ALL_PROXY, which is reported', () => {
    const findings = (env: NodeJS.ProcessEnv) => networkFindings(env, networkSettings(undefined, env));
    expect(findings({ ALL_PROXY: 'http://proxy.example' })).toMatchObject([
      { severity: 'warning', text: expect.stringContaining('ALL_PROXY is set') },
    ]);
    expect(findings({ ALL_PROXY: 'http://a.example', HTTPS_PROXY: 'http://a.example' })).toEqual([]);
    expect(findings({})).toEqual([]);
  });
});
