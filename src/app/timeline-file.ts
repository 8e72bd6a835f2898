import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { StackProgress } from '../aws/progress/model.ts';
import {
  type TimelineKind,
  timelineBegin,
  timelineKindOf,
  timelineText,
} from '../aws/progress/timeline-text.ts';
import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { errorCode, fileFault } from '../platform/file-faults.ts';
import { expectFileCanBe, expectWritableFolder, thereAlready, writeFileAtomic } from '../platform/files.ts';
import { expectMayWrite } from '../platform/read-only.ts';
import { unwritableFile } from '../platform/replace-files.ts';

/**
 * Checks the file of `--export` before the first call to AWS.
 *
 * @param file as given, relative to the current folder
 * @throws Problem USAGE for an unknown extension, FILE_UNWRITABLE when something other than a time line is there or no file can
 * be created, READ_ONLY
 */
export async function expectTimelineFile(file: string): Promise<void> {
  expectReplaceable(resolve(file), kindOf(file));
  expectMayWrite(file);
  await expectWritableFolder(dirname(resolve(file)));
  await expectFileCanBe(resolve(file));
}

/**
 * Writes the time line of a stack atomically; the mode of a new file is 0600. An existing time line is replaced, any other file
 * is left alone.
 *
 * @throws Problem as {@link expectTimelineFile}
 */
export async function writeTimeline(file: string, progress: StackProgress): Promise<void> {
  const kind = kindOf(file);
  const path = resolve(file);
  expectReplaceable(path, kind);
  await writeFileAtomic(path, timelineText(progress, kind), { mode: 0o600 });
}

function kindOf(file: string): TimelineKind {
  const kind = timelineKindOf(file);
  if (kind) return kind;
  throw new Problem({
    code: 'USAGE',
    what: `The time line cannot be written to ${plainText(file)}.`,
    why: 'The extension decides the format: .svg, .json or .md.',
    next: 'For example: --export deployment.svg',
  });
}

function expectReplaceable(path: string, kind: TimelineKind): void {
  const begin = timelineBegin[kind];
  const own = beginOf(path, begin.length);
  if (own !== undefined && own !== '' && own !== begin) throw thereAlready(path);
}

/** The first characters of a file; undefined when there is none. */
function beginOf(path: string, length: number): string | undefined {
  let file: number | undefined;
  try {
    // Without O_NONBLOCK, opening a named pipe would wait forever for a writer.
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    if (!fstatSync(file).isFile()) throw thereAlready(path);
    const start = Buffer.alloc(length);
    return start.toString('utf8', 0, readSync(file, start, 0, length, 0));
  } catch (thrown) {
    const code = errorCode(thrown);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    if (thrown instanceof Problem || code === undefined) throw thrown;
    throw code === 'EACCES' ? thereAlready(path) : unwritableFile(path, fileFault(thrown), thrown);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
