import type { AmplifyClient } from '@aws-sdk/client-amplify';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { S3Client } from '@aws-sdk/client-s3';
import type { STSClient } from '@aws-sdk/client-sts';
import type { Cloud } from '../core/plan.ts';
import type { Access } from '../credentials/access.ts';
import { setForThisProcess } from '../platform/own-variables.ts';
import type { ClientOptions } from './client-options.ts';
import { cloudOf, endpointsOf } from './endpoints.ts';
import { createServerClock } from './server-clock.ts';
import { serviceClients } from './service-clients.ts';

/** The SDK clients of one access in one region; each is loaded when first used. */
export interface AwsClients {
  readonly region: string;
  /** Which cloud these clients talk to. */
  readonly cloud: Cloud;
  amplify(): Promise<AmplifyClient>;
  cloudFormation(): Promise<CloudFormationClient>;
  s3(): Promise<S3Client>;
  iam(): Promise<IAMClient>;
  sts(): Promise<STSClient>;
  /** AWS's clock minus this machine's in milliseconds, from the answers; 0 before the first one. */
  clockOffset(): number;
  /** Closes all connections; the clients cannot be used afterwards. */
  close(): void;
}

/** The part of an SDK client that all services share. */
interface AnyClient {
  readonly config: { readonly systemClockOffset: number };
  destroy(): void;
}

/**
 * Creates the clients of an access: the only place in the program that does.
 *
 * All clients share the access's one credential provider. Endpoints of the environment or another profile are not read
 * again here: the access has decided.
 *
 * @throws Problem ENDPOINT when an endpoint is not an http(s) address or, in the demo, is not on this machine
 */
export function createAwsClients(access: Access, options: ClientOptions): AwsClients {
  const { settings } = access;
  const endpoints = endpointsOf(access.endpoints, options.demo === true);
  const { config, watched } = serviceClients(access, options, endpoints);
  const serverClock = createServerClock();
  const made: AnyClient[] = [];
  let closed = false;

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
    region: options.region,
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
        // An overridden endpoint has no host name for each bucket, so the bucket goes into the path.
        forcePathStyle: endpoints.s3 !== undefined || settings?.pathStyle === true,
        requestChecksumCalculation: settings?.requestChecksum ?? 'WHEN_SUPPORTED',
        responseChecksumValidation: settings?.responseChecksum ?? 'WHEN_SUPPORTED',
        // The program only uses bucket names, so these have no effect; without a value they would be read from files.
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

/** Loads an SDK client without its warning about old versions of Node, which would land in the middle of the screen. */
function quietly<T>(load: () => Promise<T>): Promise<T> {
  setForThisProcess('AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED', 'true');
  return load();
}
