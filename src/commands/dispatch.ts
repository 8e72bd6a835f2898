import { dirname } from 'node:path';
import { agreed } from '../app/ask-line.ts';
import type { Arguments } from '../app/command-line/arguments.ts';
import type { CommandName } from '../app/command-line/commands.ts';
import { writesByItself } from '../app/command-line/writes.ts';
import { Problem } from '../core/problem.ts';
import { keepCompiled, keepYoungSmall } from '../platform/compile-cache.ts';
import { stateFolder } from '../platform/paths.ts';
import { openScreen, startViews } from './screen.ts';

/** How each command is run in lines; what it needs is loaded only then. One that is missing does not compile. */
const runners: Readonly<
  Record<Exclude<CommandName, '' | 'demo' | 'help'>, (given: Arguments, version: string) => Promise<number>>
> = {
  access: async (...all) => (await import('./access.ts')).accessHeadless(...all),
  'assume-role': async (...all) => (await import('./assume-role.ts')).assumeHeadless(...all),
  awscloudformation: async (...all) => (await import('./reset-cache.ts')).resetCache(...all),
  completions: async ({ operands }) => (await import('./completions.ts')).printCompletions(operands),
  configure: async (...all) => (await import('./configure.ts')).configureHeadless(...all),
  'configure project': async (...all) =>
    (await import('./configure-project.ts')).configureProjectHeadless(...all),
  console: async (...all) => (await import('./console.ts')).openConsole(...all),
  credentials: async (...all) => (await import('./credentials.ts')).printCredentials(...all),
  delete: async (...all) => (await import('./delete.ts')).deleteHeadless(...all),
  doctor: async (...all) => (await import('./doctor.ts')).runDoctor(...all),
  env: async (given, version) => {
    if (given.operands[0] === 'remove') return (await import('./delete.ts')).deleteHeadless(given, version);
    return (await import('./env.ts')).runEnvironments(given, version);
  },
  exec: async (...all) => (await import('./exec.ts')).execCommand(...all),
  init: async (...all) => (await import('./init.ts')).initHeadless(...all),
  profiles: async (given, version) => {
    const [verb = 'list'] = given.operands;
    if (verb === 'list') return (await import('./profiles.ts')).listProfiles(given);
    if (verb === 'rotate') return (await import('./configure.ts')).rotateHeadless(given, version);
    return (await import('./profiles/verbs.ts')).runProfileVerb(given, version);
  },
  projects: async (...all) => (await import('./projects.ts')).runProjects(...all),
  schema: async ({ operands }) => (await import('./schema.ts')).printSchema(operands),
  settings: async (...all) => (await import('./settings.ts')).runSettings(...all),
  share: async (...all) => (await import('./share.ts')).shareHeadless(...all),
  status: async (...all) => (await import('./status.ts')).showStatus(...all),
  undo: async (...all) => (await import('./undo.ts')).undoChange(...all),
  upgrade: async (...all) => (await import('./upgrade.ts')).upgradeProject(...all),
  watch: async (...all) => (await import('./watch.ts')).watchHeadless(...all),
};

/**
 * Runs the command of a command line; its code is loaded only now, but for what paints first and what answers at once.
 *
 * @returns the exit code
 * @throws Problem for what ends it early
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
  // As on the screen, with which it shares what was compiled.
  keepYoungSmall();
  keepCompiled(stateFolder(process.env), version, {
    env: process.env,
    makes: writesByItself(given) && options['read-only'] !== true,
  });
  const talks = plain && hasScreen(read) && command !== 'watch' && !isAnswered(given);
  if (options['read-only'] && !talks && writesByItself(given)) {
    const { readOnlyProblem } = await import('../platform/read-only.ts');
    throw readOnlyProblem(`\`amplify-tui ${command}\` was not run.`);
  }
  const { checkInput } = await import('./check-input.ts');
  await checkInput(given, process.env, somebody ? agreed : undefined);
  if (command === 'demo') {
    const shown = plain ? 'lines' : screen ? 'screen' : undefined;
    return (await import('./demo.ts')).runDemo(read, shown, version);
  }
  if (talks) return (await import('./plain.ts')).runPlain(given, version);
  if (command !== '' && command !== 'help') return runners[command](given, version);
  throw new Problem({
    code: 'NEEDS_TERMINAL',
    what: 'The home screen needs a terminal.',
    why: 'Standard input or output is not one here.',
    next: 'Run `amplify-tui status`, or a command with --yes or --json.',
  });
}

/** From now on only what is kept for the next session is written: our own state, and the sessions of roles. */
async function startReadOnly(): Promise<void> {
  const [{ writeOnlyIn }, { sessionCachePath }] = await Promise.all([
    import('../platform/read-only.ts'),
    import('../credentials/session-cache.ts'),
  ]);
  writeOnlyIn([stateFolder(process.env), dirname(sessionCachePath(process.env))]);
}

/** Whether a command is done on the screen where there is one. */
function hasScreen({ command, operands, options }: Arguments): boolean {
  if (command === 'profiles')
    return operands.length === 0 || (operands[0] === 'rotate' && operands.length > 1);
  if (command === 'env') return operands.length === 0 || (operands[0] === 'remove' && operands.length > 1);
  if (['projects', 'settings', 'undo'].includes(command)) return operands.length === 0;
  // A folder is forgotten without a question.
  if (command === 'share' && options.forget === true) return false;
  return command === '' || startViews[command] !== undefined;
}

/**
 * Line by line instead of on a screen: asked for, told by the variable that Ink knows, too, or on a terminal that shows lines
 * only.
 */
function isPlain({ options }: Arguments, drawable: boolean): boolean {
  const reader = (process.env.INK_SCREEN_READER === 'true' || !drawable) && process.stdin.isTTY === true;
  return options.plain === true || reader;
}

/** Whether the command line leaves nothing to be asked, or says that nobody is there to answer. */
function isAnswered(given: Arguments): boolean {
  const names = ['yes', 'json', 'dry-run', 'resume', 'clean-up', 'forget'] as const;
  return names.some((name) => given.options[name] !== undefined) || saysItAll(given);
}

/** Options that only a run without questions obeys; a screen would leave them out without a word. */
function saysItAll({ command, options, notUsed }: Arguments): boolean {
  const names = [
    'answers',
    'amplify',
    'frontend',
    'providers',
    'keys',
    'create-user',
    'policy',
    'no-wait',
  ] as const;
  return (
    notUsed !== undefined ||
    names.some((name) => options[name] !== undefined) ||
    (command === 'assume-role' && (options.script === true || options['mfa-secret-file'] !== undefined))
  );
}
