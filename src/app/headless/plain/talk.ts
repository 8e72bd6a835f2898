/** A conversation in lines: what a screen reader reads well, and what works on any terminal. */
export interface Talk {
  /** Prints a line. */
  say(line: string): void;
  /** Prints the beginning of a line that the person ends. */
  prompt(text: string, how?: Prompting): void;
  /** The next line that the person types, without its end; undefined when there is no more input. */
  nextLine(): Promise<string | undefined>;
}

/** How a line is asked for. */
export interface Prompting {
  /** What is typed is not shown. */
  readonly hidden?: boolean;
  /** Lines that a person typed before the question could be read do not answer it. */
  readonly fresh?: boolean;
}

/** Something that can be chosen by its number. */
export interface Choice {
  readonly label: string;
  /** Said after the label. */
  readonly note?: string | undefined;
}

/** A list as lines, each with its number from 1. */
export function choiceLines(choices: readonly Choice[]): string[] {
  return choices.map(({ label, note }, at) => `${at + 1}. ${label}${note ? `, ${note}` : ''}`);
}

/** What was chosen by its number or its whole label; undefined when nothing was. */
export function chosenOf<Item extends Choice>(typed: string, choices: readonly Item[]): Item | undefined {
  const word = typed.trim().toLowerCase();
  const named = choices.find(({ label }) => label.toLowerCase() === word);
  if (named) return named;
  return /^\d+$/.test(word) ? choices[Number(word) - 1] : undefined;
}
