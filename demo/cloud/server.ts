import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { announcedAccounts, type DemoAccount } from './accounts.ts';
import { createCallLog } from './calls.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Authorize, Cloud, Faults, Validation } from './cloud.ts';
import { createEngine } from './cloudformation/engine.ts';
import { answerControl, isControl } from './control.ts';
import { answer, shownTime } from './dispatch.ts';
import { createFaultInjector } from './faults/injector.ts';
import type { FaultRule } from './faults/rule.ts';
import { authorizeByPolicies } from './iam/authorize.ts';
import { createReplica } from './iam/replica.ts';
import type { RawRequest, Reply } from './request.ts';
import { findScenario, type Scenario } from './scenarios/scenarios.ts';
import { openStore, type Store } from './store.ts';

export type { DemoAccount } from './accounts.ts';
export type { FaultRule } from './faults/rule.ts';

/** Options of a demo cloud; everything has a default. */
export interface DemoCloudOptions {
  /** The port on 127.0.0.1; any free one if absent. */
  port?: number;
  /** A folder for the state; without it, the state is lost when the cloud stops. */
  stateDir?: string;
  /** How many times faster than AWS; 1 takes as long as AWS. */
  speed?: number;
  /** Events, resources or stacks per page; 100 on AWS. */
  pageSize?: number;
  clock?: Clock;
  /** Gets a line for everything that is not implemented or goes wrong. */
  log?: (line: string) => void;
  /** Decides who may do what; the policies do if absent. */
  authorize?: Authorize;
  /** Faults by hooks, called before the rules. */
  faults?: Faults;
  /** Faults by rules; more can be added while it runs (control.ts). */
  faultRules?: readonly FaultRule[];
  /** Whether and how names are checked before a deployment; not at all if absent. */
  validation?: Validation;
  /** AWS seconds until the services know of a change in IAM; 0 if absent. */
  iamDelay?: number;
  /** Minutes that a request may be old or early, for every service; if absent, AWS's limit for each service. */
  requestMinutes?: number | undefined;
  /** The scenario to start with if there is no saved state; scenarios/scenarios.ts has the names. */
  scenario?: string;
  /** Decides the chances of fault rules; the same seed gives the same run. */
  seed?: number;
}

/** The scenario a cloud started with. */
export interface RunningScenario {
  name: string;
  /** What it contains, in one sentence. */
  about: string;
  /** The stack it is about. */
  stackName?: string;
  /** Absent while that stack does not exist. */
  stackId?: string;
}

/** A running demo cloud. */
export interface DemoCloud {
  /** `http://127.0.0.1:PORT`, for every service. */
  endpoint: string;
  /** The region to use by default; every region works. */
  region: string;
  accounts: DemoAccount[];
  scenario: RunningScenario;
  /** Stops it: cuts open connections and saves the state. */
  close(): Promise<void>;
}

const REGION = 'eu-west-1';
const PAGE_SIZE = 100;
/** The largest accepted body, bytes; the largest that the program sends is a zipped project. */
const BODY_LIMIT = 64 * 1024 * 1024;
/** Longer than any client keeps an idle connection, so that none is cut while it is being reused. */
const KEEP_ALIVE = 75_000;

