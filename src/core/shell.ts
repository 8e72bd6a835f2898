/** A word as a POSIX shell reads it back: as it is where that is safe, else in quotation marks. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
