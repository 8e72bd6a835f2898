import { writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createAwsClients } from '../../../src/aws/clients.ts';
import { identify } from '../../../src/aws/identity.ts';
import { otherSignIns } from '../../../src/aws/network/fault.ts';
import { describeStack } from '../../../src/aws/stack.ts';
import { Secret } from '../../../src/core/secret.ts';
import type { Access } from '../../../src/credentials/access.ts';
import { networkSettings } from '../../../src/credentials/network.ts';
import { folderOfTest } from '../../support/folders.ts';
import { certificates, companyCa, serveHttp, serveHttps, serveProxy } from '../../support/network.ts';
import { problemOf } from '../../support/problem-of.ts';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** Answers like STS, without permission to read the account alias. */
const aws: RequestListener = (request, response) => {
  const parts: string[] = [];
  request.setEncoding('utf8');
  request.on('data', (part: string) => parts.push(part));
  request.on('end', () => {
    if (!parts.join('').includes('GetCallerIdentity')) return response.writeHead(403).end();
    response.end(
      '<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/dev</Arn><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
    );
  });
};

/** @param endpoint AWS's own if absent */
function clientsOf(env: NodeJS.ProcessEnv, endpoint?: string) {
  const access: Access = {
    choice: { kind: 'environment' },
    label: 'environment keys',
    endpoints: endpoint === undefined ? {} : { all: endpoint },
    network: networkSettings(undefined, env),
    credentials: async () => ({ accessKeyId: 'AKIA', secretAccessKey: new Secret('secret') }),
  };
  const clients = createAwsClients(access, {
    region: 'eu-west-1',
    maxAttempts: 1,
    limits: { connect: 1_000, idle: 4_000 },
  });
  open.push(() => clients.close());
  return { access, clients };
}

async function who(env: NodeJS.ProcessEnv, endpoint?: string): Promise<string> {
  const { access, clients } = clientsOf(env, endpoint);
  return (await identify(clients, access)).account;
}

const problemWith = (env: NodeJS.ProcessEnv, endpoint?: string) => problemOf(who(env, endpoint));

function closing<T extends { close(): void }>(server: T): T {
  open.push(() => server.close());
  return server;
}

