import { execFile } from 'node:child_process';
import { copyToClipboard, type TerminalAbilities } from './terminal.ts';

/** How long tmux may take to answer, milliseconds. */
const patience = 2_000;

/**
 * Puts text on the clipboard of the person's own machine: through the terminal, or through tmux, which hands it on to the
 * terminal outside unless `set-clipboard` is off.
 *
 * @returns false where neither can; the caller then shows the text for copying by hand
 */
export async function copyText(
  abilities: TerminalAbilities,
  text: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<boolean> {
  if (copyToClipboard(abilities, text)) return true;
  if (!env.TMUX) return false;
  const allowed = await tmux(['show-options', '-sv', 'set-clipboard'], env);
  if (allowed === undefined || allowed.trim() === 'off') return false;
  // -w hands it on; a tmux before 3.2 does not know it.
  return (await tmux(['load-buffer', '-w', '-'], env, text)) !== undefined;
}

/** @returns what it prints; undefined when it fails */
function tmux(words: readonly string[], env: NodeJS.ProcessEnv, input = ''): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = execFile('tmux', [...words], { env, timeout: patience }, (error, stdout) =>
      resolve(error ? undefined : stdout),
    );
    // It may end without having read; how it ended tells.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}
