import { createServer } from 'node:http';
import { passOn } from '../reliability/pass-on.mjs';

/** Between the program and the demo cloud: does to one answer, or to all from then on, what bad networks do. */

const page = '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in</body></html>';
const big = Buffer.alloc(64 * 1024, 'x');

/** What can happen to an answer, by name. */
const answers = {
  'no answer': () => {},
  'nothing after the headers': ({ response, status, headers, body }) => {
    response.writeHead(status, { ...headers, 'content-length': body.length + 1_000 });
    response.write(body.subarray(0, body.length >> 1));
  },
  'cut in the middle': ({ response, status, headers, body }) => {
    response.writeHead(status, { ...headers, 'content-length': body.length + 1_000 });
    response.write(body.subarray(0, body.length >> 1), () => response.destroy());
  },
  reset: ({ response }) => response.destroy(),
  'eight seconds late': ({ response, status, headers, body }) => {
    setTimeout(() => response.writeHead(status, headers).end(body), 8_000).unref();
  },
  'a sign-in page': ({ response }) => response.writeHead(200, { 'content-type': 'text/html' }).end(page),
  'empty with status 200': ({ response }) => response.writeHead(200).end(),
  'status 500 without words': ({ response }) => response.writeHead(500).end(),
  'status 503 with a page': ({ response }) =>
    response.writeHead(503, { 'content-type': 'text/html' }).end(page),
  'moved elsewhere': ({ response }) => response.writeHead(301, { location: 'http://127.0.0.1:9/' }).end(),
  'found elsewhere': ({ response }) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
  'half of the bytes changed': ({ response, status, body }) =>
    response.writeHead(status).end(body.map((byte, at) => (at % 2 ? byte : byte ^ 0x55))),
  'JSON for XML': ({ response }) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"a":[1,{}]}'),
  'nested without end': ({ response }) => response.writeHead(200).end('<a>'.repeat(200_000)),
  'headers of a megabyte': ({ response }) => {
    response.socket.write(`HTTP/1.1 200 OK\r\n${`x-a: ${'y'.repeat(1_000)}\r\n`.repeat(1_000)}\r\n`);
    response.socket.end();
  },
  'an answer without end': ({ response, headers }) => {
    response.writeHead(200, { 'content-type': headers['content-type'] ?? 'text/xml' });
    const more = () => {
      while (response.writable && response.write(big)) {}
    };
    response.on('drain', more);
    more();
  },
  'no HTTP': ({ response }) => response.socket.end('220 mail.example ESMTP\r\n'),
  'a TLS alert': ({ response }) => response.socket.end(Buffer.from([21, 3, 1, 0, 2, 2, 70])),
};

export const networkFaults = Object.keys(answers);

/**
 * @param spoil called for each request with its number; returns the name of what happens to its answer, or undefined
 * @param onAnswer called with the cloud's answer
 */
export async function openProxy(cloud, { spoil = () => undefined, onAnswer } = {}) {
  let count = 0;
  const names = [];
  const server = createServer((request, response) => {
    response.on('error', () => {});
    pass(request, response).catch(() => response.destroy());
  });
  async function pass(request, response) {
    const sent = Buffer.concat(await request.toArray());
    const action = /(?:^|&)Action=(\w+)/.exec(sent.toString('latin1'))?.[1] ?? request.method;
    names.push(action);
    count += 1;
    const fault = spoil(count, action);
    const answer = await passOn(cloud, request, sent, response);
    const body = Buffer.concat(await answer.toArray());
    onAnswer?.(body.toString('utf8'));
    const { 'transfer-encoding': _, ...headers } = answer.headers;
    const given = { response, status: answer.statusCode, headers, body };
    if (fault) answers[fault](given);
    else response.writeHead(given.status, headers).end(body);
  }
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${server.address().port}`,
    names,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
