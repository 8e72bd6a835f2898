import { closeSync, constants, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import type { CallRecord } from '../aws/calls/record.ts';
import { Problem } from '../core/problem.ts';
import { plainText, printedJson } from '../core/text.ts';
import { fileFault } from '../platform/file-faults.ts';

/** How every line of a trace begins. */
const begin = '{"type":"call"';

/**
 * Opens the file of `--trace` immediately, so that an unwritable one is reported before anything is done. A new file has the
 * mode 0600; an existing trace is continued, and any other file is left alone.
 *
 * @param onLost called once, with a sentence, when a line could not be written; the trace ends with the one before
 * @returns writes one call as a line of JSON, see `call` in docs/json-lines.schema.json
 * @throws Problem USAGE
 */
export function openTrace(path: string, onLost: (why: string) => void): (call: CallRecord) => void {
  const file = open(path);
  let isLost = false;
  return (call) => {
    if (isLost) return;
    try {
      writeSync(file, `${printedJson(traceLine(call))}\n`);
    } catch (thrown) {
      isLost = true;
      onLost(`The trace ${plainText(path)} is not complete. ${fileFault(thrown)}`);
    }
  };
}

/** A call as a line of a trace. */
export function traceLine({ at, ms, given, ...call }: CallRecord): object {
  const parameters =
    given && Object.fromEntries(given.map(({ name, value }) => [name, value ?? '[not recorded]']));
  return { type: 'call', at, ms, ...call, ...(parameters ? { parameters } : {}) };
}

function open(path: string): number {
  let file: number | undefined;
  try {
    // Without O_NONBLOCK, opening a named pipe would wait forever for a reader.
    const flags = constants.O_RDWR | constants.O_CREAT | constants.O_APPEND | (constants.O_NONBLOCK ?? 0);
    file = openSync(path, flags, 0o600);
    const about = fstatSync(file);
    if (!about.isFile()) throw unusable(path, 'It is not a regular file.');
    if (about.size > 0) {
      const start = Buffer.alloc(begin.length);
      readSync(file, start, 0, begin.length, 0);
      if (start.toString('utf8') !== begin) throw unusable(path, 'It holds something else than a trace.');
    }
    return file;
  } catch (thrown) {
    if (file !== undefined) closeSync(file);
    if (thrown instanceof Problem) throw thrown;
    throw unusable(path, fileFault(thrown));
  }
}

function unusable(path: string, why: string): Problem {
  return new Problem({
    code: 'USAGE',
    what: `The trace cannot be written to ${plainText(path)}.`,
    why,
    next: 'Name a new file after --trace, in a folder that you may write in.',
  });
}
