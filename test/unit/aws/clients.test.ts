import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ClientOptions } from '../../../src/aws/client-options.ts';
import { type AwsClients, createAwsClients } from '../../../src/aws/clients.ts';
import { createServerClock } from '../../../src/aws/server-clock.ts';
import { Problem } from '../../../src/core/problem.ts';
import { Secret } from '../../../src/core/secret.ts';
import type { CredentialProvider } from '../../../src/credentials/access.ts';
import type { EndpointOverrides } from '../../../src/credentials/endpoints.ts';

const open: AwsClients[] = [];
afterEach(() => {
  for (const clients of open.splice(0)) clients.close();
  vi.unstubAllEnvs();
});

function clientsFor(endpoints: EndpointOverrides, options: Partial<ClientOptions> = {}) {
  const credentials = vi.fn<CredentialProvider>(async () => ({
    accessKeyId: 'AKIAEXAMPLE',
    secretAccessKey: new Secret('canary-secret'),
    sessionToken: new Secret('canary-token'),
    expiresAt: 1_800_000_000_000,
  }));
  const access = {
    choice: { kind: 'environment' } as const,
    label: 'environment keys',
    endpoints,
    credentials,
  };
  const clients = createAwsClients(access, { region: 'eu-west-1', ...options });
  open.push(clients);
  return { clients, credentials };
}

/** The host that a client sends a call to; nothing leaves this machine. */
async function hostOf(clients: AwsClients, service: 'cloudFormation' | 's3'): Promise<string> {
  let host = 'nowhere';
  const stop = () => async (args: { request?: unknown }) => {
    const { hostname, port, path } = args.request as { hostname: string; port?: number; path: string };
    host = `${hostname}${port === undefined ? '' : `:${port}`}${path}`;
    throw new Error('far enough');
  };
  const options = { step: 'build', priority: 'low' } as const;
  const sending =
    service === 's3'
      ? clients.s3().then((s3) => {
          s3.middlewareStack.add(stop, options);
          return s3.send(new HeadBucketCommand({ Bucket: 'shop' }));
        })
      : clients.cloudFormation().then((client) => {
          client.middlewareStack.add(stop, options);
          return client.send(new DescribeStacksCommand({}));
        });
  await expect(sending).rejects.toThrow('far enough');
  return host;
}

describe('endpoints', () => {
  it('are those of AWS unless the access says otherwise, whatever the environment contains', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:1');
    const { clients } = clientsFor({});
    expect(clients.cloud).toEqual({ kind: 'aws' });
    expect(await hostOf(clients, 'cloudFormation')).toBe('cloudformation.eu-west-1.amazonaws.com/');
    expect(await hostOf(clients, 's3')).toBe('shop.s3.eu-west-1.amazonaws.com/');
  });

  it('of a service override the general one', async () => {
    const { clients } = clientsFor({ all: 'http://127.0.0.1:4566', s3: 'http://127.0.0.1:9000' });
    expect(await hostOf(clients, 's3')).toBe('127.0.0.1:9000/shop/');
    expect(await hostOf(clients, 'cloudFormation')).toBe('127.0.0.1:4566/');
    expect(clients.cloud).toEqual({ kind: 'endpoint', url: 'http://127.0.0.1:4566' });
  });

  it.each(['not an address', 'ftp://127.0.0.1'])('that are not addresses are refused: %s', (all) => {
    expect(() => clientsFor({ all })).toThrow(expect.objectContaining({ code: 'ENDPOINT' }));
  });
});

describe('the demo', () => {
  it.each(['http://127.0.0.1:5000', 'http://127.9.9.9:5000', 'http://localhost:5000', 'http://[::1]:5000'])(
    'works on this machine: %s',
    (all) => {
      expect(clientsFor({ all }, { demo: true }).clients.cloud).toEqual({ kind: 'demo', url: all });
    },
  );

  it.each([
    [{}],
    [{ all: 'https://cloudformation.eu-west-1.amazonaws.com' }],
    [{ all: 'http://127.0.0.1:5000', s3: 'https://s3.amazonaws.com' }],
    [{ cloudformation: 'http://127.0.0.1:5000' }],
    [{ all: 'http://127.0.0.1.example.com' }],
    [{ all: 'http://127.0.0.1@example.com' }],
    [{ all: 'http://0.0.0.0:5000' }],
  ] as readonly [EndpointOverrides][])('refuses %j', (endpoints) => {
    expect(() => clientsFor(endpoints, { demo: true })).toThrow(
      expect.objectContaining({ code: 'ENDPOINT' }),
    );
  });
});

