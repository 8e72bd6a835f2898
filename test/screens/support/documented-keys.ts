/** A row of a table of keys. */
export interface DocumentedKeys {
  /** The heading above the table. */
  readonly heading: string;
  readonly keys: readonly string[];
  /** Their effects, in the words of the footer. */
  readonly words: readonly string[];
}

/** The rows of docs/keys.md under their headings, without the table of `[keys]`, which has ids instead. */
export function documentedKeys(markdown: string): readonly DocumentedKeys[] {
  return markdown.split(/^## /m).flatMap((part) => {
    const [heading = '', ...lines] = part.split('\n');
    return lines.flatMap((line) => {
      const [, cell, text] = /^\| (`.*?`) \| (.*) \|$/.exec(line) ?? [];
      if (cell === undefined || text === undefined || cell.includes('.')) return [];
      const keys = [...cell.matchAll(/`(\\?\S+)`/g)].map(([, key = '']) =>
        key.replace('\\|', '|').replace(/^esc$/, 'escape'),
      );
      const words = (/^([^:]+): /.exec(text)?.[1] ?? text).split(' · ');
      return [{ heading, keys, words: ofText.has(heading) ? [text] : words }];
    });
  });
}

/** Headings of keys that belong to panes themselves, described in sentences. */
const ofText = new Set([
  'Panes of home',
  'Lists, forms and text',
  'Details of a pane',
  'Dialogs',
  'The terminal',
]);

/** Single characters in code format in sentences, which are keys unless they stand for something else. */
export function keysInSentences(markdown: string): readonly string[] {
  const sentences = markdown.replace(/^```[\s\S]*?^```/gm, '').replace(/^\|.*$/gm, '');
  const found = [...sentences.matchAll(/`([!-~])`|`((?:ctrl|alt|shift)\+\S+)`|Ctrl\+([A-Z])\b/g)];
  return found.map(([, character, chord, letter]) => character ?? chord ?? `ctrl+${letter?.toLowerCase()}`);
}

const key = String.raw`[b-zB-HJ-Z?:,!/]|Enter|[Ee]sc|Tab|Ctrl\+[A-Z]`;
const namedKeys = [
  // "Press r to retry", "then press i", "or p for another profile"
  new RegExp(String.raw`\b[Pp]ress (${key})(?=[ ,.;:)]|$)`, 'g'),
  new RegExp(String.raw`\bor (${key}) for\b`, 'g'),
  // "n opens a folder, f finds some", "esc continues in the background"
  new RegExp(String.raw`(?:^|[,;:.(]) *(${key}) (?=(?:again )?(?!is\b)[a-z]+s\b)`, 'g'),
];

/** Where the same sentence says that the key belongs to another pane. */
const elsewhere = /^(?:[^.;]* )?(?:on (?:the )?home|in the profiles|in watch)\b/;

/** Keys in the sentences of a screen, as a terminal sends them, without those of other panes. */
export function keysOnScreen(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => {
    const text = line.replaceAll(/[│▲✖✔▸]/g, ' ');
    return namedKeys.flatMap((pattern) =>
      [...text.matchAll(pattern)].flatMap(({ 0: whole, 1: name = '', index }) => {
        if (elsewhere.test(text.slice(index + whole.length).trimStart())) return [];
        return [name.length === 1 ? name : name.toLowerCase().replace(/^esc$/, 'escape')];
      }),
    );
  });
}
