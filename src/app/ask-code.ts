import { closeSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { ReadStream, WriteStream } from 'node:tty';
import { Problem } from '../core/problem.ts';
import type { Secret } from '../core/secret.ts';
import { plainText } from '../core/text.ts';
import type { AskMfaCode, MfaRequest } from '../credentials/mfa.ts';
import { asciiDigits, codesIn } from '../credentials/mfa-code.ts';
import { codeNeeded } from '../credentials/sign-in.ts';
import { otpauthAddress } from '../flows/assume-role/otpauth.ts';
import { qrRows } from '../flows/assume-role/qr-rows.ts';
import { unicodeIn } from '../platform/terminal.ts';

/**
 * Gets codes without a screen: the first from `--mfa-code`, the others from the controlling terminal of this process, never
 * from standard input or output, which may belong to a script.
 *
 * @param given `--mfa-code`
 * @returns rejects with MFA_NEEDED when there is no terminal, with MFA_REFUSED when AWS refused the given code
 */
export function codesWithoutScreen(given: string | undefined): AskMfaCode {
  let unused = given === undefined ? undefined : asciiDigits(given);
  return async (request, signal) => {
    if (unused !== undefined) {
      const code = unused;
      unused = undefined;
      if (/^\d{6}$/.test(code)) return code;
      throw new Problem({
        code: 'USAGE',
        what: '--mfa-code is not six digits.',
        why: 'A code of an MFA device has six digits and nothing else.',
        next: 'Give the code that the device shows now.',
      });
    }
    return askTerminal(request, signal);
  };
}

async function askTerminal(request: MfaRequest, signal: AbortSignal | undefined): Promise<string> {
  const terminal = openTerminal();
  if (!terminal) throw request.refused ? refused(request) : codeNeeded(request.profile, request.device);
  const { input, output, close } = terminal;
  const reader = createInterface({ input, output, terminal: false });
  let stop = () => {};
  let abort = () => {};
  const left = new Promise<never>((_, reject) => {
    stop = () => reject(interrupted());
    abort = () => reject(signal?.reason);
    process.once('SIGINT', stop);
    signal?.addEventListener('abort', abort, { once: true });
    reader.once('close', () => reject(codeNeeded(request.profile, request.device)));
  });
  // Only a pending question hears of it; between two questions the rejection must not be unhandled.
  left.catch(() => {});
  try {
    if (request.refused) {
      const mark = unicodeIn(process.env, true) ? '▲' : '!';
      output.write(`${mark} AWS did not take that code. Each works once: wait for the next.\n`);
    }
    for (;;) {
      const asked = new Promise<string>((resolve) => {
        reader.question(
          `MFA code of ${plainText(request.device)} for ${plainText(request.profile)}: `,
          resolve,
        );
      });
      const answer = await Promise.race([asked, left]);
      const codes = codesIn(answer);
      if (codes[0] !== undefined && codes.length === 1) return codes[0];
      output.write('Six digits, as the device shows them; Ctrl+C cancels.\n');
    }
  } finally {
    process.off('SIGINT', stop);
    signal?.removeEventListener('abort', abort);
    reader.removeAllListeners('close');
    reader.close();
    close();
  }
}

/**
 * Shows the secret of a new device on the controlling terminal of this process, as a picture and as text.
 *
 * @returns false when there is no terminal
 */
export function showOnTerminal(serial: string, secret: Secret): boolean {
  const terminal = openTerminal();
  if (!terminal) return false;
  const { output, close } = terminal;
  output.write(`${secretLines(serial, secret, process.env).join('\n')}\n`);
  close();
  return true;
}

/** The secret of a new device as text, after a picture if the terminal can draw and no screen reader is in use. */
export function secretLines(serial: string, secret: Secret, env: NodeJS.ProcessEnv): string[] {
  const spelled = (secret.reveal().match(/.{1,4}/g) ?? []).join(' ');
  const codes = 'then give two codes, one after the other.';
  if (env.TERM === 'dumb' || env.INK_SCREEN_READER === 'true' || !unicodeIn(env, true))
    return [spelled, `Type the secret into your authenticator app, ${codes}`];
  const picture = qrRows(otpauthAddress(serial, secret)).map((row) => `\x1b[97;40m${row}\x1b[0m`);
  return [...picture, '', spelled, '', `Scan it with your authenticator app, or type the secret, ${codes}`];
}

/** The controlling terminal of this process, regardless of its streams; undefined when there is none. */
function openTerminal() {
  const opened: number[] = [];
  try {
    for (const path of terminalFiles(process.platform)) opened.push(openSync(path, 'r+'));
  } catch {
    // No controlling terminal: a scheduled job, a pipeline, a Windows service.
    for (const file of opened) closeSync(file);
    return undefined;
  }
  const [reading = -1, writing = reading] = opened;
  const input = new ReadStream(reading);
  const output = new WriteStream(writing);
  return {
    input,
    output,
    close: () => {
      input.destroy();
      output.destroy();
      for (const file of opened) {
        try {
          closeSync(file);
        } catch (thrown) {
          // The streams may have closed it with them.
          if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EBADF')) throw thrown;
        }
      }
    },
  };
}

/**
 * The files of a process's terminal: one for input and, if it differs, one for output. Windows has one for each half of the
 * console, in a form that Node does not take for a path; both must be opened for reading and writing.
 */
export function terminalFiles(platform: NodeJS.Platform): readonly string[] {
  return platform === 'win32' ? ['\\\\.\\CONIN$', '\\\\.\\CONOUT$'] : ['/dev/tty'];
}

function refused({ profile, device }: MfaRequest): Problem {
  return new Problem({
    code: 'MFA_REFUSED',
    what: `AWS did not take the code for ${plainText(profile)}.`,
    why: 'It was wrong, too old, or used before: each code works once.',
    next: `Wait for the next code of ${plainText(device)} and give that.`,
  });
}

function interrupted(): Problem {
  return new Problem({
    code: 'INTERRUPTED',
    what: 'Interrupted.',
    why: 'No code was given.',
    next: 'Run it again with your device at hand.',
  });
}
