/**
 * Characters that nobody means to have in a name, a key or an address: control characters, invisible ones (zero-width,
 * direction marks, byte order mark, tags), blanks other than a space, halves of a surrogate pair.
 */
const hidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
  /[\u0000-\u001F\u007F-\u00A0\u00AD\u061C\u1680\u180E\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3000\uFEFF\u{E0000}-\u{E007F}]|\p{Cs}/u;

const names: Readonly<Record<string, string>> = {
  '\0': 'a null character',
  '\t': 'a tab',
  '\n': 'a line end',
  '\r': 'a carriage return',
  '\u001B': 'an escape character',
  '\u00A0': 'a no-break space',
  '\u200B': 'a zero-width space',
  '\uFEFF': 'a byte order mark',
};

/**
 * Finds what is easily overlooked in a value: a hidden character, a blank at either end, or quotation marks that a shell or
 * an env file left around it.
 *
 * @returns what it is and where, such as `a carriage return (U+000D) at character 10`; undefined when there is nothing
 */
export function oddCharacter(text: string): string | undefined {
  // A fast path for nearly all values: an AWS file may have thousands of keys.
  if (/^[!#-&(-~][!-~]*$/.test(text)) return undefined;
  const found = hiddenCharacter(text);
  if (found !== undefined) return found;
  if (text.startsWith(' ')) return 'a blank at its beginning';
  if (text.endsWith(' ')) return 'a blank at its end';
  return /^(["'])(.*)\1$/s.test(text) ? 'quotation marks around it' : undefined;
}

/** The first hidden character of a value, as {@link oddCharacter} names it: for text that may have blanks and quotes. */
export function hiddenCharacter(text: string): string | undefined {
  const found = hidden.exec(text);
  if (!found) return undefined;
  const [character] = found;
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const at = [...text.slice(0, found.index)].length + 1;
  return `${names[character] ?? 'an invisible character'} (U+${code}) at character ${at}`;
}

/**
 * A value in quotation marks, hidden characters spelled out: `"eu-west-1\u000D"`; long ones are cut. Whatever is before the
 * `@` of an address is omitted, since it may be a password.
 */
export function shownExactly(text: string): string {
  const characters = [...text.replace(/\/\/[^\s@]*@/g, '//…@')].map((character) =>
    hidden.test(character)
      ? `\\u${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
      : character,
  );
  const most = 80;
  return `"${characters.length > most ? `${characters.slice(0, most).join('')}…` : characters.join('')}"`;
}
