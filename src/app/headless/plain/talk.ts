/** A conversation in lines, which screen readers read well and which works on any terminal. */
export interface Talk {
  /** Prints a line. */
  say(line: string): void;
  /** Prints the start of a line that the user completes. */
  prompt(text: string, how?: Prompting): void;
  /** The next line that the user types, without its line end; undefined at the end of the input. */
  nextLine(): Promise<string | undefined>;
}

/** How to ask for a line. */
export interface Prompting {
  /** Do not echo what is typed. */
  readonly hidden?: boolean;
  /** Ignore lines that were typed before the question was shown. */
  readonly fresh?: boolean;
}

/** Something that can be chosen by its number. */
export interface Choice {
  readonly label: string;
  /** Printed after the label. */
  readonly note?: string | undefined;
}

/** A list as lines, each with its number from 1. */
export function choiceLines(choices: readonly Choice[]): string[] {
  return choices.map(({ label, note }, at) => `${at + 1}. ${label}${note ? `, ${note}` : ''}`);
}

/** The choice with a number or a whole label; undefined when there is none. */
export function chosenOf<Item extends Choice>(typed: string, choices: readonly Item[]): Item | undefined {
  const word = typed.trim().toLowerCase();
  const named = choices.find(({ label }) => label.toLowerCase() === word);
  if (named) return named;
  return /^\d+$/.test(word) ? choices[Number(word) - 1] : undefined;
}