describe('a proxy', () => {
  it('is used to reach AWS, whose name is not resolved here, with a password and the company’s certificates', async () => {
    const cloud = closing(await serveHttps('server', aws));
    const proxy = closing(await serveProxy({ login: 'ann:p@ss#1%/', to: cloud.port }));
    expect(await who({ HTTPS_PROXY: proxy.url, AWS_CA_BUNDLE: companyCa })).toBe('111122223333');
    expect(proxy.asked).toContain('CONNECT sts.eu-west-1.amazonaws.com:443');
    expect(proxy.asked).toContain('CONNECT iam.amazonaws.com:443');
  });

  it('receives whole addresses for http', async () => {
    const cloud = closing(await serveHttp(aws));
    const proxy = closing(await serveProxy({ login: 'ann:pass', to: cloud.port }));
    expect(await who({ http_proxy: proxy.url }, 'http://cloud.example:4566')).toBe('111122223333');
    expect(proxy.asked).toContain('POST http://cloud.example:4566/');
  });

  it('is not used for a host that NO_PROXY names', async () => {
    const cloud = closing(await serveHttp(aws));
    const proxy = closing(await serveProxy());
    const env = { HTTP_PROXY: proxy.url, NO_PROXY: 'localhost, 127.0.0.0/8' };
    expect(await who(env, `http://127.0.0.1:${cloud.port}`)).toBe('111122223333');
    expect(proxy.asked).toEqual([]);
  });

  it.each([
    ['https', 'HTTPS_PROXY', undefined],
    ['http', 'HTTP_PROXY', 'http://cloud.example'],
  ])(
    'that requires another password is reported for %s, without the given one',
    async (_, name, endpoint) => {
      const proxy = closing(await serveProxy({ login: 'ann:right' }));
      const problem = await problemWith({ [name]: `http://ann:c4nary@127.0.0.1:${proxy.port}` }, endpoint);
      expect(problem).toMatchObject({
        code: 'PROXY',
        what: expect.stringContaining(`http://127.0.0.1:${proxy.port} wants a user name and password`),
        why: expect.stringContaining(name),
      });
      expect(JSON.stringify(problem) + String(problem.stack) + String(problem.cause)).not.toContain('c4nary');
    },
  );

  it.each([
    ['https', 'HTTPS_PROXY', undefined],
    ['http', 'HTTP_PROXY', 'http://cloud.example:4566'],
  ])('that does not accept this kind of password is reported for %s', async (_, name, endpoint) => {
    const proxy = closing(await serveProxy({ login: 'ann:right', signIns: 'Negotiate, NTLM' }));
    const problem = await problemWith({ [name]: `http://ann:c4nary@127.0.0.1:${proxy.port}` }, endpoint);
    expect(problem).toMatchObject({
      code: 'PROXY',
      why: expect.stringMatching(new RegExp(`^It takes Negotiate, NTLM only; .* in ${name} are Basic`)),
      next: expect.stringContaining('Run a local proxy that signs in that way'),
    });
    expect(JSON.stringify(problem)).not.toContain('c4nary');
  });

  it.each([
    [undefined, ''],
    ['Basic realm="a, b"', ''],
    ['NTLM', 'NTLM'],
    ['Negotiate, NTLM, basic realm="x"', ''],
    ['Negotiate YIIB==, Digest realm="a", nonce="b"', 'Negotiate, Digest'],
    [['NTLM', 'Basic realm="x"'], ''],
  ])('names the ways to sign in of %j', (header, names) => {
    expect(otherSignIns(header)).toBe(names);
  });

  it.each([403, 502, 503])('that answers %i to a tunnel is not mistaken for AWS', async (refuse) => {
    const proxy = closing(await serveProxy({ refuse }));
    expect(await problemWith({ HTTPS_PROXY: proxy.url })).toMatchObject({
      code: 'PROXY',
      what: expect.stringContaining('makes no connection to sts.eu-west-1.amazonaws.com'),
      why: `It answered ${refuse}.`,
    });
  });

  it.each([
    ['HTTPS_PROXY', undefined],
    ['HTTP_PROXY', 'http://cloud.example'],
  ])("that is not reachable is reported as the proxy's fault: %s", async (name, endpoint) => {
    const gone = await serveProxy();
    gone.close();
    expect(await problemWith({ [name]: `http://ann:c4nary@127.0.0.1:${gone.port}` }, endpoint)).toMatchObject(
      {
        code: 'OFFLINE',
        what: expect.stringContaining(`The proxy http://127.0.0.1:${gone.port} cannot be reached`),
        next: expect.stringContaining(name),
      },
    );
  });

  const page = (status: string) =>
    `HTTP/1.1 ${status}\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>`;
  it.each([
    ['a page of its own', page('200 OK'), 'PROXY', 'It sends a web page (200).'],
    ['a page that refuses', page('403 Forbidden'), 'PROXY', 'It sends a web page (403).'],
    ['a page that tells of its gateway', page('502 Bad Gateway'), 'OFFLINE', 'It sends a web page (502).'],
    [
      'the bare status of its gateway',
      'HTTP/1.1 504 Gateway Timeout\r\nContent-Length: 0\r\n\r\n',
      'OFFLINE',
      'It sends nothing (504).',
    ],
    [
      'a word',
      'HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nContent-Length: 7\r\n\r\nblocked',
      'PROXY',
      'It sends something that no service of AWS says (403).',
    ],
    [
      'another address',
      'HTTP/1.1 302 Found\r\nLocation: http://login.corp/x\r\nContent-Length: 0\r\n\r\n',
      'PROXY',
      'It sends the request elsewhere, to login.corp.',
    ],
    ['no http', '\u0001\u0002garbage\r\n\r\n', 'PROXY', 'It does not speak http (HPE_INVALID_CONSTANT).'],
  ])(
    'that answers an unencrypted request with %s is named, not the endpoint',
    async (_, answer, code, why) => {
      const proxy = createServer((socket) => {
        socket.on('error', () => {});
        socket.once('data', () => socket.end(answer, 'latin1'));
      });
      await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
      open.push(() => proxy.close());
      const address = proxy.address();
      if (typeof address !== 'object' || !address) throw new Error('it does not listen');
      const env = { HTTP_PROXY: `http://ann:c4nary@127.0.0.1:${address.port}` };
      const problem = await problemWith(env, 'http://cloud.example:4566');
      expect(problem).toMatchObject({
        ...{ code, why },
        what: expect.stringContaining(
          `The proxy http://127.0.0.1:${address.port} answers in place of cloud.example:4566`,
        ),
        next: expect.stringContaining('NO_PROXY'),
      });
      expect(JSON.stringify(problem)).not.toContain('c4nary');
    },
  );

  it("whose name cannot be resolved is reported as the proxy's fault", async () => {
    expect(await problemWith({ HTTPS_PROXY: 'proxy.invalid:3128' })).toMatchObject({
      code: 'OFFLINE',
      why: expect.stringContaining('name of the proxy http://proxy.invalid:3128'),
    });
  });

  it('that accepts a connection and stays silent is abandoned after the limit, and so is its connection', async () => {
    let left = () => {};
    const wasLeft = new Promise<void>((resolve) => {
      left = resolve;
    });
    const silent = createServer((socket) => {
      socket.on('error', () => {});
      socket.resume().on('close', left);
    });
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    open.push(() => silent.close());
    const address = silent.address() as { port: number };
    const { clients } = clientsOf({ HTTPS_PROXY: `127.0.0.1:${address.port}` });
    await expect(describeStack(clients, 'shop')).rejects.toMatchObject({
      code: 'TIMED_OUT',
      why: expect.stringContaining(`through the proxy http://127.0.0.1:${address.port}`),
    });
    await wasLeft;
  });

  it('of a kind that the AWS CLI does not support either is refused with the variable’s name', async () => {
    expect(await problemWith({ https_proxy: 'socks5://ann:c4nary@127.0.0.1:1080' })).toMatchObject({
      code: 'PROXY',
      what: 'The proxy that https_proxy names cannot be used.',
      why: 'It names a proxy of the kind socks5.',
    });
  });
});

