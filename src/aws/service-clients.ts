import { withoutPassword } from '../core/address.ts';
import type { Access } from '../credentials/access.ts';
import { isReadOnly, readOnlyProblem } from '../platform/read-only.ts';
import type { CallOptions } from './call.ts';
import type { CallStart, RecordCall } from './calls/record.ts';
import { clientConfig } from './client-config.ts';
import type { ClientOptions } from './client-options.ts';
import type { Endpoints, Service } from './endpoints.ts';
import type { Insistence } from './insist.ts';
import { createSdkCredentials } from './sdk-credentials.ts';
import { sdkLogger } from './sdk-log.ts';
import type { SilenceTeller } from './silence.ts';

/** The services' names for people. */
const serviceNames: Readonly<Record<Service, string>> = {
  amplify: 'Amplify',
  cloudformation: 'CloudFormation',
  iam: 'IAM',
  s3: 'S3',
  sts: 'STS',
};

/** The services' names in the AWS CLI. */
const cliNames: Readonly<Record<Service, string>> = {
  amplify: 'amplify',
  cloudformation: 'cloudformation',
  iam: 'iam',
  s3: 's3api',
  sts: 'sts',
};

/** A client's `send` method. */
type SendCall = (command: AnyCommand, options?: CallOptions) => Promise<unknown>;

interface AnyCommand {
  /** The SDK's own schema of the operation; class names do not survive bundling. */
  readonly schema?: readonly unknown[];
  readonly input?: unknown;
}

/** The common part of all clients. */
interface OpenClient {
  readonly middlewareStack: { add(step: unknown, options: typeof expiryStep): void };
  send: SendCall;
}

/** The outermost step, so that it sees the final result after the SDK's own attempts. */
const expiryStep = { step: 'initialize', name: 'watchErrors' } as const;

/** The configuration of every service's client, and the handling of its calls. */
export function serviceClients(access: Access, options: ClientOptions, endpoints: Endpoints) {
  const { region, insistence, silence, record } = options;
  const credentials = createSdkCredentials(access.credentials);
  return {
    /** The configuration that all services share. */
    async config(service: Service) {
      const [{ createRequestHandler }] = await Promise.all([
        import('./request-handler.ts'),
        import('./shared-files.ts').then(({ keepSdkFromNoFiles }) => keepSdkFromNoFiles()),
      ]);
      const endpoint = endpoints[service];
      const logger = sdkLogger(service, options.log);
      // The demo's endpoints are on this machine.
      const network = options.demo ? undefined : access.network;
      return {
        ...clientConfig(access.settings, options.maxAttempts),
        region,
        credentials: credentials.provider,
        logger,
        requestHandler: createRequestHandler({
          network,
          logger,
          limits: options.limits,
          silence,
          service: serviceNames[service],
        }),
        ...(endpoint ? { endpoint } : {}),
      };
    },

    /** Adds everything that applies to a client's calls. @returns the client */
    watched<T>(service: Service, made: T): T {
      // The SDK types every operation separately; what happens here is the same for all.
      const client = made as unknown as OpenClient;
      client.middlewareStack.add(credentials.watch(service, region), expiryStep);
      let send: SendCall = client.send.bind(client);
      if (record) {
        const start = callStart(service, access, region, endpoints[service]);
        send = recorded(send, record, start, credentials.wasSigned);
      }
      if (insistence) send = insistent(send, service, insistence, silence);
      client.send = onlyReading(send, service);
      return made;
    },
  };
}

/** AWS's name for the operation: `CreateStack`. */
function actionOf(command: AnyCommand): string {
  return String(command.schema?.[2] ?? '');
}

/** The facts about a client's call before it is made. */
function callStart(
  service: Service,
  { choice }: Access,
  region: string,
  endpoint: string | undefined,
): Omit<CallStart, 'action' | 'why'> {
  return {
    service: cliNames[service],
    region,
    ...(choice.kind === 'profile' ? { profile: choice.name } : {}),
    ...(endpoint ? { endpoint: withoutPassword(endpoint) } : {}),
  };
}

function recorded(
  send: SendCall,
  record: RecordCall,
  start: Omit<CallStart, 'action' | 'why'>,
  wasSent: (command: AnyCommand) => boolean,
): SendCall {
  return async (command, request) => {
    const { recordCall } = await import('./calls/record.ts');
    const call = {
      ...start,
      action: actionOf(command),
      why: request?.doing ?? '',
      input: command.input,
      wasSent: () => wasSent(command),
    };
    return recordCall(record, call, () => send(command, request));
  };
}

function insistent(
  send: SendCall,
  service: Service,
  insistence: Insistence,
  silence: SilenceTeller | undefined,
): SendCall {
  return async (command, request) => {
    const { insist } = await import('./insist.ts');
    const call = {
      service: serviceNames[service],
      action: actionOf(command),
      signal: request?.abortSignal,
    };
    return insist(insistence, call, silence, () => send(command, request));
  };
}

/** With `--read-only` no call changes anything, whoever makes it. */
function onlyReading(send: SendCall, service: Service): SendCall {
  return async (command, request) => {
    const action = actionOf(command);
    if (isReadOnly() && !(await changesNothing(action)))
      throw readOnlyProblem(`The call ${serviceNames[service]} ${action} was not made.`);
    return send(command, request);
  };
}

/** Assuming a role counts as reading: it is needed to read. */
async function changesNothing(action: string): Promise<boolean> {
  const { isReading } = await import('./insist.ts');
  return isReading(action) || action.startsWith('AssumeRole');
}
