/**
 * Makes text from outside safe to show: escape sequences and control characters are removed (C0, C1, DEL, bidi
 * overrides, zero-width joiners), line breaks and tabs become spaces.
 *
 * @param text anything that AWS, a file or a person gave us
 */
export function plainText(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose
      .replace(/\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)?|[@-Z\\-_])/g, '')
      .replace(/[\t\r\n\u2028\u2029]+/g, ' ')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose
      .replace(/[\u0000-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, '')
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

/** Cuts text to a number of columns with an ellipsis at the end. Expects width-1 characters. */
export function clip(text: string, columns: number): string {
  if (text.length <= columns) return text;
  return columns <= 1 ? text.slice(0, Math.max(0, columns)) : `${text.slice(0, columns - 1)}…`;
}

/** Cuts text in its middle, for ids and ARNs whose ends matter. Expects width-1 characters. */
export function clipMiddle(text: string, columns: number): string {
  if (text.length <= columns) return text;
  if (columns <= 1) return text.slice(0, Math.max(0, columns));
  const head = Math.ceil((columns - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (columns - 1 - head))}`;
}

/** A clause as the beginning of a sentence; the name of a setting and a path in front keep their spelling. */
export function capitalised(clause: string): string {
  return /^(?:[a-z0-9]*_|[^a-z])/.test(clause) ? clause : clause.charAt(0).toUpperCase() + clause.slice(1);
}

/** `1 file`, `2 files`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** A moment as `2026-11-28 16:00:22 UTC`. @param at milliseconds since the epoch */
export function utcTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
