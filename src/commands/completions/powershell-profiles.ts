import { dirname, posix, win32 } from 'node:path';
import { plainText } from '../../core/text.ts';
import { runProgramQuietly } from '../../platform/run-quietly.ts';

/** How long PowerShell may take to start, milliseconds. */
const patience = 15_000;
/** The path as UTF-8, which Windows PowerShell does not write by itself. */
const question = '[Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false; $PROFILE';

/**
 * The files that each PowerShell on the PATH reads at its start ($PROFILE), whether they are there or not: PowerShell 7 and the one
 * that comes with Windows have one each. None where there is no PowerShell, or none that answers.
 */
export async function profilesOfPowershell(env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const answers = await Promise.all(
    ['pwsh', 'powershell'].map((program) =>
      runProgramQuietly(
        [program, '-NoLogo', '-NoProfile', '-NonInteractive', '-Command', question],
        // On Windows a program is looked for in its folder first, which must not be one of a project.
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
