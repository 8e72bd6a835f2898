/** The program's own marks and, in the same positions, their ASCII equivalents, also one column wide. */
const own = '…·✔✖▲▼●○◌▸›‹→←↑↓⏎⇥⇧─━│├└╭╮╰╯█▀▄’“”–—';
const inAscii = '~-vx!v*.o>><><^v<>^-=||`++++#"_\'""--';
const marks: ReadonlyMap<string, string> = new Map([...own].map((mark, at) => [mark, inAscii.charAt(at)]));

/** Marks that may become wider in a line than on a screen. */
const wordy: Readonly<Record<string, string>> = { '…': '...', '→': '->', '←': '<-' };

const notAscii = /[^\0-\x7F]/gu;

/**
 * Converts a screen for a terminal or locale that supports only ASCII: other characters become as many columns of marks, as in
 * `ls`.
 *
 * @param columnsOf how many columns a character takes
 */
export function asciiScreen(text: string, columnsOf: (character: string) => number): string {
  return text.replace(notAscii, (character) => marks.get(character) ?? '?'.repeat(columnsOf(character)));
}

/** Converts the program's own marks in lines to ASCII; names and text from outside stay, since a script may read them. */
export function asciiLines(text: string): string {
  return text.replace(notAscii, (character) => wordy[character] ?? marks.get(character) ?? character);
}
