/** A text in rows of a width at most, cut between words where that is possible. */
export function textRows(text: string, width: number): string[] {
  const rows = text.match(new RegExp(`.{1,${width}}(?:\\s|$)|.{1,${width}}`, 'g')) ?? [''];
  return rows.map((row) => row.trimEnd());
}
