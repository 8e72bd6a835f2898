import { unsafe } from 'ini';

/** A line of settings.ini that sets something, as the package `ini` parses it. */
export interface SetLine {
  /** Counts from 1. */
  readonly line: number;
  /** Empty before the first section. */
  readonly section: string;
  /** Without the `[]` of a list. */
  readonly key: string;
  /** Absent for a line without `=`. */
  readonly value: string | undefined;
  /** What follows `=`, comments included, without surrounding space. */
  readonly raw: string;
}

/** Every line that sets something, in the order of the file. */
export function setLines(text: string): readonly SetLine[] {
  return scan(piecesOf(text));
}

/**
 * Sets one value; every other byte of the text stays, including a comment after the value.
 *
 * @param section empty: before the first section
 * @param value a plain word: nothing that `ini` parses as syntax
 */
export function withValue(text: string, section: string, key: string, value: string): string {
  const pieces = piecesOf(text);
  const known = scan(pieces).filter((each) => each.section === section && each.key === key);
  const last = known.at(-1);
  if (last) {
    pieces[last.line - 1] = rewritten(pieces[last.line - 1] ?? '', value);
    return pieces.join('');
  }
  return added(pieces, section, [`${key}=${value}`]);
}

/** Removes every line that sets this key in this section; every other byte of the text stays. */
export function withoutValue(text: string, section: string, key: string): string {
  const pieces = piecesOf(text);
  const gone = new Set(
    scan(pieces)
      .filter((each) => each.section === section && each.key === key)
      .map(({ line }) => line - 1),
  );
  return pieces.filter((_, at) => !gone.has(at)).join('');
}

/**
 * Makes a list, `key[]=value` line by line, hold these values in this order; lines of values that stay are kept, and so
 * is every other line.
 *
 * @param values plain words, as for {@link withValue}
 * @param isOurs false for a line that is neither counted nor touched
 */
export function withList(
  text: string,
  section: string,
  key: string,
  values: readonly string[],
  isOurs: (value: string) => boolean = () => true,
): string {
  const pieces = piecesOf(text);
  const known = scan(pieces).filter(
    (each) => each.section === section && each.key === key && isOurs(each.value ?? ''),
  );
  const eol = lineEnd(pieces);
  const gone = new Set<number>();
  const behind = new Map<number, string[]>();
  const first: string[] = [];
  let next = 0;
  let kept: number | undefined;
  for (const value of values) {
    const at = known.findIndex((each, index) => index >= next && each.value === value);
    if (at < 0) {
      const row = `${key}[]=${value}`;
      if (kept === undefined) first.push(row);
      else behind.set(kept, [...(behind.get(kept) ?? []), row]);
      continue;
    }
    for (const { line } of known.slice(next, at)) gone.add(line - 1);
    kept = (known[at]?.line ?? 1) - 1;
    next = at + 1;
  }
  for (const { line } of known.slice(next)) gone.add(line - 1);
  const place = known[0] && known[0].line - 1;
  const whole = pieces.map((piece, at) => {
    const before = at === place ? first.map((row) => row + eol) : [];
    const after = (behind.get(at) ?? []).map((row) => row + eol);
    const own = gone.has(at) ? '' : after.length > 0 ? ended(piece, eol) : piece;
    return [...before, own, ...after].join('');
  });
  if (place !== undefined || first.length === 0) return whole.join('');
  return added(piecesOf(whole.join('')), section, first);
}

/** The lines with their ends; joined they are the text. */
function piecesOf(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g) ?? [];
}

/** Parses lines by the rules of `ini`: section headers, lines that set something, and others. */
function scan(pieces: readonly string[]): SetLine[] {
  let section = '';
  return pieces.flatMap((piece, at): SetLine[] => {
    const line = piece.replace(/[\r\n]+$/, '');
    if (/^\s*(?:[;#]|$)/.test(line)) return [];
    const header = headerOf(line);
    if (header !== undefined) {
      section = header;
      return [];
    }
    const [, name, equals, raw = ''] = /^([^=]+)(=(.*))?$/.exec(line) ?? [];
    if (name === undefined) return [];
    const key = String(unsafe(name)).replace(/(?<=.)\[\]$/, '');
    return [{ line: at + 1, section, key, value: equals ? String(unsafe(raw)) : undefined, raw: raw.trim() }];
  });
}

function headerOf(line: string): string | undefined {
  const [, header] = /^\[([^\]]*)\]\s*$/.exec(line) ?? [];
  return header === undefined ? undefined : String(unsafe(header));
}

/** A line with another value; its comment stays. */
function rewritten(piece: string, value: string): string {
  const [, line = '', end = ''] = /^([^\r\n]*)([\r\n]*)$/.exec(piece) ?? [];
  const [, head, rest = ''] = /^([^=]+=\s*)(.*)$/.exec(line) ?? [];
  if (head === undefined) return `${line.trimEnd()}=${value}${end}`;
  const isQuoted = /^(["']).*\1\s*$/.test(rest);
  const [, comment = ''] = isQuoted ? [] : (/^(?:\\[\\;#]|[^;#])*?(\s*[;#].*)$/.exec(rest) ?? []);
  return `${head}${value}${comment}${end}`;
}

/** Adds lines at the end of a section, which is created if missing. */
function added(pieces: string[], section: string, rows: readonly string[]): string {
  const eol = lineEnd(pieces);
  const lines = rows.map((row) => row + eol);
  const at = placeIn(pieces, section);
  if (at === undefined) {
    const before = pieces.length > 0 ? [...closed(pieces, eol), eol] : [];
    return [...before, `[${section}]${eol}`, ...lines].join('');
  }
  return [...closed(pieces.slice(0, at), eol), ...lines, ...pieces.slice(at)].join('');
}

/** The index at which to insert a section's next line: after its last one; undefined if the section is missing. */
function placeIn(pieces: readonly string[], section: string): number | undefined {
  const last = scan(pieces)
    .filter((each) => each.section === section)
    .at(-1);
  if (last) return last.line;
  if (section === '') {
    // After the comment at the top that describes the file.
    const head = pieces.findIndex((piece) => !/^\s*[;#]/.test(piece));
    const isAbout = head > 0 && /^\s*$/.test(pieces[head] ?? '');
    return isAbout || head < 0 ? (head < 0 ? pieces.length : head + 1) : 0;
  }
  const header = pieces.findLastIndex((piece) => headerOf(piece.replace(/[\r\n]+$/, '')) === section);
  return header < 0 ? undefined : header + 1;
}

/** The pieces, with a line end after the last one. */
function closed(pieces: readonly string[], eol: string): string[] {
  return pieces.map((piece, at) => (at === pieces.length - 1 ? ended(piece, eol) : piece));
}

function ended(piece: string, eol: string): string {
  return /[\r\n]$/.test(piece) ? piece : piece + eol;
}

function lineEnd(pieces: readonly string[]): string {
  return pieces[0]?.endsWith('\r\n') ? '\r\n' : '\n';
}
