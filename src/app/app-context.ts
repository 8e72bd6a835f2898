import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ClientOptions } from '../aws/client-options.ts';
import { createSilenceWatch, type SilenceWatch } from '../aws/silence.ts';
import type { Cloud } from '../core/plan.ts';
import { onUnexpected, Problem } from '../core/problem.ts';
import { printedText } from '../core/text.ts';
import type { Access, AccessChoice } from '../credentials/access.ts';
import type { DefaultChoice } from '../credentials/choice.ts';
import { withEndpointOption } from '../credentials/endpoints.ts';
import { openSessionCache, type SessionCache, sessionCachePath } from '../credentials/session-cache.ts';
import { openSignIn, type SignIn } from '../credentials/sign-in.ts';
import { type Clock, systemClock } from '../platform/clock.ts';
import { stateFolder } from '../platform/paths.ts';
import { realPathSync } from '../platform/real-path.ts';
import { onUntold } from '../platform/standard-streams.ts';
import { type WakeableClock, wakeableClock } from '../platform/wakeable-clock.ts';
import { clientRules } from '../profiles/client-settings.ts';
import type { ProfileList } from '../profiles/profile.ts';
import { readProfiles } from '../profiles/store.ts';
import { type Activity, openActivity } from '../state/activity.ts';
import { clearChanges } from '../state/changes.ts';
import { type Durations, openDurations } from '../state/durations.ts';
import { type Journal, openJournal } from '../state/journal.ts';
import { createLog, type Log } from '../state/log.ts';
import { type CallLog, createCallLog } from './call-log.ts';
import type { Arguments } from './command-line/arguments.ts';
import type { Options } from './command-line/options.ts';
import { type Connection, openConnections } from './connections.ts';
import { createReport } from './headless/report.ts';
import { processStreams } from './headless-desktop.ts';
import { tellSilence } from './tell-silence.ts';
import { openTrace } from './trace-file.ts';

/** Everything that commands share, created once: the folder, stored state, and access to AWS. */
export interface AppContext {
  readonly env: NodeJS.ProcessEnv;
  /** The folder that the command works in, absolute and with links resolved, so that it has one name only. */
  readonly folder: string;
  readonly version: string;
  /** The folder of this program's own package. */
  readonly ownFolder: string;
  /** Everything that waits for AWS sleeps on it, so that the user can end the wait. */
  readonly clock: WakeableClock;
  readonly cloud: Cloud;
  /** The options of every client. */
  readonly calls: Omit<ClientOptions, 'region'>;
  /** How the calls of this run went. */
  readonly callLog: CallLog;
  /** How much longer than usual to wait for AWS, in milliseconds; 0 for commands that wait in their own way. */
  readonly patience: number;
  /** Watches for requests without an answer. */
  readonly silence: SilenceWatch;
  /** When the user last pressed a key, in milliseconds since the epoch: without keys, AWS is asked less often. */
  readonly keys: { readonly lastAt: () => number; readonly pressed: () => void };
  readonly stateFolder: string;
  readonly log: Log;
  readonly journal: Journal;
  readonly durations: Durations;
  readonly activity: Activity;
  /** `--profile`, `--region`, `--env` and `--export`. */
  readonly flags: {
    readonly profile?: string;
    readonly region?: string;
    readonly environment?: string;
    readonly export?: string;
  };
  /** The access of the session, as in its top line; absent when there is no session. */
  readonly inUse?: () => DefaultChoice | undefined;
  /** Who asks for MFA codes, and when. */
  readonly signIn: SignIn;
  /** The sessions of roles, on disk. */
  readonly sessions: SessionCache;
  /** Reads the shared AWS files as they are now. */
  readonly profiles: () => ProfileList;
  readonly access: (choice: AccessChoice, region?: string) => Access;
  readonly connect: (choice: AccessChoice, region: string) => Connection;
  /** To be called when the keys of an access have changed: the next {@link connect} creates new clients. */
  readonly disconnect: (choice: AccessChoice) => void;
  /** Writes pending data; called on every way out. */
  readonly close: () => Promise<void>;
}

/** The variable that marks a process as part of the demo, which may use only the demo cloud. */
export const demoVariable = 'AMPLIFY_TUI_DEMO';

/** The options that the app context depends on; not every command has all of them. */
export interface ContextArguments extends Pick<Arguments, 'command' | 'inLines'> {
  readonly options: Partial<Pick<Options, ContextOption>>;
}

type ContextOption =
  | 'cwd'
  | 'endpoint-url'
  | 'env'
  | 'export'
  | 'json'
  | 'mfa-code'
  | 'patience'
  | 'profile'
  | 'region'
  | 'trace';

