import type { AmplifyClient } from '@aws-sdk/client-amplify';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { S3Client } from '@aws-sdk/client-s3';
import type { STSClient } from '@aws-sdk/client-sts';
import { withoutPassword } from '../core/address.ts';
import type { Cloud } from '../core/plan.ts';
import type { Access } from '../credentials/access.ts';
import { isReadOnly, readOnlyProblem } from '../platform/read-only.ts';
import type { CallOptions } from './call.ts';
import type { RecordCall } from './calls/record.ts';
import { clientConfig } from './client-config.ts';
import { cloudOf, endpointsOf, type Service } from './endpoints.ts';
import type { Insistence } from './insist.ts';
import type { ExchangeLimits } from './request-handler.ts';
import { createSdkCredentials } from './sdk-credentials.ts';
import { sdkLogger } from './sdk-log.ts';
import { createServerClock } from './server-clock.ts';
import type { SilenceTeller } from './silence.ts';

/** The SDK clients of one access in one region; each is loaded when it is first asked for. */
export interface AwsClients {
  readonly region: string;
  /** Which cloud these clients talk to. */
  readonly cloud: Cloud;
  amplify(): Promise<AmplifyClient>;
  cloudFormation(): Promise<CloudFormationClient>;
  s3(): Promise<S3Client>;
  iam(): Promise<IAMClient>;
  sts(): Promise<STSClient>;
  /** AWS's clock minus this machine's in milliseconds, as the answers told it; 0 before the first answer. */
  clockOffset(): number;
  /** Closes all connections; the clients cannot be used afterwards. */
  close(): void;
}

export interface ClientOptions {
  readonly region: string;
  /** True in the demo: every endpoint has to be on this machine. */
  readonly demo?: boolean;
  /** Takes what the SDK has to say, one line each, without any input or output of a call. */
  readonly log?: (line: string) => void;
  /** Attempts a call, the first one included; 3 unless told. The follower takes 1 and does the waiting itself. */
  readonly maxAttempts?: number;
  /** Other limits of an exchange than the usual ones. */
  readonly limits?: Partial<ExchangeLimits> | undefined;
  /** Told of every answer that is waited for. */
  readonly silence?: SilenceTeller | undefined;
  /** The clients go on trying by themselves; absent: whoever calls them decides. */
  readonly insistence?: Insistence | undefined;
  /** Told of every call when it has ended. */
  readonly record?: RecordCall | undefined;
}

/** The part of an SDK client that all services share. */
interface AnyClient {
  readonly config: { readonly systemClockOffset: number };
  destroy(): void;
}

/** As people call them. */
const serviceNames: Readonly<Record<Service, string>> = {
  amplify: 'Amplify',
  cloudformation: 'CloudFormation',
  iam: 'IAM',
  s3: 'S3',
  sts: 'STS',
};

/** As the AWS CLI calls them. */
const cliNames: Readonly<Record<Service, string>> = {
  amplify: 'amplify',
  cloudformation: 'cloudformation',
  iam: 'iam',
  s3: 's3api',
  sts: 'sts',
};

/** A session of a role is asked for to read, too. */
async function changesNothing(action: string): Promise<boolean> {
  const { isReading } = await import('./insist.ts');
  return isReading(action) || action.startsWith('AssumeRole');
}

/** What is done to a client of any service. */
interface OpenClient {
  readonly middlewareStack: { add(step: unknown, options: typeof expiryStep): void };
  send: (
    command: { readonly schema?: readonly unknown[]; readonly input?: unknown },
    options?: CallOptions,
  ) => Promise<unknown>;
}

/** Outermost, so that it sees what a call ended in after the SDK's own attempts. */
const expiryStep = { step: 'initialize', name: 'watchErrors' } as const;

/**
 * Makes the clients of an access: the only place in the program that does.
 *
 * All clients share the access's one credential provider. What the environment or another profile says about endpoints
 * is not read again here: the access has decided.
 *
 * @throws Problem ENDPOINT when an endpoint is no http(s) address, or, in the demo, is not on this machine
 */
