import { printedJson, printedText } from '../../core/text.ts';

/** Where a headless command tells what goes on: results to standard output, everything else to standard error. */
export interface Report {
  /** A line for a person; dropped with --json. */
  say(line: string): void;
  /** A fact for a script: one JSON object a line; dropped without --json. */
  tell(fact: { readonly type: string; readonly [key: string]: unknown }): void;
  /** The result for a person: standard output; dropped with --json. */
  print(text: string): void;
}

export interface ReportStreams {
  /** @param aside what is said on standard error instead if standard output cannot be written; the text itself when absent */
  readonly out: (text: string, aside?: string) => void;
  readonly err: (text: string) => void;
  /** Standard output cannot be written any more: what is for a person is said on standard error, with --json too. */
  readonly isOutputLost?: () => boolean;
}

/**
 * What comes from outside cannot steer the terminal: text is freed of control characters, JSON has them spelled out.
 *
 * @param json one JSON object a line instead of lines for a person
 */
export function createReport(json: boolean, { out, err, isOutputLost = () => false }: ReportStreams): Report {
  return {
    say: (line) => {
      if (!json || isOutputLost()) err(`${printedText(line)}\n`);
    },
    tell: (fact) => {
      if (json) out(`${printedJson(fact)}\n`, '');
    },
    print: (text) => {
      if (!json || isOutputLost()) out(`${printedText(text)}\n`);
    },
  };
}
