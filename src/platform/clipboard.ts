import { execFile } from 'node:child_process';
import { clipboardBytes, copyToClipboard, type TerminalAbilities, writeTerminal } from './terminal.ts';

/** How long tmux may take to answer, milliseconds. */
const patience = 2_000;

/** The longest control string that GNU screen accepts, in bytes with introducer and terminator. */
const longestOfScreen = 768;

/**
 * Puts text on the clipboard of the user's own machine: through the terminal, or through a multiplexer: tmux, unless
 * its `set-clipboard` is off, GNU screen, or tmux inside GNU screen.
 *
 * @returns false if it may not arrive; the caller then shows the text for copying by hand
 */
export async function copyText(
  abilities: TerminalAbilities,
  text: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<boolean> {
  if (copyToClipboard(abilities, text)) return true;
  const isScreen = env.STY !== undefined;
  const bytes = abilities.clipboardOutside ? clipboardBytes(text) : undefined;
  if (env.TMUX) {
    if (await copyWithTmux(text, env)) return true;
    // It may be running in GNU screen, which accepts only a wrapped sequence.
    if (!isScreen || bytes === undefined || !(await passesThrough(env))) return false;
    writeTerminal(throughTmux(throughScreen(bytes)));
    return true;
  }
  if (!isScreen || bytes === undefined) return false;
  writeTerminal(throughScreen(bytes));
  return true;
}

/** A sequence as GNU screen passes it on to its terminal: in pieces, each its own control string. */
export function throughScreen(sequence: string): string {
  const room = longestOfScreen - 4;
  const pieces = Array.from({ length: Math.ceil(sequence.length / room) }, (_, at) =>
    sequence.slice(at * room, (at + 1) * room),
  );
  return pieces.map((piece) => `\u001BP${piece}\u001B\\`).join('');
}

/** A sequence as tmux passes it on if `allow-passthrough` permits. */
function throughTmux(sequence: string): string {
  return `\u001BPtmux;${sequence.replaceAll('\u001B', '\u001B\u001B')}\u001B\\`;
}

async function copyWithTmux(text: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  const allowed = await tmux(['show-options', '-sv', 'set-clipboard'], env);
  if (allowed === undefined || allowed.trim() === 'off' || !(await hasClipboard(env))) return false;
  // -w passes it on to the terminal; tmux before 3.2 does not know the option.
  return (await tmux(['load-buffer', '-w', '-'], env, text)) !== undefined;
}

/**
 * Whether tmux can set the clipboard of its terminal; assumed if it does not say. GNU screen cannot, whatever its
 * terminal description says.
 */
async function hasClipboard(env: NodeJS.ProcessEnv): Promise<boolean> {
  const client = (await tmux(['display-message', '-p', '#{client_tty}'], env))?.trim();
  const terminals = await tmux(['show-messages', '-T'], env);
  const its = terminals?.split(/^(?=Terminal )/m).find((each) => each.includes(` for ${client}, `));
  if (!client || !its) return true;
  const isInScreen = env.STY !== undefined && /^Terminal \d+: screen/.test(its);
  return !isInScreen && !/ Ms: \[missing\]/.test(its);
}

async function passesThrough(env: NodeJS.ProcessEnv): Promise<boolean> {
  // tmux before 3.3 has no such option, and always passes sequences through.
  const allowed = await tmux(['show-options', '-Aqpv', 'allow-passthrough'], env);
  return allowed !== undefined && allowed.trim() !== 'off';
}

/** @returns its output; undefined if it fails */
function tmux(words: readonly string[], env: NodeJS.ProcessEnv, input = ''): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = execFile('tmux', [...words], { env, timeout: patience }, (error, stdout) =>
      resolve(error ? undefined : stdout),
    );
    // It may exit without reading its input; the exit code tells.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}
