/** The program's own marks, and below each what it is in ASCII, one column as well. */
const own = '…·✔✖▲▼●○◌▸›‹→←↑↓⏎⇥⇧─━│├└╭╮╰╯█▀▄’“”–—';
const inAscii = '~-+x!v*.o>><><^v<>^-=||`++++#"_\'""--';
const marks: ReadonlyMap<string, string> = new Map([...own].map((mark, at) => [mark, inAscii.charAt(at)]));

/** Marks for which a line has more room than a column of the screen. */
const wordy: Readonly<Record<string, string>> = { '…': '...', '→': '->', '←': '<-' };

const notAscii = /[^\0-\x7F]/gu;

/**
 * A screen for a terminal or locale that knows ASCII only: everything else becomes marks of as many columns, as `ls` does it.
 *
 * @param columnsOf how many columns a character takes
 */
export function asciiScreen(text: string, columnsOf: (character: string) => number): string {
  return text.replace(notAscii, (character) => marks.get(character) ?? '?'.repeat(columnsOf(character)));
}

/** Lines with the program's own marks in ASCII; names and words from outside stay as they are, since a script may read them. */
export function asciiLines(text: string): string {
  return text.replace(notAscii, (character) => wordy[character] ?? marks.get(character) ?? character);
}
