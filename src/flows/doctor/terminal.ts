import { type TerminalStream, terminalAbilities } from '../../platform/terminal.ts';
import type { Examined, Finding, TerminalFacts } from './report.ts';

/** The three standard streams, as far as they are used. */
export interface Streams {
  readonly stdin: TerminalStream;
  readonly stdout: TerminalStream;
  readonly stderr: TerminalStream;
}

/** The smallest usable size; below it the screen says so and shows nothing else. */
const smallest = { columns: 60, rows: 16 } as const;

/** The terminal's abilities. If the report goes into a file, standard error shows which terminal it was typed in. */
export function examineTerminal(env: NodeJS.ProcessEnv, streams: Streams): Examined<TerminalFacts> {
  const { stdin, stdout, stderr } = streams;
  const abilities = terminalAbilities(env, stdout.isTTY ? stdout : stderr.isTTY ? stderr : stdout);
  const term = env.TERM ?? '';
  const name = [env.TERM_PROGRAM, env.TERM_PROGRAM_VERSION].filter(Boolean).join(' ');
  const facts: TerminalFacts = {
    input: stdin.isTTY === true,
    output: stdout.isTTY === true,
    term: term || null,
    name: name || null,
    columns: abilities.columns,
    rows: abilities.rows,
    colourDepth: abilities.colourDepth,
    unicode: abilities.unicode,
    fullScreen: abilities.interactive,
    hyperlinks: abilities.hyperlinks,
    clipboard: abilities.clipboard,
    progress: abilities.progress,
    title: abilities.title,
    noColor: Boolean(env.NO_COLOR),
    multiplexer: env.TMUX || term.startsWith('tmux') ? 'tmux' : multiplexed(env, term) ? 'screen' : null,
    ssh: Boolean(env.SSH_CONNECTION || env.SSH_TTY),
    ci: Boolean(env.CI),
  };
  return { facts, findings: stdout.isTTY || stderr.isTTY ? terminalFindings(facts) : [] };
}

function multiplexed(env: NodeJS.ProcessEnv, term: string): boolean {
  return Boolean(env.STY) || term.startsWith('screen');
}

function terminalFindings({ term, columns, rows, unicode, fullScreen }: TerminalFacts): Finding[] {
  const findings: Finding[] = [];
  const warn = (text: string, next: string) =>
    findings.push({ section: 'terminal', severity: 'warning', text, next });
  if (!fullScreen) {
    warn(
      `The terminal says it is ${term ?? 'one that cannot draw a screen'}, so the screen may not show well.`,
      'Set TERM to what your terminal is, such as xterm-256color.',
    );
  }
  if (columns < smallest.columns || rows < smallest.rows) {
    warn(
      `The terminal has ${columns} columns and ${rows} rows, which is too small for the screen.`,
      `Make it at least ${smallest.columns} columns wide and ${smallest.rows} rows high.`,
    );
  }
  if (fullScreen && !unicode) {
    warn(
      'The locale is not UTF-8, so plain characters replace lines and marks.',
      'Set LANG to a UTF-8 locale, such as en_US.UTF-8, if your terminal shows such text.',
    );
  }
  return findings;
}
