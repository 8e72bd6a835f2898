#!/usr/bin/env node
import { type Arguments, readArguments } from './cli/arguments.ts';
import { helpText } from './cli/help.ts';
import { openScreen } from './cli/screen.ts';
import { asProblem, Problem } from './values/problem.ts';

declare const VERSION: string;

/** Every command's code is loaded only when it runs, but for what paints first and what answers at once. */
async function main(argv: readonly string[]): Promise<number> {
  const given = readArguments(argv);
  if (given.options.version) {
    process.stdout.write(`${VERSION}\n`);
    return 0;
  }
  if (given.options.help) {
    process.stdout.write(helpText());
    return 0;
  }
  return run(given);
}

async function run(given: Arguments): Promise<number> {
  const { command, operands, options } = given;
  const plain = isPlain(given);
  const screen = Boolean(
    process.stdin.isTTY &&
      process.stdout.isTTY &&
      !options.yes &&
      !options.json &&
      !options['dry-run'] &&
      !plain,
  );
  if (command === 'schema') return (await import('./cli/schema.ts')).printSchema(operands);
  if (command === 'doctor') return (await import('./cli/doctor.ts')).runDoctor(given, VERSION);
  if (command === 'credentials')
    return (await import('./cli/credentials.ts')).printCredentials(given, VERSION);
  if (command === 'awscloudformation') {
    return (await import('./cli/reset-cache.ts')).resetCache(given, VERSION);
  }
  if (command === 'completions') return (await import('./cli/completions.ts')).printCompletions(operands);
  if (command === 'demo') return (await import('./cli/demo.ts')).runDemo(given, screen, VERSION);
  if (command === 'profiles' && operands[0] === 'rotate' && !(screen && operands[1])) {
    return (await import('./cli/configure.ts')).rotateHeadless(given, VERSION);
  }
  if (command === 'profiles' && operands[0] !== 'rotate' && (operands.length > 0 || !screen)) {
    if (['list', undefined].includes(operands[0]))
      return (await import('./cli/profiles.ts')).listProfiles(given);
    return (await import('./cli/profile-verbs.ts')).runProfileVerb(given, VERSION);
  }
  if (command === 'env' && (operands.length > 0 || !screen))
    return (await import('./cli/env.ts')).runEnvironments(given, VERSION);
  if (command === 'upgrade') return (await import('./cli/upgrade.ts')).upgradeProject(given, VERSION);
  if (command === 'status') return (await import('./cli/status.ts')).showStatus(given, VERSION);
  if (plain && (command === '' || (command === 'init' && !isAnswered(given)))) {
    return (await import('./cli/plain.ts')).runPlain(given, VERSION);
  }
  // A folder is forgotten without a question.
  const forgets = command === 'share' && options.forget === true;
  if (screen && !forgets) return openScreen(given, VERSION);
  if (command === 'configure') return (await import('./cli/configure.ts')).configureHeadless(given, VERSION);
  if (command === 'configure project') {
    return (await import('./cli/configure-project.ts')).configureProjectHeadless(given, VERSION);
  }
  if (command === 'assume-role') return (await import('./cli/assume-role.ts')).assumeHeadless(given, VERSION);
  if (command === 'share') return (await import('./cli/share.ts')).shareHeadless(given, VERSION);
  if (command === 'init') return (await import('./cli/init.ts')).initHeadless(given, VERSION);
  if (command === 'watch') return (await import('./cli/watch.ts')).watchHeadless(given, VERSION);
  throw new Problem({
    code: 'NEEDS_TERMINAL',
    what: 'The home screen needs a terminal.',
    why: 'Standard input or output is not one here.',
    next: 'Run `amplify-tui status`, or a command with --yes or --json.',
  });
}

/** Line by line instead of on a screen: asked for, or told by the variable that Ink knows, too. */
function isPlain({ command, options }: Arguments): boolean {
  const reader = process.env.INK_SCREEN_READER === 'true' && process.stdin.isTTY === true;
  return options.plain === true || (reader && ['', 'init', 'watch', 'profiles'].includes(command));
}

/** Whether the command line leaves nothing to be asked, or says that nobody is there to answer. */
function isAnswered({ options }: Arguments): boolean {
  const answers = ['yes', 'json', 'dry-run', 'answers', 'amplify', 'frontend', 'providers'] as const;
  const ways = ['resume', 'clean-up', 'forget'] as const;
  return [...answers, ...ways].some((name) => options[name] !== undefined);
}

// Stands until the command has said how it ended: a program that stops for want of work did not succeed.
process.exitCode = 1;

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (thrown: unknown) => {
    const problem = asProblem(thrown);
    const text = process.argv.includes('--json')
      ? JSON.stringify({ type: 'problem', ...problem.toJSON() })
      : undefined;
    if (text) process.stdout.write(`${text}\n`);
    process.stderr.write(`✖ ${problem.what}\n  ${problem.why}\n  ${problem.next}\n`);
    process.exitCode = exitCodeOf(problem);
  },
);

/** 2: the person can mend it by another command line; 3: an MFA code is needed; 130: interrupted; 1: all else. */
function exitCodeOf(problem: Problem): number {
  if (['USAGE', 'ANSWERS_MISSING', 'ANSWERS_UNREADABLE', 'NEEDS_TERMINAL'].includes(problem.code)) return 2;
  if (problem.code === 'MFA_NEEDED') return 3;
  return problem.code === 'INTERRUPTED' ? 130 : 1;
}