describe('certificates', () => {
  const url = (port: number) => `https://127.0.0.1:${port}`;

  it('of an authority that AWS_CA_BUNDLE names are trusted', async () => {
    const { port } = closing(await serveHttps('server', aws));
    expect(await who({ AWS_CA_BUNDLE: companyCa }, url(port))).toBe('111122223333');
  });

  it.each([
    ['server', /authority that this machine does not know/, /AWS_CA_BUNDLE/],
    ['self-signed', /signed by nobody but itself/, /AWS_CA_BUNDLE/],
  ])('that nobody vouches for: %s', async (name, why, next) => {
    const { port } = closing(await serveHttps(name, aws));
    expect(await problemWith({}, url(port))).toMatchObject({
      code: 'OFFLINE',
      what: expect.stringContaining(`The connection to 127.0.0.1:${port} is not trusted`),
      why: expect.stringMatching(why),
      next: expect.stringMatching(next),
    });
  });

  it.each([
    ['expired', /has expired/, /date of this machine/],
    ['other-host', /one of another host/, /address of the endpoint/],
  ])('that are invalid: %s', async (name, why, next) => {
    const { port } = closing(await serveHttps(name, aws));
    expect(await problemWith({ AWS_CA_BUNDLE: companyCa }, url(port))).toMatchObject({
      code: 'OFFLINE',
      why: expect.stringMatching(why),
      next: expect.stringMatching(next),
    });
  });

  it('are missing if https meets http, and the other way round', async () => {
    const plain = closing(await serveHttp(aws));
    expect(await problemWith({}, url(plain.port))).toMatchObject({
      code: 'ENDPOINT',
      why: expect.stringContaining('does not speak https'),
    });
    const secure = closing(await serveHttps('server', aws));
    expect(await problemWith({}, `http://127.0.0.1:${secure.port}`)).toMatchObject({
      code: 'OFFLINE',
      why: expect.stringContaining('a server that expects https'),
    });
    const words = closing(
      await serveHttp((_, response) =>
        response.writeHead(400).end('Client sent an HTTP request to an HTTPS server.\n'),
      ),
    );
    expect(await problemWith({}, `http://127.0.0.1:${words.port}`)).toMatchObject({
      code: 'ENDPOINT',
      why: expect.stringContaining('expects https'),
    });
  });

  it('or not, a web page with a refusal does not come from AWS', async () => {
    const filter = closing(
      await serveHttp((_, response) =>
        response.writeHead(403, { 'Content-Type': 'text/html' }).end('<html>blocked</html>'),
      ),
    );
    expect(await problemWith({}, `http://127.0.0.1:${filter.port}`)).toMatchObject({
      code: 'AWS_ANSWER',
      why: expect.stringContaining('a web page (403)'),
    });
  });

  it('in an unusable bundle are reported with the setting and the file', async () => {
    const folder = folderOfTest();
    const { port } = closing(await serveHttps('server', aws));
    const of = (path: string) => problemWith({ AWS_CA_BUNDLE: path }, url(port));
    const damaged = join(folder, 'damaged.pem');
    writeFileSync(damaged, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    const none = { code: 'CA_BUNDLE', what: 'The certificates of AWS_CA_BUNDLE cannot be used.' };
    expect(await of(join(folder, 'gone.pem'))).toMatchObject({
      ...none,
      why: expect.stringMatching(/no such file/),
    });
    expect(await of(join(certificates, 'README.md'))).toMatchObject({
      ...none,
      why: expect.stringMatching(/no certificate/),
    });
    expect(await of(damaged)).toMatchObject({ ...none, why: expect.stringMatching(/damaged/) });
    expect(await of(folder)).toMatchObject({ ...none, why: expect.stringMatching(/folder/i) });
  });
});
