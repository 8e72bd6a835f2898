#!/usr/bin/env node
import { writeSync } from 'node:fs';
import { type Arguments, readArguments } from './app/command-line/arguments.ts';
import { exitCodeOf } from './app/exit-codes.ts';
import { outputLost } from './app/lost-output.ts';
import { dispatch } from './commands/dispatch.ts';
import { helpFor } from './commands/help.ts';
import { newerVersionLine } from './commands/newer-version.ts';
import { asProblem, onUnexpected, problemLines } from './core/problem.ts';
import { printedJson, printedText } from './core/text.ts';
import { handleCrashes } from './platform/crash.ts';
import { stateFolder } from './platform/paths.ts';
import {
  isOutputLost,
  isTerminal,
  shownLines,
  standardStreams,
  watchStandardStreams,
  workUntold,
} from './platform/standard-streams.ts';
import { forgetClosedTerminals } from './platform/tty-writer.ts';

declare const VERSION: string;

let given: Arguments | undefined;

async function main(argv: readonly string[]): Promise<number> {
  given = readArguments(argv);
  if (given.options.version) {
    sayAtOnce(`${VERSION}\n`);
    tellNewer();
    return 0;
  }
  if (given.options.help || given.command === 'help') {
    sayAtOnce(helpFor(given, (isTerminal('stdout') && process.stdout.columns) || 80));
    return 0;
  }
  // Commands that must answer quickly load nothing else; the list of profiles is one file.
  if (given.command === 'profiles' && given.operands[0] === 'list') {
    const asked = given.options['key-age'] ? await askKeyAges(given) : undefined;
    if (typeof asked === 'number') return asked;
    return (await import('./commands/profiles.ts')).listProfiles(given, sayAtOnce, asked);
  }
  watchStreams();
  return dispatch(given, VERSION);
}

/** Calls AWS before the list is printed, which itself makes no calls. */
async function askKeyAges(asked: Arguments) {
  watchStreams();
  return (await import('./commands/profiles/key-ages.ts')).askKeyAges(asked, VERSION);
}

// The exit code until the command has set its own: a program that ends because nothing is left to do did not succeed.
process.exitCode = 1;

// Errors that are thrown before a command has opened its log.
let unlogged: unknown;
onUnexpected((thrown) => {
  unlogged = thrown;
});
forgetClosedTerminals();
handleCrashes((error) => void tellProblem(error).finally(() => process.exit(1)));

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code === 0 && isOutputLost() ? workUntold : code;
}, tellProblem);

/** Mentions a newer version to a user, but never to a script, if somebody has checked for one. */
function tellNewer(): void {
  if (!isTerminal('stdout') || !isTerminal('stderr')) return;
  const line = newerVersionLine(stateFolder(process.env), VERSION, Date.now());
  if (line) standardStreams.err(`${line}\n`);
}

/**
 * Writes to standard output without Node's streams, which take longer to load than everything else together; output for a
 * terminal or a slow reader still uses them.
 */
function sayAtOnce(text: string): void {
  let left: string | Uint8Array = text;
  if (process.platform !== 'win32' && !isTerminal('stdout')) {
    left = Buffer.from(text);
    try {
      while (left.length > 0) left = left.subarray(writeSync(1, left));
      return;
    } catch {
      // It takes no more, for now or permanently: the streams can handle both.
    }
  }
  watchStreams();
  process.stdout.write(left);
}

let watched = false;

function watchStreams(): void {
  if (watched) return;
  watched = true;
  watchStandardStreams((code) => outputLost(code, given));
}

/** Reports the command's problem, and sets the exit code. */
async function tellProblem(thrown: unknown): Promise<void> {
  const problem = asProblem(thrown);
  watchStreams();
  const text = process.argv.includes('--json')
    ? printedJson({ type: 'problem', ...problem.toJSON() })
    : undefined;
  if (text) standardStreams.out(`${text}\n`, '');
  const width = isTerminal('stderr') ? process.stderr.columns : undefined;
  standardStreams.err(shownLines(printedText(problemLines(problem, width || undefined)), 'stderr'));
  process.exitCode = exitCodeOf(problem);
  if (unlogged !== undefined) (await import('./app/log-fault.ts')).logFault(unlogged);
}
