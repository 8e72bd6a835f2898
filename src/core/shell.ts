/** A word as a POSIX shell reads it back: as it is where that is safe, else in quotation marks. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A path that may begin with `~/` for the home folder, as a word: a tilde in quotation marks is an ordinary character. */
export function shellPathWord(shown: string): string {
  if (shown === '~') return shown;
  return shown.startsWith('~/') ? `~/${shellWord(shown.slice(2))}` : shellWord(shown);
}
