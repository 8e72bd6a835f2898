import { describe, expect, it } from 'vitest';
import { examineTerminal } from '../../../../src/flows/doctor/terminal.ts';

const tty = { isTTY: true, columns: 120, rows: 40 };
const all = { stdin: tty, stdout: tty, stderr: tty };
const modern = { TERM: 'xterm-256color', LANG: 'en_US.UTF-8' };

describe('the terminal', () => {
  it('that supports everything has no finding', () => {
    const { facts, findings } = examineTerminal({ ...modern, TERM_PROGRAM: 'ghostty' }, all);
    expect(findings).toEqual([]);
    expect(facts).toMatchObject({
      fullScreen: true,
      unicode: true,
      hyperlinks: true,
      columns: 120,
      rows: 40,
    });
  });

  it('is that of standard error if the report goes into a file', () => {
    const { facts } = examineTerminal(modern, { ...all, stdout: {} });
    expect(facts).toMatchObject({ output: false, input: true, fullScreen: true, columns: 120 });
  });

  it('may be missing without a finding: scripts have none', () => {
    const none = { stdin: {}, stdout: {}, stderr: {} };
    const { facts, findings } = examineTerminal({ CI: '1' }, none);
    expect(findings).toEqual([]);
    expect(facts).toMatchObject({ input: false, output: false, fullScreen: false, ci: true, term: null });
  });

  it.each([
    [{ ...modern, TERM: 'dumb' }, tty, 'The terminal says it is dumb'],
    [modern, { isTTY: true, columns: 50, rows: 40 }, 'has 50 columns and 40 rows'],
    [modern, { isTTY: true, columns: 120, rows: 10 }, 'has 120 columns and 10 rows'],
  ])('says what keeps the screen from looking right', (env, stdout, text) => {
    const { findings } = examineTerminal(env, { ...all, stdout });
    expect(findings.map((finding) => finding.severity)).toEqual(['warning']);
    expect(findings[0]?.text).toContain(text);
  });

  it('knows tmux, screen, ssh and NO_COLOR', () => {
    expect(examineTerminal({ ...modern, TMUX: '/tmp/x', SSH_TTY: '/dev/x' }, all).facts).toMatchObject({
      multiplexer: 'tmux',
      ssh: true,
      hyperlinks: false,
    });
    const { facts } = examineTerminal({ ...modern, TERM: 'screen', NO_COLOR: '1' }, all);
    expect(facts).toMatchObject({ multiplexer: 'screen', noColor: true, colourDepth: 1 });
  });
});
