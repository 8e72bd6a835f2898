import { demoVariable, insistenceOf } from '../app/app-context.ts';
import type { ArgumentsOf } from '../app/command-line/arguments.ts';
import { lookForInstance } from '../app/look-for-instance.ts';
import { ownKeys } from '../app/own-keys.ts';
import { openTrace } from '../app/trace-file.ts';
import type { AwsClients } from '../aws/clients.ts';
import { withoutPassword } from '../core/address.ts';
import { asProblem, Problem } from '../core/problem.ts';
import { printedJson, printedText } from '../core/text.ts';
import type { Access } from '../credentials/access.ts';
import { withEndpointOption } from '../credentials/endpoints.ts';
import { openAssumeJournal } from '../flows/assume-role/journal.ts';
import { problemFinding } from '../flows/doctor/access.ts';
import { type AskedNewest, examine } from '../flows/doctor/examine.ts';
import type { Streams } from '../flows/doctor/terminal.ts';
import { reportText } from '../flows/doctor/text.ts';
import type { Where } from '../flows/doctor/where.ts';
import { systemClock } from '../platform/clock.ts';
import { homeFolder, stateFolder } from '../platform/paths.ts';
import { realPathSync } from '../platform/real-path.ts';
import { readProfiles } from '../profiles/store.ts';
import { openConfigureJournal } from '../state/configure-journal.ts';
import { openDeleteJournal } from '../state/delete-journal.ts';
import { openJournal } from '../state/journal.ts';
import { createLog } from '../state/log.ts';

/**
 * `doctor`: reports the configuration here and what is wrong with it. Writes nothing but, with `--updates`, which version
 * is the newest. It opens no app context, because it has to work where none can be opened.
 *
 * @returns the exit code: 1 if something is broken
 * @throws Problem USAGE for options that exclude each other
 */
export async function runDoctor(given: ArgumentsOf<'doctor'>, version: string): Promise<number> {
  const { options } = given;
  if (options.offline && options.updates) throw noUpdatesOffline();
  const where = whereAmI(given, version);
  const insistence = insistenceOf(given, systemClock);
  const untold = (why: string) => process.stderr.write(printedText(`▲ ${why}\n`));
  const trace = options.trace === undefined ? undefined : openTrace(options.trace, untold);
  /** Uses clients of its own for one call, because those of the app context write into the log. */
  async function asking<T>(
    choice: Access['choice'],
    region: string,
    ask: (clients: AwsClients, access: Access) => Promise<T>,
  ): Promise<T> {
    const [{ createAwsClients }, { openAccess }] = await Promise.all([
      import('../aws/clients.ts'),
      import('../credentials/open.ts'),
    ]);
    const access = openAccess(choice, { list: readProfiles(where.env), env: where.env, region });
    const clients = createAwsClients(access, {
      region,
      demo: where.demo,
      maxAttempts: 1,
      ...(trace ? { record: trace } : {}),
      ...insistence,
    });
    try {
      return await ask(clients, access);
    } finally {
      clients.close();
    }
  }
  const report = await examine(where, {
    streams: process as Streams,
    journal: openJournal(where.stateFolder),
    configureJournal: openConfigureJournal(where.stateFolder),
    assumeJournal: openAssumeJournal(where.stateFolder),
    deleteJournal: openDeleteJournal(where.stateFolder),
    patience: insistence.insistence?.giveUpAfter ?? 0,
    logFile: createLog({ folder: where.stateFolder }).file,
    keyFindings: async (lines, file) => (await ownKeys(lines, file)).findings,
    ...(options.updates ? { askNewest: () => askNewest(where) } : {}),
    ...(options.offline
      ? {}
      : {
          lookForInstance,
          askIdentity: (choice, region, signal) =>
            asking(choice, region, async (clients, access) => {
              const { identify } = await import('../aws/identity.ts');
              return identify(clients, access, signal);
            }),
          keepsPublicOut: (choice, region, bucket, signal) =>
            asking(choice, region, async (clients) => {
              const { keepsPublicOut } = await import('../aws/public-access.ts');
              return keepsPublicOut(clients, bucket, signal);
            }),
        }),
  });
  process.stdout.write(`${options.json ? printedJson(report) : printedText(reportText(report))}\n`);
  return report.ok ? 0 : 1;
}

/** Looks up the newest version in npm, and saves it. */
async function askNewest({ env, stateFolder: folder, now }: Where): Promise<AskedNewest> {
  const [{ askNpm }, { keepNewestVersion }] = await Promise.all([
    import('../app/ask-npm.ts'),
    import('../state/keep-newest-version.ts'),
  ]);
  const answer = await askNpm(env);
  if ('untold' in answer) {
    const { untold: text, next } = answer;
    return { findings: [{ section: 'program', severity: 'error', text, next }] };
  }
  const newest = { version: answer.version, seenAt: now() };
  try {
    await keepNewestVersion(folder, newest);
    return { newest, findings: [] };
  } catch (thrown) {
    return { newest, findings: [problemFinding('program', asProblem(thrown))] };
  }
}

function noUpdatesOffline(): Problem {
  return new Problem({
    code: 'USAGE',
    what: '--offline and --updates exclude each other.',
    why: 'npm asks its registry for the newest version.',
    next: 'Leave one of them out.',
  });
}

function whereAmI({ options }: ArgumentsOf<'doctor'>, version: string): Where {
  const { profile, region, 'endpoint-url': endpoint } = options;
  const env = withEndpointOption(process.env, endpoint);
  return {
    env,
    folder: realPathSync(options.cwd ?? currentFolder(env)),
    stateFolder: stateFolder(env),
    home: homeFolder(env),
    version,
    platform: process.platform,
    ...(process.getuid ? { user: process.getuid() } : {}),
    now: Date.now,
    flags: {
      ...(profile ? { profile } : {}),
      ...(region ? { region } : {}),
      ...(endpoint ? { endpoint: withoutPassword(endpoint) } : {}),
    },
    demo: Boolean(env[demoVariable]),
  };
}

/** The working folder; if it has been deleted, the shell's name for it, which the report then mentions. */
function currentFolder(env: NodeJS.ProcessEnv): string {
  try {
    return process.cwd();
  } catch {
    return env.PWD ?? homeFolder(env);
  }
}
