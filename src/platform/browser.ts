import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { release } from 'node:os';

export interface Opener {
  readonly command: string;
  readonly arguments: readonly string[];
}

/**
 * Opens an http address in the user's browser. Always show the address as well: an opener that succeeds does not prove
 * that anybody saw the page.
 *
 * @returns whether a program took the address; false if there is no screen to open it on (CI, a remote shell). It never
 * throws and waits at most two seconds.
 */
export async function openInBrowser(url: string): Promise<boolean> {
  const opener = browserOpener(url, { env: process.env, platform: process.platform, kernel: release() });
  return opener ? run(opener) : false;
}

export interface Machine {
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  /** As `os.release()`; that of WSL contains `microsoft`. */
  readonly kernel: string;
}

/** The command that opens an address on a machine; undefined if nothing should be opened there. */
export function browserOpener(url: string, { env, platform, kernel }: Machine): Opener | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  if (env.CI || env.BROWSER === 'none') return undefined;
  const overSsh = Boolean(env.SSH_CONNECTION || env.SSH_TTY);
  if (platform === 'darwin') return overSsh ? undefined : { command: 'open', arguments: [href] };
  if (platform === 'win32') return overSsh ? undefined : windows(env.SystemRoot ?? 'C:\\Windows', href);
  const isWsl = /microsoft/i.test(kernel) && !existsSync('/.dockerenv');
  if (isWsl) return { command: 'rundll32.exe', arguments: ['url.dll,FileProtocolHandler', href] };
  return env.DISPLAY || env.WAYLAND_DISPLAY ? { command: 'xdg-open', arguments: [href] } : undefined;
}

/** Not `cmd /c start`, for which `&` in an address ends the command. */
function windows(root: string, href: string): Opener {
  return { command: `${root}\\System32\\rundll32.exe`, arguments: ['url.dll,FileProtocolHandler', href] };
}

function run({ command, arguments: given }: Opener): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const child = spawn(command, given, { detached: true, stdio: 'ignore', windowsHide: true });
      // A browser that stays in the foreground has opened the address, too.
      const timer = setTimeout(() => resolve(true), 2_000);
      child.once('error', () => {
        clearTimeout(timer);
        resolve(false);
      });
      child.once('exit', (code) => {
        clearTimeout(timer);
        resolve(code === 0);
      });
      child.unref();
    } catch {
      // Node throws synchronously for a command that it does not accept: also a failed one for the caller.
      resolve(false);
    }
  });
}