/** Starts a demo cloud on 127.0.0.1. Rejects if the port is taken or the saved state cannot be read. */
export async function startDemoCloud(options: DemoCloudOptions = {}): Promise<DemoCloud> {
  const { clock = systemClock, speed = 1, pageSize = PAGE_SIZE, log = () => undefined, seed = 1 } = options;
  const { iamDelay = 0 } = options;
  if (!(speed > 0 && Number.isFinite(speed)))
    throw new Error('The speed of the demo cloud must be a number above 0');
  const scenario = findScenario(options.scenario ?? 'fresh');
  const store = openStore(options.stateDir, clock, log);
  const engine = createEngine(() => cloud);
  const faults = createFaultInjector(clock, seed, options.faults ?? {});
  faults.add(options.faultRules ?? []);
  const calls = createCallLog();
  const replica = createReplica(store.state, clock, (iamDelay * 1000) / speed);
  const cloud: Cloud = {
    state: store.state,
    seen: replica.state,
    settle: replica.reset,
    clock,
    engine,
    speed,
    pageSize,
    endpoint: '',
    authorize: options.authorize ?? authorizeByPolicies(replica.state, clock.now),
    faults,
    validation: options.validation ?? 'off',
    ...(options.requestMinutes !== undefined && { requestMinutes: options.requestMinutes }),
    changed() {
      store.changed();
      replica.changed();
    },
    log,
  };
  const server = createServer((request, response) => {
    void respond(request, response).catch((error: unknown) => {
      log(`no answer given: ${error instanceof Error ? error.message : String(error)}`);
      response.destroy();
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE;
  cloud.endpoint = await listen(server, options.port ?? 0);
  if (store.isNew) scenario.prepare(cloud);
  replica.reset();
  if (options.scenario !== undefined) log(aboutStart(scenario, store.isNew));
  engine.catchUp();
  store.save();
  return {
    endpoint: cloud.endpoint,
    region: REGION,
    accounts: announcedAccounts(store.state),
    scenario: announcedScenario(scenario, store),
    async close() {
      engine.stop();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      store.save();
    },
  };

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const raw = await readRequest(request);
    const reply = raw === 'too large' ? tooLarge() : await replyTo(raw, request.socket.remoteAddress);
    // What the answer promises must survive a crash.
    store.save();
    if (reply === 'reset') request.socket.resetAndDestroy();
    else send(response, reply, shownTime(cloud), request.method === 'HEAD');
  }

  async function replyTo(raw: RawRequest, from: string | undefined): Promise<Reply | 'reset'> {
    return isControl(raw) ? answerControl({ cloud, faults, calls }, raw, from) : answer(cloud, calls, raw);
  }
}

function aboutStart({ name, about }: Scenario, isNew: boolean): string {
  return isNew ? about : `The state that was kept goes on; the scenario ${name} is not started over it.`;
}

/** With a saved state, the scenario's stack exists only if it did before. */
function announcedScenario({ name, about, stackName }: Scenario, { state, isNew }: Store): RunningScenario {
  const stackId = state.stacks.findLast((stack) => stack.name === stackName)?.id;
  return {
    name,
    about,
    ...(stackName !== undefined && (isNew || stackId !== undefined) && { stackName }),
    ...(stackId !== undefined && { stackId }),
  };
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('The demo cloud has no port'));
      else resolve(`http://127.0.0.1:${address.port}`);
    });
  });
}

async function readRequest(request: IncomingMessage): Promise<RawRequest | 'too large'> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= BODY_LIMIT) chunks.push(chunk);
  }
  if (size > BODY_LIMIT) return 'too large';
  const url = request.url ?? '/';
  const question = url.indexOf('?');
  return {
    method: request.method ?? 'GET',
    path: question === -1 ? url : url.slice(0, question),
    query: question === -1 ? '' : url.slice(question + 1),
    headers: request.headers,
    body: Buffer.concat(chunks),
  };
}

function tooLarge(): Reply {
  const message = `The demo cloud takes bodies of up to ${BODY_LIMIT} bytes.`;
  return {
    status: 400,
    headers: { 'content-type': 'application/xml' },
    body: `<Error><Code>EntityTooLarge</Code><Message>${message}</Message></Error>`,
  };
}

function send(response: ServerResponse, reply: Reply, now: number, headersOnly: boolean): void {
  const body = Buffer.from(reply.body);
  const length = { 'content-length': String(body.length) };
  // Clients set their clock by this date.
  const date = new Date(now).toUTCString();
  response.writeHead(reply.status, { ...length, date, server: 'amplify-tui-demo-cloud', ...reply.headers });
  if (reply.cutAfter === undefined) response.end(headersOnly ? undefined : body);
  else response.write(body.subarray(0, reply.cutAfter), () => response.destroy());
}
