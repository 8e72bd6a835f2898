#!/usr/bin/env node
import { writeSync } from 'node:fs';
import { type Arguments, readArguments } from './app/command-line/arguments.ts';
import { exitCodeOf } from './app/exit-codes.ts';
import { outputLost } from './app/lost-output.ts';
import { dispatch } from './commands/dispatch.ts';
import { helpFor } from './commands/help.ts';
import { newerVersionLine } from './commands/newer-version.ts';
import { asProblem, onUnexpected } from './core/problem.ts';
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
  // What answers at once loads nothing else; the list of profiles is one file.
  if (given.command === 'profiles' && given.operands[0] === 'list') {
    const asked = given.options['key-age'] ? await askKeyAges(given) : undefined;
    if (typeof asked === 'number') return asked;
    return (await import('./commands/profiles.ts')).listProfiles(given, sayAtOnce, asked);
  }
  watchStreams();
  return dispatch(given, VERSION);
}

/** Asks AWS before the list is told, which itself asks nobody. */
async function askKeyAges(asked: Arguments) {
  watchStreams();
  return (await import('./commands/profiles/key-ages.ts')).askKeyAges(asked, VERSION);
}

// Stands until the command has said how it ended: a program that stops for want of work did not succeed.
process.exitCode = 1;

// What is thrown before a command has opened its log.
let unlogged: unknown;
onUnexpected((thrown) => {
  unlogged = thrown;
});
forgetClosedTerminals();
handleCrashes((error) => void tellProblem(error).finally(() => process.exit(1)));

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code === 0 && isOutputLost() ? workUntold : code;
}, tellProblem);

/** Tells a person, and never a script, of a newer version that somebody has asked for. */
function tellNewer(): void {
  if (!isTerminal('stdout') || !isTerminal('stderr')) return;
  const line = newerVersionLine(stateFolder(process.env), VERSION, Date.now());
  if (line) standardStreams.err(`${line}\n`);
}

/**
 * Writes to standard output without Node's streams, which take longer to load than all else that is needed; what a terminal
 * or a slow reader is to get, they write.
 */
function sayAtOnce(text: string): void {
  let left: string | Uint8Array = text;
  if (process.platform !== 'win32' && !isTerminal('stdout')) {
    left = Buffer.from(text);
    try {
      while (left.length > 0) left = left.subarray(writeSync(1, left));
      return;
    } catch {
      // It takes no more, for now or for good: the streams know what to do then.
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

/** Says what keeps the command from being done, and sets the exit code. */
async function tellProblem(thrown: unknown): Promise<void> {
  const problem = asProblem(thrown);
  watchStreams();
  const text = process.argv.includes('--json')
    ? printedJson({ type: 'problem', ...problem.toJSON() })
    : undefined;
  if (text) standardStreams.out(`${text}\n`, '');
  standardStreams.err(
    shownLines(printedText(`✖ ${problem.what}\n  ${problem.why}\n  ${problem.next}\n`), 'stderr'),
  );
  process.exitCode = exitCodeOf(problem);
  if (unlogged !== undefined) (await import('./app/log-fault.ts')).logFault(unlogged);
}
