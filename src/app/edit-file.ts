import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { fileFault } from '../platform/file-faults.ts';
import { pathExists } from '../platform/files.ts';
import type { LendTerminal } from '../platform/lend-terminal.ts';
import { isReadOnly, readOnlyProblem } from '../platform/read-only.ts';
import { programOf } from '../project/editors.ts';
import { editorCommand, editorSpawn } from '../project/open-editor.ts';
import type { Project } from '../project/project.ts';
import type { AppContext } from './app-context.ts';

/** The exit codes of a shell when a program does not exist, or may not be run. */
const notStarted: readonly number[] = [126, 127];

/**
 * Opens a file or folder of a project in the user's editor. An editor in the terminal gets the terminal; for one with a
 * window of its own, nothing waits.
 *
 * @param path relative to the project's root
 * @returns when the editor was closed, or has passed the file to a window
 * @throws Problem FILE_UNREADABLE when it is missing, READ_ONLY, UNEXPECTED when the editor cannot be started
 */
export async function editFile(
  { env }: Pick<AppContext, 'env'>,
  { root, settings }: Pick<Project, 'root' | 'settings'>,
  path: string,
  lend: LendTerminal,
): Promise<void> {
  // An editor could still write.
  if (isReadOnly()) throw readOnlyProblem(`${plainText(path)} was not opened in an editor.`);
  const whole = join(root, path);
  if (!(await pathExists(whole)))
    throw new Problem({
      code: 'FILE_UNREADABLE',
      what: `${plainText(path)} was not opened.`,
      why: 'It is not there.',
      next: 'Refresh to read the project again.',
    });
  const editor = editorCommand(env, settings.editor);
  const { file, args, shell } = editorSpawn(editor, whole);
  const run = (stdio: 'inherit' | 'ignore') =>
    new Promise<number | Error>((resolve) => {
      const child = spawn(file, args, { cwd: root, env, shell, stdio });
      child.once('error', resolve);
      child.once('close', (code) => resolve(code ?? 0));
      // Do not wait for a window that stays open.
      if (stdio === 'ignore') child.unref();
    });
  const ended = editor.hasWindow ? await run('ignore') : await lend(() => run('inherit'));
  if (typeof ended === 'number' && !notStarted.includes(ended)) return;
  throw new Problem({
    code: 'UNEXPECTED',
    what: `${plainText(path)} was not opened.`,
    why:
      typeof ended === 'number'
        ? `The editor ${plainText(programOf(editor.command))} cannot be started here.`
        : fileFault(ended),
    next: 'Set VISUAL or EDITOR to the editor that you use.',
  });
}
