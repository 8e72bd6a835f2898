import { dirname, posix, win32 } from 'node:path';
import { plainText } from '../../core/text.ts';
import { runProgramQuietly } from '../../platform/run-quietly.ts';

/** How long PowerShell may take to start, milliseconds. */
const patience = 15_000;
/** Prints the path as UTF-8, which is not Windows PowerShell's default. */
const question = '[Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false; $PROFILE';

/**
 * The files that each PowerShell on the PATH reads at its start ($PROFILE), whether they exist or not: PowerShell 7 and
 * Windows PowerShell have one each. None if there is no PowerShell, or it does not answer.
 */
export async function profilesOfPowershell(env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const answers = await Promise.all(
    ['pwsh', 'powershell'].map((program) =>
      runProgramQuietly(
        [program, '-NoLogo', '-NoProfile', '-NonInteractive', '-Command', question],
        // Windows looks for a program in the working folder first, so that must not be a project's.
        dirname(process.execPath),
        env,
        patience,
      ),
    ),
  );
  const files = answers.filter(({ code }) => code === 0).map(({ output }) => output.trim());
  return [...new Set(files)].filter(
    (file) =>
      file.endsWith('.ps1') && plainText(file) === file && (posix.isAbsolute(file) || win32.isAbsolute(file)),
  );
}
