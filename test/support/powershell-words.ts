/** A token of a PowerShell script: a quoted string, or a word or sign outside of quotes. */
export interface PowershellWord {
  readonly kind: 'text' | 'word' | 'sign';
  /** For a string: its value in PowerShell. */
  readonly value: string;
}

const closing: Readonly<Record<string, string>> = { '(': ')', '{': '}', '[': ']' };
const single = /['\u2018-\u201B]/;
const double = /["\u201C-\u201E]/;

/**
 * Tokenizes a script like PowerShell, as far as our scripts need it: single quotes (doubled inside), double quotes without
 * substitution, comments, brackets.
 *
 * @throws Error with the line, for anything unterminated, unbalanced or unknown
 */
export function powershellWords(script: string): PowershellWord[] {
  const words: PowershellWord[] = [];
  const open: string[] = [];
  const signs = [...script];
  let at = 0;
  const fail = (what: string) => new Error(`line ${signs.slice(0, at).join('').split('\n').length}: ${what}`);
  while (at < signs.length) {
    const sign = signs[at]!;
    if (sign === '`') throw fail('a backtick');
    if (sign === '#') {
      while (at < signs.length && signs[at] !== '\n') at += 1;
    } else if (single.test(sign) || double.test(sign)) {
      const mark = single.test(sign) ? single : double;
      let value = '';
      for (at += 1; ; at += 1) {
        if (at >= signs.length) throw fail('a text without an end');
        const inside = signs[at]!;
        if (mark.test(inside)) {
          if (!mark.test(signs[at + 1] ?? '')) break;
          at += 1;
          value += signs[at];
        } else {
          if (mark === double && /[$`]/.test(inside)) throw fail(`${inside} between double marks`);
          value += inside;
        }
      }
      words.push({ kind: 'text', value });
      at += 1;
    } else if (/\s/.test(sign)) {
      at += 1;
    } else if (/[\w$-]/.test(sign)) {
      let value = '';
      while (at < signs.length && /[\w$:.-]/.test(signs[at]!)) value += signs[at++];
      words.push({ kind: 'word', value });
    } else {
      const end = closing[sign];
      if (end) open.push(end);
      else if (/[)}\]]/.test(sign) && open.pop() !== sign) throw fail(`${sign} closes nothing`);
      words.push({ kind: 'sign', value: sign });
      at += 1;
    }
  }
  if (open.length > 0) throw fail(`${open.join('')} is missing`);
  return words;
}

/** The tables `[ordered]@{ 'name' = 'text'; … }` of a script, in their order. */
export function powershellTables(script: string): [name: string, text: string][][] {
  const words = powershellWords(script);
  const tables: [string, string][][] = [];
  const isSign = (at: number, value: string) => words[at]?.kind === 'sign' && words[at]?.value === value;
  for (const [start, { kind, value }] of words.entries()) {
    if (kind !== 'word' || value !== 'ordered') continue;
    if (!isSign(start + 1, ']') || !isSign(start + 2, '@') || !isSign(start + 3, '{'))
      throw new Error('[ordered] is no table');
    const table: [string, string][] = [];
    for (let at = start + 4; !isSign(at, '}'); at += isSign(at + 3, ';') ? 4 : 3) {
      const [name, equals, text, end] = words.slice(at, at + 4);
      if (
        name?.kind !== 'text' ||
        text?.kind !== 'text' ||
        equals?.value !== '=' ||
        !/[;}]/.test(end?.value ?? '')
      )
        throw new Error(`a row of a table after ${table.at(-1)?.[0]} is none`);
      table.push([name.value, text.value]);
    }
    tables.push(table);
  }
  return tables;
}
