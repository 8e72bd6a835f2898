import { describe, expect, it } from 'vitest';
import { secretLines, terminalFiles } from '../../../src/app/ask-code.ts';
import { Secret } from '../../../src/core/secret.ts';

const serial = 'arn:aws:iam::111122223333:mfa/ada';
const linesIn = (env: NodeJS.ProcessEnv) => secretLines(serial, new Secret('ABCDEFGHIJ'), env);

describe('the secret of a new MFA device', () => {
  it('is also shown as a picture if the terminal draws one', () => {
    const lines = linesIn({ TERM: 'xterm', LANG: 'C.UTF-8' });
    expect(lines[0]).toContain('█');
    expect(lines).toContain('ABCD EFGH IJ');
  });

  it.each([
    { TERM: 'dumb', LANG: 'C.UTF-8' },
    { TERM: 'linux', LANG: 'C.UTF-8' },
    { TERM: 'xterm', LC_ALL: 'C' },
    { TERM: 'xterm', LANG: 'C.UTF-8', INK_SCREEN_READER: 'true' },
  ])('is text alone with %j', (env) => {
    const lines = linesIn(env);
    expect(lines[0]).toBe('ABCD EFGH IJ');
    expect(lines.join('\n')).toMatch(/^[\n -~]+$/);
  });
});

describe('the terminal of a process', () => {
  it('is one file, on Windows one for each half of the console', () => {
    expect(terminalFiles('linux')).toEqual(['/dev/tty']);
    expect(terminalFiles('darwin')).toEqual(['/dev/tty']);
    expect(terminalFiles('win32')).toEqual([String.raw`\\.\CONIN$`, String.raw`\\.\CONOUT$`]);
  });
});
