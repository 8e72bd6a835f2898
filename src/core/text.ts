/** Escape sequences: CSI, OSC and two-character ones. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose
const escapes = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)?|[@-Z\\-_])/g;

/** Text without escape sequences, such as colours that were copied with it. */
export function withoutEscapes(text: string): string {
  return text.replace(escapes, '');
}

/** Invisible characters and those that change the direction of text: soft hyphen, zero-width, bidi controls, tags, byte order mark. */
const unseen = '\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}';
/** Matches nearly all texts: one test instead of three. */
const nothingOdd = /^[ -~]*$/;
const notPlain = new RegExp(`[\\0-\\x1F\\x7F-\\x9F${unseen}]`, 'gu');
const notPrinted = new RegExp(`[\\0-\\x08\\x0B-\\x1F\\x7F-\\x9F${unseen}]`, 'gu');
const notInJson = new RegExp(`[\\x7F-\\x9F\\u2028\\u2029${unseen}]`, 'gu');

/**
 * Makes text from outside safe to show on one line: escape sequences, control characters and invisible ones are removed
 * (C0, C1, DEL, bidi controls, zero-width characters, soft hyphens, tags), line breaks and tabs become spaces.
 *
 * @param text anything from AWS, a file or the user
 */
export function plainText(text: string): string {
  if (nothingOdd.test(text)) return text;
  return text
    .replace(escapes, '')
    .replace(/[\t\r\n\u2028\u2029]+/g, ' ')
    .replace(notPlain, '');
}

/** Like {@link plainText}, for output of several lines: line feeds and tabs stay. */
export function printedText(text: string): string {
  return text
    .replace(escapes, '')
    .replace(/[\u2028\u2029]/g, ' ')
    .replace(notPrinted, '');
}

/** JSON on one line, safe for a terminal: what {@link plainText} removes is spelled out, such as `\u009b`. */
export function printedJson(value: unknown): string {
  const text = JSON.stringify(value);
  if (nothingOdd.test(text)) return text;
  return text.replace(notInJson, (character) =>
    Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}

/** A duration as the screens show it: `0s`, `22s`, `1m 04s`, `2h 05m`. @param ms milliseconds, negative counts as 0 */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}m ${String(seconds % 60).padStart(2, '0')}s`;
  return `${Math.floor(minutes / 60)}h ${String(minutes % 60).padStart(2, '0')}m`;
}

/** How long something took: as {@link duration}, but `<1s` for less than a second. @param ms milliseconds */
export function tookWords(ms: number): string {
  return ms < 1000 ? '<1s' : duration(ms);
}

/** How long ago a time was, in days: `today`, `yesterday`, `12 days ago`, `3 months ago`, `2 years ago`. */
export function ago(at: number, now: number): string {
  const days = Math.max(0, Math.floor((now - at) / (24 * 60 * 60 * 1000)));
  if (days === 0) return 'today';
  if (days === 1) return 'yesterday';
  if (days < 60) return `${days} days ago`;
  return days < 730 ? `${Math.floor(days / 30)} months ago` : `${Math.floor(days / 365)} years ago`;
}

/** A time of day as the screens show it, in the machine's time zone: `09:44:51`. @param ms since the epoch */
export function timeOfDay(ms: number): string {
  const date = new Date(ms);
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

/** A day as the screens show it, in the machine's time zone: `2026-11-24`. @param ms since the epoch */
export function dayOf(ms: number): string {
  const date = new Date(ms);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}

/** Cuts text to a number of characters, ending in an ellipsis, without splitting a surrogate pair. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = text.slice(0, Math.max(0, most - 1)).replace(/[\uD800-\uDBFF]$/, '');
  return most <= 1 ? kept : `${kept}…`;
}

/** Capitalises a clause to start a sentence; a setting's name or a path at its start keeps its spelling. */
export function capitalised(clause: string): string {
  return /^(?:[a-z0-9]*_|[^a-z])/.test(clause) ? clause : clause.charAt(0).toUpperCase() + clause.slice(1);
}

/** A number as people read it: `2,000`. */
export function numeral(n: number): string {
  return String(n).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `1 file`, `2,000 files`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${numeral(n)} ${n === 1 ? one : many}`;
}

/** A time as `2026-11-28 16:00:22 UTC`. @param at milliseconds since the epoch */
export function utcTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** A sentence as a clause after a colon. */
export function asClause(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, '')}`;
}

/** The words of a list written as one text, which takes fewer lines in the source. */
export function wordsOf(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

/** Rows of a table as lines with aligned columns. The first row sets the number of columns. */
export function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** Wraps words into lines of at most `width` characters; a word longer than that is on its own. */
export function wrapWords(text: string, width: number, indent = ''): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && indent.length + longer.length > width) {
      lines.push(indent + line);
      line = word;
    } else line = longer;
  }
  return [...lines, indent + line];
}