describe('clients', () => {
  it('are created once', async () => {
    const { clients } = clientsFor({});
    const [one, two] = await Promise.all([clients.cloudFormation(), clients.cloudFormation()]);
    expect(one).toBe(two);
  });

  it('share one provider, which is not called until a call needs it', async () => {
    const { clients, credentials } = clientsFor({});
    const sts = await clients.sts();
    const iam = await clients.iam();
    expect(credentials).not.toHaveBeenCalled();
    expect(await sts.config.credentials()).toMatchObject({
      accessKeyId: 'AKIAEXAMPLE',
      secretAccessKey: 'canary-secret',
      sessionToken: 'canary-token',
      expiration: new Date(1_800_000_000_000),
    });
    await sts.config.credentials();
    await iam.config.credentials();
    // Each time, since only the provider decides what to cache and for how long.
    expect(credentials).toHaveBeenCalledTimes(3);
  });

  it.each([
    [undefined, 3],
    [1, 1],
  ])('make as many attempts as configured: %s', async (maxAttempts, attempts) => {
    const { clients } = clientsFor({}, maxAttempts === undefined ? {} : { maxAttempts });
    expect(await (await clients.cloudFormation()).config.maxAttempts()).toBe(attempts);
  });

  describe('after AWS has refused an access key', () => {
    /** A client whose calls fail with ASIAFIRST and succeed with other keys. */
    async function refusing(name: string, message = 'refused') {
      const { clients, credentials } = clientsFor({});
      const client = await clients.cloudFormation();
      const signedWith: string[] = [];
      const answer = () => async (given: unknown) => {
        const { headers } = (given as { request: { headers: Record<string, string> } }).request;
        const key = /Credential=(\w+)/.exec(headers.authorization ?? '')?.[1] ?? '';
        signedWith.push(key);
        if (key === 'ASIAFIRST') throw Object.assign(new Error(message), { name });
        return { response: {}, output: { Stacks: [], $metadata: {} } };
      };
      client.middlewareStack.add(answer, { step: 'finalizeRequest', priority: 'low' });
      return { credentials, signedWith, describe: () => client.send(new DescribeStacksCommand({})) };
    }
    const keys = (accessKeyId: string) => ({ accessKeyId, secretAccessKey: new Secret('s') });

    it.each(['ExpiredToken', 'InvalidClientTokenId', 'UnrecognizedClientException'])(
      'tell the provider which one, and repeat the call once: %s',
      async (name) => {
        const { credentials, signedWith, describe } = await refusing(name);
        let now = keys('ASIAFIRST');
        credentials.mockImplementation(async (request) => {
          if (request?.refused === 'ASIAFIRST') now = keys('ASIASECOND');
          return now;
        });
        await expect(describe()).resolves.toMatchObject({ Stacks: [] });
        expect(signedWith).toEqual(['ASIAFIRST', 'ASIASECOND']);
      },
    );

    it('report what AWS said if there is no other key', async () => {
      const { credentials, signedWith, describe } = await refusing('ExpiredToken');
      credentials.mockResolvedValue(keys('ASIAFIRST'));
      await expect(describe()).rejects.toThrow('refused');
      expect(signedWith).toEqual(['ASIAFIRST']);
    });

    it.each([
      ['MFA_NEEDED', 'MFA_NEEDED'],
      ['ROLE_DENIED', 'ROLE_DENIED'],
      // Somebody is editing the file at this moment.
      ['PROFILE_NOT_USABLE', undefined],
    ] as const)(
      'say why there is no other key, but not that a file is being edited: %s',
      async (code, told) => {
        const { credentials, describe } = await refusing('ExpiredToken');
        credentials.mockImplementation(async (request) => {
          if (request?.refused) throw new Problem({ code, what: 'No.', why: 'So.', next: 'Do.' });
          return keys('ASIAFIRST');
        });
        const thrown = await describe().catch((error: unknown) => error);
        expect(thrown instanceof Problem ? thrown.code : undefined).toBe(told);
      },
    );

    it.each([
      'Signature expired: 20261123T090000Z is now earlier than 20261123T100000Z',
      'Credential should be scoped to a valid region.',
    ])('keep the keys if they are not the cause: %s', async (message) => {
      const { credentials, describe } = await refusing('SignatureDoesNotMatch', message);
      credentials.mockResolvedValue(keys('ASIAFIRST'));
      await expect(describe()).rejects.toThrow(message);
      expect(credentials.mock.calls.every(([request]) => request === undefined)).toBe(true);
    });
  });

  it('are refused after they were closed', async () => {
    const { clients } = clientsFor({});
    clients.close();
    await expect(clients.s3()).rejects.toThrow('closed');
  });

  it('know no AWS time before the first answer', () => {
    expect(clientsFor({}).clients.clockOffset()).toBe(0);
  });
});

describe('the clock of AWS', () => {
  it('is steady although each answer is truncated to whole seconds', () => {
    const clock = createServerClock();
    expect(clock.offset([0])).toBe(0);
    expect(clock.offset([119_343])).toBe(119_343);
    expect(clock.offset([118_900])).toBe(119_343);
    expect(clock.offset([119_800])).toBe(119_800);
  });

  it('is this machine’s if they differ by less than a second', () => {
    expect(createServerClock().offset([-700])).toBe(0);
  });

  it('follows when a clock is changed', () => {
    const clock = createServerClock();
    clock.offset([119_343]);
    expect(clock.offset([-60_000])).toBe(-60_000);
  });
});
