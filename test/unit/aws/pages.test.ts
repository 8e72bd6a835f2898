import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { listApps } from '../../../src/aws/amplify.ts';
import { emptyAndDeleteBucket } from '../../../src/aws/bucket.ts';
import { type AwsClients, createAwsClients } from '../../../src/aws/clients.ts';
import { createEventReader } from '../../../src/aws/follow/event-reader.ts';
import { listUnassignedDevices } from '../../../src/aws/iam/mfa-devices.ts';
import { listOwnPolicies } from '../../../src/aws/iam/policies.ts';
import { listRoles } from '../../../src/aws/iam/roles.ts';
import { countPages } from '../../../src/aws/pages.ts';
import { knowsRequestToken } from '../../../src/aws/request-token.ts';
import { listStackResources } from '../../../src/aws/stack-pages.ts';
import { Secret } from '../../../src/core/secret.ts';
import { createFakeAws } from './support/fake-aws.ts';

const withoutEnd = { code: 'AWS_ANSWER', what: expect.stringContaining('has no end') };

describe('a list that names a next page forever', () => {
  const open: (() => void)[] = [];
  afterEach(() => {
    for (const close of open.splice(0)) close();
  });

  /** Every page is empty and names the same next one. */
  async function endless(): Promise<AwsClients> {
    const server: Server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.once('end', () => {
        const action = /Action=(\w+)/.exec(Buffer.concat(parts).toString())?.[1] ?? '';
        const list = { ListRoles: 'Roles', ListPolicies: 'Policies' }[action] ?? 'VirtualMFADevices';
        const xml = `<${action}Response><${action}Result><${list}/><IsTruncated>true</IsTruncated><Marker>m</Marker></${action}Result></${action}Response>`;
        response.end(request.method === 'GET' ? '{"apps":[],"nextToken":"t"}' : xml);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const clients = createAwsClients(
      {
        choice: { kind: 'environment' },
        label: 'environment keys',
        endpoints: { all: `http://127.0.0.1:${port}` },
        credentials: async () => ({ accessKeyId: 'AKIA', secretAccessKey: new Secret('secret') }),
      },
      { region: 'eu-west-1' },
    );
    open.push(() => {
      clients.close();
      server.closeAllConnections();
      server.close();
    });
    return clients;
  }

  it.each([
    ['roles', listRoles],
    ['policies', listOwnPolicies],
    ['MFA devices', listUnassignedDevices],
    ['apps', listApps],
  ] as const)('is abandoned: %s', async (_, list) => {
    await expect(list(await endless())).rejects.toMatchObject(withoutEnd);
  });

  it('is abandoned: resources and events of a stack', async () => {
    const { clients } = createFakeAws({
      ListStackResources: () => ({ StackResourceSummaries: [], NextToken: 't' }),
      DescribeStackEvents: () => ({ StackEvents: [], NextToken: 't' }),
    });
    await expect(listStackResources(clients, 'shop')).rejects.toMatchObject(withoutEnd);
    await expect(knowsRequestToken(clients, 'shop', 'token')).rejects.toMatchObject(withoutEnd);
    const reader = createEventReader(async () => ({ items: [], next: 't' }));
    expect(await reader.next()).toEqual({ fresh: [], complete: false });
    await expect(reader.next()).rejects.toMatchObject(withoutEnd);
  });

  it('is also abandoned if each page names another one', () => {
    const nextOf = countPages('list the roles');
    const read = () => {
      for (let page = 1; ; page += 1) expect(nextOf(`page ${page}`)).toBe(`page ${page}`);
    };
    expect(read).toThrow(expect.objectContaining({ ...withoutEnd, why: 'It has more than 1,000 pages.' }));
  });

  it('ends with its last page otherwise', () => {
    const nextOf = countPages('list the roles');
    expect([nextOf('a'), nextOf('b'), nextOf(''), nextOf(undefined)]).toEqual([
      'a',
      'b',
      undefined,
      undefined,
    ]);
  });
});

it('does not empty a bucket forever if its objects are listed again after they were deleted', async () => {
  const { clients, sent } = createFakeAws({
    ListObjectVersions: () => ({ Versions: [{ Key: 'kept', VersionId: 'null' }] }),
    DeleteObjects: () => ({}),
  });
  await expect(emptyAndDeleteBucket(clients, 'bucket')).rejects.toMatchObject({
    ...withoutEnd,
    why: 'What was deleted is listed again: kept.',
  });
  expect(sent.filter(({ name }) => name === 'DeleteObjects')).toHaveLength(3);
});
