import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { roleCalls } from '../../../src/aws/assume-role.ts';
import { storeTemplate } from '../../../src/aws/bucket.ts';
import { createAwsClients } from '../../../src/aws/clients.ts';
import { createUser } from '../../../src/aws/iam/users.ts';
import { identify } from '../../../src/aws/identity.ts';
import { isMigrating } from '../../../src/aws/migration-lock.ts';
import { readObject } from '../../../src/aws/object.ts';
import type { ExchangeLimits } from '../../../src/aws/request-handler.ts';
import type { SilenceTeller } from '../../../src/aws/silence.ts';
import { createStack, describeStack } from '../../../src/aws/stack.ts';
import { Secret } from '../../../src/core/secret.ts';
import type { Access } from '../../../src/credentials/access.ts';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** Does something with the connection once a request's headers have arrived. */
type Behaviour = (socket: Socket) => void;

/** With these limits, nothing times out in a test. */
const roomy = { connect: 20_000, idle: 20_000, whole: 20_000, wholeObject: 20_000 };

/** A server with the given behaviour, and clients of it. */
async function clientsOf(
  behaviour: Behaviour,
  limits: Partial<ExchangeLimits> = {},
  silence?: SilenceTeller,
) {
  let requests = 0;
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (bytes) => {
      if (!bytes.includes('\r\n\r\n')) return;
      requests += 1;
      behaviour(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const access: Access = {
    choice: { kind: 'environment' },
    label: 'environment keys',
    endpoints: { all: `http://127.0.0.1:${port}` },
    credentials: async () => ({ accessKeyId: 'AKIA', secretAccessKey: new Secret('secret') }),
  };
  const usual = { ...roomy, ...limits };
  const clients = createAwsClients(access, { region: 'eu-west-1', limits: usual, silence });
  open.push(() => {
    clients.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { access, clients, limits: usual, requests: () => requests };
}

const headers = 'HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 100000\r\n\r\n';

/** Sends a small chunk again and again, so that the connection is never idle. */
function trickle(socket: Socket, what: string): void {
  const timer = setInterval(() => socket.write(what), 10);
  socket.on('close', () => clearInterval(timer));
}

const silent = { idle: 60 };
const slow = { whole: 300, wholeObject: 300 };
const stalls: readonly (readonly [string, Behaviour, Partial<ExchangeLimits>, RegExp])[] = [
  ['before its headers', () => {}, silent, /sent nothing for 0\.1 seconds/],
  ['within its headers', (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-'), silent, /sent nothing/],
  ['within its body', (socket) => socket.write(`${headers}<Describe`), silent, /sent nothing/],
  [
    'nowhere, and never ends',
    (socket) => {
      socket.write(headers);
      trickle(socket, 'x');
    },
    slow,
    /not complete after 0\.3 seconds/,
  ],
  [
    'nowhere in headers that never end',
    (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      trickle(socket, 'X: y\r\n');
    },
    slow,
    /not complete after 0\.3 seconds/,
  ],
];

describe.each(stalls)('an answer that stops %s', (_, behaviour, limits, why) => {
  it('ends a poll of a stack, and the SDK does not repeat it', async () => {
    const { clients, requests } = await clientsOf(behaviour, limits);
    const looked = describeStack(clients, 'shop');
    await expect(looked).rejects.toMatchObject({ code: 'TIMED_OUT', why: expect.stringMatching(why) });
    expect(requests()).toBeLessThan(2);
  });

  it('ends calls of every family', async () => {
    const { clients, access } = await clientsOf(behaviour, limits);
    const timedOut = { code: 'TIMED_OUT' };
    await expect(identify(clients, access)).rejects.toMatchObject(timedOut);
    await expect(readObject(clients, 'bucket', 'key')).rejects.toMatchObject(timedOut);
    const stored = storeTemplate(clients, { bucket: 'bucket', key: 'key', body: '{}' });
    await expect(stored).rejects.toMatchObject(timedOut);
    await expect(createUser(clients, 'amplify-user')).rejects.toMatchObject(timedOut);
    const place = { appId: 'd1', environment: 'dev', stack: 'shop' };
    await expect(isMigrating(clients, place)).rejects.toMatchObject(timedOut);
    const created = createStack(clients, { stackName: 'shop', template: '{}', parameters: {}, token: 't' });
    await expect(created).rejects.toMatchObject(timedOut);
    const { assume } = roleCalls({ endpoints: access.endpoints, region: 'eu-west-1' }, { limits });
    const step = { profile: 'dev', roleArn: 'arn:aws:iam::111122223333:role/dev', sessionName: 'dev' };
    await expect(assume(step, await access.credentials(), undefined)).rejects.toMatchObject(timedOut);
  });
});

it('stops at once when the user stops, in the middle of an answer', async () => {
  const begun: (() => void)[] = [];
  const { clients } = await clientsOf((socket) => socket.write(`${headers}<Describe`, () => begun[0]?.()), {
    idle: 60_000,
    whole: 60_000,
  });
  const stop = new AbortController();
  const looked = describeStack(clients, 'shop', stop.signal);
  await new Promise<void>((resolve) => begun.push(resolve));
  stop.abort(new Error('stopped by the person'));
  await expect(looked).rejects.toThrow('stopped by the person');
});

it('says that a connection broke off if it is closed in the middle of an answer', async () => {
  const { clients } = await clientsOf((socket) => {
    socket.end(`${headers}<Describe`);
  });
  await expect(describeStack(clients, 'shop')).rejects.toMatchObject({ code: 'OFFLINE' });
});

describe('an endless answer', () => {
  const chunk = `10000\r\n${'<a></a>'.repeat(10_000).slice(0, 0x10000)}\r\n`;
  const endless: Behaviour = (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
    const more = () => {
      while (!socket.destroyed && socket.write(chunk));
      if (!socket.destroyed) socket.once('drain', more);
    };
    more();
  };

  it.each([
    ['of CloudFormation', (clients: Parameters<typeof describeStack>[0]) => describeStack(clients, 'shop')],
    ['of S3', (clients: Parameters<typeof describeStack>[0]) => readObject(clients, 'bucket', 'key')],
  ])('%s is abandoned at its limit', async (_, ask) => {
    const { clients } = await clientsOf(endless, { answer: 300_000, object: 300_000 });
    await expect(ask(clients)).rejects.toMatchObject({
      code: 'AWS_ANSWER',
      why: expect.stringContaining('more than'),
    });
  });

  it('in its headers is abandoned, too', async () => {
    const { clients } = await clientsOf((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      socket.write('X-Header: and so on\r\n'.repeat(5_000));
    });
    await expect(describeStack(clients, 'shop')).rejects.toMatchObject({ code: 'AWS_ANSWER' });
  });
});

describe('a server that is not AWS', () => {
  it.each([301, 302, 303, 307, 308])('that redirects with %i is reported as such', async (status) => {
    const { clients, access } = await clientsOf((socket) => {
      socket.end(
        `HTTP/1.1 ${status} Elsewhere\r\nLocation: https://login.hotel.example/in?a=b\r\nContent-Length: 0\r\n\r\n`,
      );
    });
    await expect(identify(clients, access)).rejects.toMatchObject({
      code: 'AWS_ANSWER',
      why: expect.stringContaining('login.hotel.example'),
      // Not an address of AWS, so it may be the wrong one.
      next: expect.stringContaining('endpoint_url in ~/.aws/config'),
    });
  });

  it('that redirects as S3 does is not a bucket elsewhere to a service that has none', async () => {
    const { clients, access } = await clientsOf((socket) => {
      socket.end(
        'HTTP/1.1 301 Moved\r\nx-amz-bucket-region: us-west-2\r\nx-amz-request-id: 1\r\nContent-Length: 0\r\n\r\n',
      );
    });
    const redirected = { code: 'AWS_ANSWER', why: expect.stringContaining('sends the request elsewhere') };
    await expect(identify(clients, access)).rejects.toMatchObject(redirected);
    await expect(describeStack(clients, 'shop')).rejects.toMatchObject(redirected);
  });

  it('that redirects to the same host with https is reported as requiring that', async () => {
    const { clients, access } = await clientsOf((socket) => {
      socket.end(
        'HTTP/1.1 308 Permanent\r\nLocation: https://127.0.0.1:8443/?Action=GetCallerIdentity\r\nContent-Length: 0\r\n\r\n',
      );
    });
    await expect(identify(clients, access)).rejects.toMatchObject({
      code: 'ENDPOINT',
      why: expect.stringContaining('expects https'),
    });
  });

  it.each([
    ['SSH', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['TLS', Buffer.from([0x15, 3, 3, 0, 2, 2, 70])],
    ['nothing that is known', '\0\0\0'],
  ])('that speaks %s is reported as the fault of the endpoint', async (_, words) => {
    const { clients, access } = await clientsOf((socket) => {
      socket.end(words);
    });
    await expect(identify(clients, access)).rejects.toMatchObject({
      code: 'ENDPOINT',
      why: expect.stringContaining('does not speak http'),
    });
  });

  it("leaves S3's redirect to callers that know about buckets", async () => {
    const { clients } = await clientsOf((socket) => {
      socket.end(
        'HTTP/1.1 301 Moved\r\nx-amz-bucket-region: us-west-2\r\nx-amz-request-id: 1\r\nContent-Length: 0\r\n\r\n',
      );
    });
    const stored = storeTemplate(clients, { bucket: 'bucket', key: 'key', body: '{}' });
    await expect(stored).rejects.toMatchObject({ why: expect.stringMatching(/us-west-2/) });
  });
});

describe('a request that a user does not want to wait for', () => {
  /** Breaks off the first request on arrival and answers the others. */
  async function brokenOff(answer: string) {
    const asked: string[] = [];
    let breakOff = () => {};
    const silence: SilenceTeller = {
      begin: (service, stop) => {
        asked.push(service);
        breakOff = stop;
        return { sign: () => {}, end: () => {} };
      },
    };
    let isFirst = true;
    const behaviour: Behaviour = (socket) => {
      if (isFirst) breakOff();
      else
        socket.end(
          `HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: ${answer.length}\r\n\r\n${answer}`,
        );
      isFirst = false;
    };
    return { ...(await clientsOf(behaviour, {}, silence)), asked };
  }

  it('is repeated if it only reads', async () => {
    const fields =
      '<StackName>shop</StackName><StackId>arn</StackId><StackStatus>CREATE_COMPLETE</StackStatus><CreationTime>2026-11-23T09:45:00Z</CreationTime>';
    const { clients, requests, asked } = await brokenOff(
      `<DescribeStacksResponse><DescribeStacksResult><Stacks><member>${fields}</member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
    );
    expect(await describeStack(clients, 'shop')).toMatchObject({ stackName: 'shop' });
    expect(requests()).toBe(2);
    expect(asked).toEqual(['CloudFormation', 'CloudFormation']);
  });

  it('is not repeated if AWS may have done it', async () => {
    const { clients, requests } = await brokenOff('');
    await expect(createUser(clients, 'amplify-user')).rejects.toMatchObject({
      code: 'TIMED_OUT',
      why: expect.stringContaining('when it was tried again'),
    });
    expect(requests()).toBe(1);
  });
});
