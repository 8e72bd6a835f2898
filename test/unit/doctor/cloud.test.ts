import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type AskIdentity, askCloud } from '../../../src/doctor/cloud.ts';
import { serverDate } from '../../../src/doctor/server-date.ts';
import { Problem } from '../../../src/values/problem.ts';

const servers: Server[] = [];
afterEach(() => {
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

/** A cloud whose clock is off by so many seconds. */
const cloudAt = (seconds: number) =>
  serve((_, answer) => {
    answer.setHeader('date', new Date(Date.now() + seconds * 1000).toUTCString());
    answer.writeHead(403).end();
  });

const choice = { kind: 'profile', name: 'default' } as const;
const known = { chosen: { choice, source: 'the profile default' }, region: 'eu-west-1', hasKeys: true };
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

  it('is unknown when the answer tells no time', async () => {
    const all = await serve((_, answer) => {
      answer.sendDate = false;
      answer.end();
    });
    const { cloud } = await askCloud({ ...known, endpoints: { all } }, someone, Date.now);
    expect(cloud.facts.clockOffset).toBeNull();
    expect(cloud.findings).toMatchObject([{ severity: 'warning' }]);
  });

  it('is asked for without anything that tells who asks', async () => {
    const heads: unknown[] = [];
    const url = await serve(({ method, url: path, headers }, answer) => {
      heads.push([method, path, Object.keys(headers).sort()]);
      answer.end();
    });
    await serverDate(`${url.replace('//', '//me:hunter2@')}/base?token=x`, 5_000, Date.now);
    expect(heads).toEqual([['HEAD', '/base', ['connection', 'host']]]);
  });

  it('gives up at its deadline when nothing answers', async () => {
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

  it('is told as a problem when AWS refuses', async () => {
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

  it('is not asked for without keys at hand, nor where nobody answers', async () => {
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
