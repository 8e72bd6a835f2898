import { agreed } from '../app/ask-line.ts';
import type { Arguments } from '../app/command-line/arguments.ts';
import { Problem } from '../core/problem.ts';
import { keepCompiled } from '../platform/compile-cache.ts';
import { stateFolder } from '../platform/paths.ts';
import { openScreen, startViews } from './screen.ts';

/**
 * Runs the command of a command line; its code is loaded only now, but for what paints first and what answers at once.
 *
 * @returns the exit code
 * @throws Problem for what ends it early
 */
export async function dispatch(read: Arguments, version: string): Promise<number> {
  const { command, operands, options } = read;
  const somebody = Boolean(process.stdin.isTTY && process.stdout.isTTY && !options.yes && !options.json);
  const drawable = process.env.TERM !== 'dumb';
  const plain = isPlain(read, drawable);
  const screen = somebody && !options['dry-run'] && !plain && !saysItAll(read);
  if (screen && hasScreen(read)) return openScreen(read, version);
  keepCompiled(stateFolder(process.env), version, { env: process.env, makes: false });
  const given: Arguments = { ...read, inLines: true };
  const { checkInput } = await import('./check-input.ts');
  await checkInput(given, process.env, somebody ? agreed : undefined);
  if (command === 'schema') return (await import('./schema.ts')).printSchema(operands);
  if (command === 'doctor') return (await import('./doctor.ts')).runDoctor(given, version);
  if (command === 'credentials') return (await import('./credentials.ts')).printCredentials(given, version);
  if (command === 'exec') return (await import('./exec.ts')).execCommand(given, version);
  if (command === 'awscloudformation') {
    return (await import('./reset-cache.ts')).resetCache(given, version);
  }
  if (command === 'completions') return (await import('./completions.ts')).printCompletions(operands);
  if (command === 'demo') {
    const shown = plain ? 'lines' : screen ? 'screen' : undefined;
    return (await import('./demo.ts')).runDemo(read, shown, version);
  }
  if (plain && hasScreen(read) && command !== 'watch' && !isAnswered(given)) {
    return (await import('./plain.ts')).runPlain(given, version);
  }
  if (command === 'profiles' && operands[0] === 'rotate') {
    return (await import('./configure.ts')).rotateHeadless(given, version);
  }
  if (command === 'profiles') {
    if (['list', undefined].includes(operands[0])) return (await import('./profiles.ts')).listProfiles(given);
    return (await import('./profiles/verbs.ts')).runProfileVerb(given, version);
  }
  if (command === 'env') return (await import('./env.ts')).runEnvironments(given, version);
  if (command === 'projects') return (await import('./projects.ts')).runProjects(given, version);
  if (command === 'upgrade') return (await import('./upgrade.ts')).upgradeProject(given, version);
  if (command === 'status') return (await import('./status.ts')).showStatus(given, version);
  if (command === 'configure') return (await import('./configure.ts')).configureHeadless(given, version);
  if (command === 'configure project') {
    return (await import('./configure-project.ts')).configureProjectHeadless(given, version);
  }
  if (command === 'assume-role') return (await import('./assume-role.ts')).assumeHeadless(given, version);
  if (command === 'share') return (await import('./share.ts')).shareHeadless(given, version);
  if (command === 'init') return (await import('./init.ts')).initHeadless(given, version);
  if (command === 'watch') return (await import('./watch.ts')).watchHeadless(given, version);
  throw new Problem({
    code: 'NEEDS_TERMINAL',
    what: 'The home screen needs a terminal.',
    why: 'Standard input or output is not one here.',
    next: 'Run `amplify-tui status`, or a command with --yes or --json.',
  });
}

/** Whether a command is done on the screen where there is one. */
function hasScreen({ command, operands, options }: Arguments): boolean {
  if (command === 'profiles')
    return operands.length === 0 || (operands[0] === 'rotate' && operands.length > 1);
  if (command === 'env' || command === 'projects') return operands.length === 0;
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
  const names = ['answers', 'amplify', 'frontend', 'providers', 'keys', 'create-user', 'policy'] as const;
  return (
    notUsed !== undefined ||
    names.some((name) => options[name] !== undefined) ||
    (command === 'assume-role' && (options.script === true || options['mfa-secret-file'] !== undefined))
  );
}
