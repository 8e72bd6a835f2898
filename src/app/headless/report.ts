import { printedJson, printedText } from '../../core/text.ts';

/** The output of a headless command: results to standard output, everything else to standard error. */
export interface Report {
  /** A line for a human reader; dropped with --json. */
  say(line: string): void;
  /** A fact for a script: one JSON object per line; dropped without --json. */
  tell(fact: { readonly type: string; readonly [key: string]: unknown }): void;
  /**
   * The result for a human reader, on standard output; dropped with --json.
   *
   * @param formatted changes the text after it was made safe to print
   */
  print(text: string, formatted?: (safe: string) => string): void;
}

export interface ReportStreams {
  /** @param aside the text for standard error if standard output cannot be written; by default the same text */
  readonly out: (text: string, aside?: string) => void;
  readonly err: (text: string) => void;
  /** Whether standard output can no longer be written: text for human readers then goes to standard error, even with --json. */
  readonly isOutputLost?: () => boolean;
}

/**
 * Text from outside cannot control the terminal: control characters are removed from text and spelled out in JSON.
 *
 * @param json one JSON object per line instead of text
 */
export function createReport(json: boolean, { out, err, isOutputLost = () => false }: ReportStreams): Report {
  return {
    say: (line) => {
      if (!json || isOutputLost()) err(`${printedText(line)}\n`);
    },
    tell: (fact) => {
      if (json) out(`${printedJson(fact)}\n`, '');
    },
    print: (text, formatted = (safe) => safe) => {
      if (!json || isOutputLost()) out(`${formatted(printedText(text))}\n`);
    },
  };
}
