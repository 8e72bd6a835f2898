import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { storeTemplate } from '../../../src/aws/bucket.ts';
import type { CallRecord } from '../../../src/aws/calls/record.ts';
import { type AwsClients, createAwsClients } from '../../../src/aws/clients.ts';
import { createStack, describeStack } from '../../../src/aws/stack.ts';
import { Secret } from '../../../src/core/secret.ts';
import type { CredentialProvider } from '../../../src/credentials/access.ts';
import { codeNeeded } from '../../../src/credentials/sign-in.ts';
import { writeOnlyIn } from '../../../src/platform/read-only.ts';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** Clients of a server on this machine that answers everything with `body`. */
async function clientsOf(
  body: string,
  status = 200,
  credentials: CredentialProvider = async () => ({
    accessKeyId: 'AKIACANARYKEY0000001',
    secretAccessKey: new Secret('canary-secret-access-key'),
    sessionToken: new Secret('canary-session-token'),
  }),
) {
  const requests: { url: string; host: string }[] = [];
  const lines: string[] = [];
  const calls: CallRecord[] = [];
  const server = createServer((request, response) => {
    requests.push({ url: request.url ?? '', host: request.headers.host ?? '' });
    request.resume().on('end', () => response.writeHead(status, { 'content-type': 'text/xml' }).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const clients: AwsClients = createAwsClients(
    {
      choice: { kind: 'environment' },
      label: 'environment keys',
      // A name, not an address, for which the SDK would use path style anyway.
      endpoints: { all: `http://localhost:${port}` },
      credentials,
    },
    { region: 'eu-west-1', log: (line) => lines.push(line), record: (call) => calls.push(call) },
  );
  open.push(() => {
    clients.close();
    server.close();
  });
  return { clients, requests, lines, calls, port };
}

it('puts the bucket into the path if an endpoint is given', async () => {
  const { clients, requests, port } = await clientsOf('');
  const stored = storeTemplate(clients, { bucket: 'shop', key: 'a.yml', body: '{}' });
  // An answer without the object's ETag, as from a sign-in page, is no success of S3.
  await expect(stored).rejects.toMatchObject({ code: 'AWS_ANSWER' });
  expect(requests).toEqual([{ url: '/shop/a.yml?x-id=PutObject', host: `localhost:${port}` }]);
});

it('logs which call was made and how it ended, and nothing of its input or output', async () => {
  const { clients, lines, calls, port } = await clientsOf(
    '<CreateStackResponse><CreateStackResult><StackId>arn:canary-output</StackId></CreateStackResult></CreateStackResponse>',
  );
  await createStack(clients, {
    stackName: 'shop',
    template: 'canary-template',
    parameters: { Password: 'canary-parameter' },
    token: 'canary-token',
  });
  expect(lines).toEqual([expect.stringMatching(/^cloudformation: CreateStack 200/)]);
  expect(calls).toEqual([
    expect.objectContaining({
      ...{ service: 'cloudformation', action: 'CreateStack', why: 'create the stack shop', status: 200 },
      ...{ region: 'eu-west-1', endpoint: `http://localhost:${port}`, attempts: 1 },
    }),
  ]);
  expect(lines.join('\n') + JSON.stringify(calls)).not.toMatch(/canary/i);
});

it('does not count a request that was not sent because a code was missing', async () => {
  const missing = async () => Promise.reject(codeNeeded('dev', 'arn:aws:iam::111122223333:mfa/sam'));
  const { clients, requests, calls } = await clientsOf('', 200, missing);
  await expect(describeStack(clients, 'shop')).rejects.toMatchObject({ code: 'MFA_NEEDED' });
  expect([requests, calls]).toEqual([[], []]);
});

it('records a call that was sent, even if the code for repeating it was missing', async () => {
  const expired =
    '<ErrorResponse><Error><Code>ExpiredToken</Code><Message>it ended</Message></Error></ErrorResponse>';
  const { clients, requests, calls } = await clientsOf(expired, 403, async (request) => {
    if (request?.refused) throw codeNeeded('dev', 'arn:aws:iam::111122223333:mfa/sam');
    return { accessKeyId: 'ASIAFIRST', secretAccessKey: new Secret('s') };
  });
  await expect(describeStack(clients, 'shop')).rejects.toMatchObject({ code: 'MFA_NEEDED' });
  expect(requests).toHaveLength(1);
  expect(calls).toMatchObject([{ action: 'DescribeStacks', error: 'MFA_NEEDED' }]);
});

it('makes no changing call in a read-only session, and every other one', async () => {
  const { clients, requests } = await clientsOf(
    '<GetCallerIdentityResponse><GetCallerIdentityResult/></GetCallerIdentityResponse>',
  );
  writeOnlyIn([]);
  try {
    const created = createStack(clients, { stackName: 'shop', template: '{}', parameters: {}, token: 't' });
    await expect(created).rejects.toMatchObject({ code: 'READ_ONLY' });
    const stored = storeTemplate(clients, { bucket: 'shop', key: 'a.yml', body: '{}' });
    await expect(stored).rejects.toThrow();
    expect(requests).toEqual([]);
    const sts = await clients.sts();
    await sts.send(new (await import('@aws-sdk/client-sts')).GetCallerIdentityCommand({}));
    expect(requests).toHaveLength(1);
  } finally {
    writeOnlyIn(undefined);
  }
});

it.each(['', '<html><body>Sign in to the network</body></html>'])(
  'recognises an answer that is not from AWS: %j',
  async (body) => {
    const { clients } = await clientsOf(body);
    const created = createStack(clients, { stackName: 'shop', template: '{}', parameters: {}, token: 't' });
    await expect(created).rejects.toMatchObject({ code: 'AWS_ANSWER' });
  },
);
