/** A conversation in lines: what a screen reader reads well, and what works on any terminal. */
export interface Talk {
  /** Prints a line. */
  say(line: string): void;
  /** Prints the beginning of a line that the person ends. */
  prompt(text: string): void;
  /** The next line that the person types, without its end; undefined when there is no more input. */
  nextLine(): Promise<string | undefined>;
}

/** Something that can be chosen by its number. */
export interface Choice {
  readonly label: string;
  /** Said after the label. */
  readonly note?: string | undefined;
}

/** Says a list, each with its number from 1. */
export function sayChoices(talk: Talk, choices: readonly Choice[]): void {
  for (const [at, { label, note }] of choices.entries()) {
    talk.say(`${at + 1}. ${label}${note ? `, ${note}` : ''}`);
  }
}

/** What was chosen by its number or its whole label; undefined when nothing was. */
export function chosenOf<Item extends Choice>(typed: string, choices: readonly Item[]): Item | undefined {
  const word = typed.trim().toLowerCase();
  if (/^\d+$/.test(word)) return choices[Number(word) - 1];
  return choices.find(({ label }) => label.toLowerCase() === word);
}