export function createAwsClients(access: Access, options: ClientOptions): AwsClients {
  const { region } = options;
  const { settings } = access;
  const endpoints = endpointsOf(access.endpoints, options.demo === true);
  const credentials = createSdkCredentials(access.credentials);
  const serverClock = createServerClock();
  const made: AnyClient[] = [];
  let closed = false;

  async function config(service: Service) {
    const [{ createRequestHandler }] = await Promise.all([
      import('./request-handler.ts'),
      import('./shared-files.ts').then(({ keepSdkFromNoFiles }) => keepSdkFromNoFiles()),
    ]);
    const endpoint = endpoints[service];
    const logger = sdkLogger(service, options.log);
    // What the demo talks to is on this machine.
    const network = options.demo ? undefined : access.network;
    return {
      ...clientConfig(settings, options.maxAttempts),
      region,
      credentials: credentials.provider,
      logger,
      requestHandler: createRequestHandler({
        ...{ network, logger, limits: options.limits, silence: options.silence },
        service: serviceNames[service],
      }),
      ...(endpoint ? { endpoint } : {}),
    };
  }

  function watched<T>(service: Service, made: T): T {
    const client = made as unknown as OpenClient;
    client.middlewareStack.add(credentials.watch(service, region), expiryStep);
    const { insistence, silence, record } = options;
    if (!insistence && !record && !isReadOnly()) return made;
    const sendOnce = client.send.bind(client);
    const { choice } = access;
    const endpoint = endpoints[service];
    const start = {
      service: cliNames[service],
      region,
      ...(choice.kind === 'profile' ? { profile: choice.name } : {}),
      ...(endpoint ? { endpoint: withoutPassword(endpoint) } : {}),
    };
    client.send = async (command, request) => {
      // In the SDK's own description of the operation; the names of its classes do not survive the bundle.
      const action = String(command.schema?.[2] ?? '');
      if (isReadOnly() && !(await changesNothing(action)))
        throw readOnlyProblem(`The call ${serviceNames[service]} ${action} was not made.`);
      let send = () => sendOnce(command, request);
      if (record) {
        const { recordCall } = await import('./calls/record.ts');
        const call = { ...start, action, why: request?.doing ?? '', input: command.input };
        send = () => recordCall(record, call, () => sendOnce(command, request));
      }
      if (!insistence) return send();
      const { insist } = await import('./insist.ts');
      const call = { service: serviceNames[service], action, signal: request?.abortSignal };
      return insist(insistence, call, silence, send);
    };
    return made;
  }

  function once<T extends AnyClient>(load: () => Promise<T>): () => Promise<T> {
    let loading: Promise<T> | undefined;
    return () => {
      if (closed) return Promise.reject(new Error('the clients are closed'));
      loading ??= load().then((client) => {
        if (closed) client.destroy();
        else made.push(client);
        return client;
      });
      return loading;
    };
  }

  return {
    region,
    cloud: cloudOf(endpoints, options.demo === true),
    amplify: once(async () => {
      const { AmplifyClient } = await quietly(() => import('@aws-sdk/client-amplify'));
      const client = new AmplifyClient(await config('amplify'));
      return watched('amplify', client);
    }),
    cloudFormation: once(async () => {
      const { CloudFormationClient } = await quietly(() => import('@aws-sdk/client-cloudformation'));
      const client = new CloudFormationClient(await config('cloudformation'));
      return watched('cloudformation', client);
    }),
    s3: once(async () => {
      const { S3Client } = await quietly(() => import('@aws-sdk/client-s3'));
      const client = new S3Client({
        ...(await config('s3')),
        // An endpoint override has no host name for each bucket, so the bucket goes into the path.
        forcePathStyle: endpoints.s3 !== undefined || settings?.pathStyle === true,
        requestChecksumCalculation: settings?.requestChecksum ?? 'WHEN_SUPPORTED',
        responseChecksumValidation: settings?.responseChecksum ?? 'WHEN_SUPPORTED',
        // The program names buckets only, so these have no effect; unsaid they would be read from files.
        useArnRegion: false,
        disableMultiregionAccessPoints: false,
        disableS3ExpressSessionAuth: false,
      });
      return watched('s3', client);
    }),
    iam: once(async () => {
      const { IAMClient } = await quietly(() => import('@aws-sdk/client-iam'));
      const client = new IAMClient(await config('iam'));
      return watched('iam', client);
    }),
    sts: once(async () => {
      const { STSClient } = await quietly(() => import('@aws-sdk/client-sts'));
      const client = new STSClient({
        ...(await config('sts')),
        useGlobalEndpoint: settings?.globalSts ?? false,
      });
      return watched('sts', client);
    }),
    clockOffset: () => serverClock.offset(made.map((client) => client.config.systemClockOffset)),
    close: () => {
      closed = true;
      for (const client of made.splice(0)) client.destroy();
    },
  };
}

/** Loads an SDK client without its note about the age of Node, which would land in the middle of the screen. */
function quietly<T>(load: () => Promise<T>): Promise<T> {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  return load();
}