/** Opens the app context for a command line. Reads no file and sends no request yet. */
export function openAppContext(
  given: ContextArguments,
  version: string,
  processEnv: NodeJS.ProcessEnv = process.env,
): AppContext {
  const { options } = given;
  const env = withEndpointOption(processEnv, options['endpoint-url']);
  const state = stateFolder(env);
  const log = createLog({ folder: state });
  onUnexpected(log.fault);
  onUntold((text) => log.info(`not told: ${text}`));
  const callLog = createCallLog(options.trace === undefined ? undefined : traceInto(options.trace, log));
  const journal = openJournal(state);
  const cloud = cloudOf(env);
  const clock = wakeableClock(systemClock);
  const signIn = signInWithoutScreen(options['mfa-code']);
  const sessions = wakingCache(openSessionCache(sessionCachePath(env), clock.now), clock);
  const silence = createSilenceWatch(clock.now);
  const stopTelling = given.inLines
    ? tellSilence(silence, createReport(options.json ?? false, processStreams), clock.now)
    : undefined;
  const calls: Omit<ClientOptions, 'region'> = {
    demo: cloud.kind === 'demo',
    log: (line: string) => log.info(line),
    limits: limitsWithin(options.patience),
    silence,
    record: callLog.record,
    ...insistenceOf(given, clock),
  };
  const connections = openConnections({ env, calls, journal, clock, ask: signIn.ask, cache: sessions });
  return {
    env,
    version,
    folder: realPathSync(options.cwd ?? process.cwd()),
    ownFolder: packageFolder(),
    clock,
    cloud,
    calls,
    callLog,
    patience: calls.insistence?.giveUpAfter ?? 0,
    silence,
    keys: countKeys(clock),
    stateFolder: state,
    log,
    journal,
    durations: openDurations(state, cloud.kind === 'aws'),
    activity: openActivity(state),
    flags: flagsOf(options),
    signIn,
    sessions,
    profiles: () => readProfiles(env),
    access: connections.access,
    connect: connections.connect,
    disconnect: connections.disconnect,
    close: async () => {
      stopTelling?.();
      connections.close();
      await clearChanges(state);
      await log.flush();
    },
  };
}

/** Ends all waits for a session when a code has opened one, whichever flow asked for it. */
function wakingCache(cache: SessionCache, clock: WakeableClock): SessionCache {
  return { ...cache, save: (...session) => cache.save(...session).finally(() => clock.wake()) };
}

/** Asks for codes on the terminal until a driver takes over. @param code `--mfa-code`, which works once */
function signInWithoutScreen(code: string | undefined): SignIn {
  const signIn = openSignIn();
  signIn.answerWith(async (request, signal) => {
    const { codesWithoutScreen } = await import('./ask-code.ts');
    const ask = codesWithoutScreen(code);
    // One function from now on, so that it remembers that the code is used.
    signIn.answerWith(ask);
    return ask(request, signal);
  });
  return signIn;
}

/** A run starts as if a key had just been pressed. */
function countKeys(clock: Clock): AppContext['keys'] {
  let lastAt = clock.now();
  return {
    lastAt: () => lastAt,
    pressed: () => {
      lastAt = clock.now();
    },
  };
}

function flagsOf({
  export: exported,
  env,
  profile,
  region,
}: ContextArguments['options']): AppContext['flags'] {
  return {
    ...(exported ? { export: exported } : {}),
    ...(env ? { environment: env } : {}),
    ...(profile ? { profile } : {}),
    ...(region ? { region } : {}),
  };
}

/** An incomplete trace is reported at exit, after the terminal is restored, where the user can read it. */
function traceInto(path: string, log: Log): NonNullable<Parameters<typeof createCallLog>[0]> {
  return openTrace(path, (why) => {
    log.warn(why);
    process.once('exit', () => process.stderr.write(printedText(`▲ ${why}\n`)));
  });
}

/** Limits one exchange to `--patience`. @param seconds as given */
function limitsWithin(seconds: string | undefined): {
  readonly whole?: number;
  readonly wholeObject?: number;
} {
  const most = Number(seconds) * 1000;
  // 0 means one attempt, with the usual limits.
  return most > 0 && most < 30_000 ? { whole: most, wholeObject: most } : {};
}

/**
 * `--patience` for commands that do not wait by themselves. `init`, `watch` and `delete` do, in their own way, for ten minutes by
 * default; every other command waits only if told to.
 */
export function insistenceOf(
  { command, options }: ContextArguments,
  clock: Clock,
): Pick<ClientOptions, 'insistence'> {
  if (options.patience === undefined || ['init', 'watch', 'delete'].includes(command)) return {};
  return { insistence: { clock, giveUpAfter: Number(options.patience) * 1000 } };
}

/** Which cloud the environment selects, before any profile is known. */
function cloudOf(env: NodeJS.ProcessEnv): Cloud {
  const ignored = env[clientRules.ignoreEndpoints.variable]?.toLowerCase() === 'true';
  const url = ignored ? undefined : env.AWS_ENDPOINT_URL;
  if (env[demoVariable]) {
    if (url) return { kind: 'demo', url };
    throw new Problem({
      code: 'ENDPOINT',
      what: `${demoVariable} is set, but there is no demo cloud.`,
      why: 'The demo talks to its own cloud only, and AWS_ENDPOINT_URL names none.',
      next: 'Start it with `amplify-tui demo`.',
    });
  }
  return url ? { kind: 'endpoint', url } : { kind: 'aws' };
}

/** The folder of package.json: one above dist/, two above dist/chunks/ and above the source. */
function packageFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  return dirname(basename(here) === 'dist' ? here : dirname(here));
}

/** The last part of a folder's path, or `root` for the root of the file system. */
export function folderName(folder: string): string {
  return basename(folder) || 'root';
}
