import { dirname } from 'node:path';
import { flowIds, flowOf, folderOf } from '../../machines/flows.ts';
import { agreed } from '../app/ask-line.ts';
import { type Arguments, subcommandsOf } from '../app/command-line/arguments.ts';
import { type CommandName, type FlowCommandName, specOf } from '../app/command-line/commands.ts';
import { isGiven } from '../app/command-line/options.ts';
import { writesByItself } from '../app/command-line/writes.ts';
import { Problem } from '../core/problem.ts';
import { keepCompiled, keepYoungSmall } from '../platform/compile-cache.ts';
import { stateFolder } from '../platform/paths.ts';
import { sharedFilePaths } from '../profiles/shared-file-paths.ts';
import { openScreen } from './screen.ts';

/** A command reads its own options, and is passed all of them. */
type Run = (given: Arguments, version: string) => Promise<number>;

/** For a command that opens a flow, the flow's file has a `run` for use without a screen. */
const ofFlows = import.meta.glob<{ readonly run: Run }>('./flows/*.ts');

/** How every other command runs without a screen; its code is loaded only then. A missing one is a type error. */
const runners: Readonly<
  Record<Exclude<CommandName, '' | 'demo' | 'help' | FlowCommandName> | 'env' | 'profiles', Run>
> = {
  awscloudformation: async (...all) => (await import('./reset-cache.ts')).resetCache(...all),
  completions: async (...all) => (await import('./completions.ts')).runCompletions(...all),
  console: async (...all) => (await import('./console.ts')).openConsole(...all),
  credentials: async (...all) => (await import('./credentials.ts')).printCredentials(...all),
  doctor: async (...all) => (await import('./doctor.ts')).runDoctor(...all),
  env: async (given, version) => {
    if (given.operands[0] === 'remove') return (await import('./flows/delete.ts')).run(given, version);
    return (await import('./env.ts')).runEnvironments(given, version);
  },
  exec: async (...all) => (await import('./exec.ts')).execCommand(...all),
  profiles: async (given, version) => {
    const [verb = 'list'] = given.operands;
    if (verb === 'list') return (await import('./profiles.ts')).listProfiles(given);
    if (verb === 'rotate') return (await import('./flows/configure.ts')).rotateHeadless(given, version);
    return (await import('./profiles/verbs.ts')).runProfileVerb(given, version);
  },
  schema: async ({ operands }) => (await import('./schema.ts')).printSchema(operands),
  status: async (...all) => (await import('./status.ts')).showStatus(...all),
  upgrade: async (...all) => (await import('./upgrade.ts')).upgradeProject(...all),
};

/** How a command runs without a screen. @throws Error if a flow has no file; a test checks every one */
export async function runnerOf(command: Exclude<CommandName, '' | 'demo' | 'help'>): Promise<Run> {
  const own: Readonly<Partial<Record<string, Run>>> = runners;
  const flow = flowIds.find((id) => flowOf(id).command?.name === command);
  const load = flow && ofFlows[`./flows/${folderOf(flow)}.ts`];
  const run = own[command] ?? (await load?.())?.run;
  if (!run) throw new Error(`no file of src/commands runs \`${command}\``);
  return run;
}

/**
 * Runs the command of a command line; its code is loaded only now, except what paints first or must answer quickly.
 *
 * @returns the exit code
 * @throws Problem for an early end
 */
export async function dispatch(read: Arguments, version: string): Promise<number> {
  const { command, options } = read;
  if (options['read-only']) await startReadOnly();
  const somebody = Boolean(process.stdin.isTTY && process.stdout.isTTY && !options.yes && !options.json);
  const drawable = process.env.TERM !== 'dumb';
  const plain = isPlain(read, drawable);
  const screen = somebody && !options['dry-run'] && !plain && !saysItAll(read);
  if (screen && hasScreen(read)) return openScreen(read, version);
  const given: Arguments = { ...read, inLines: true };
  // As on the screen, which shares the compile cache.
  keepYoungSmall(Object.values(sharedFilePaths(process.env)));
  keepCompiled(stateFolder(process.env), version, {
    env: process.env,
    makes: writesByItself(given) && !options['read-only'],
  });
  const talks = plain && hasScreen(read) && command !== 'watch' && !isAnswered(given);
  if (options['read-only'] && !talks && writesByItself(given)) {
    const { readOnlyProblem } = await import('../platform/read-only.ts');
    throw readOnlyProblem(`\`amplify-tui ${wordsOf(given)}\` was not run.`);
  }
  const { checkInput } = await import('./check-input.ts');
  await checkInput(given, process.env, somebody ? agreed : undefined);
  if (command === 'demo') {
    const shown = plain ? 'lines' : screen ? 'screen' : undefined;
    return (await import('./demo.ts')).runDemo(read, shown, version);
  }
  if (talks) return (await import('./plain.ts')).runPlain(given, version);
  if (command !== '' && command !== 'help') return (await runnerOf(command))(given, version);
  throw new Problem({
    code: 'NEEDS_TERMINAL',
    what: 'The home screen needs a terminal.',
    why: 'Standard input or output is not one here.',
    next: 'Run `amplify-tui status`, or a command with --yes or --json.',
  });
}

/** The command as it was given, with its subcommand. */
function wordsOf({ command, operands: [word = ''], adds }: Arguments): string {
  const spec = specOf(command);
  if (adds) return 'env add';
  return spec && subcommandsOf(spec).includes(word) ? `${command} ${word}` : command;
}

/** From now on only state for the next session is written: our own, and role sessions. */
async function startReadOnly(): Promise<void> {
  const [{ writeOnlyIn }, { sessionCachePath }] = await Promise.all([
    import('../platform/read-only.ts'),
    import('../credentials/session-cache.ts'),
  ]);
  writeOnlyIn([stateFolder(process.env), dirname(sessionCachePath(process.env))]);
}

/** Whether a command runs on the screen if there is one. */
function hasScreen({ command, operands: [word, ...names], options }: Arguments): boolean {
  if (command !== '' && !flowIds.some((id) => flowOf(id).command?.name === command)) return false;
  const shown = specOf(command)?.screen;
  if (shown === undefined) return true;
  if ('without' in shown) return !isGiven(options[shown.without]);
  return word === undefined || (shown.words.includes(word) && names.length > 0);
}

/**
 * Whether to run line by line instead of on a screen: on request, by Ink's own variable, or on a terminal that can only
 * show lines.
 */
function isPlain({ options }: Arguments, drawable: boolean): boolean {
  const reader = (process.env.INK_SCREEN_READER === 'true' || !drawable) && process.stdin.isTTY === true;
  return options.plain || reader;
}

/** Whether the command line answers everything, or says that nobody is there to answer. */
function isAnswered(given: Arguments): boolean {
  const names = ['yes', 'json', 'dry-run', 'resume', 'clean-up', 'forget'] as const;
  return names.some((name) => given.options[name]) || saysItAll(given);
}

/** Options that only a run without questions uses; a screen would silently ignore them. */
function saysItAll({ options, notUsed }: Arguments): boolean {
  const names = [
    'answers',
    'amplify',
    'frontend',
    'providers',
    'keys',
    'create-user',
    'policy',
    'no-wait',
    'script',
    'mfa-secret-file',
  ] as const;
  return notUsed !== undefined || names.some((name) => isGiven(options[name]));
}
