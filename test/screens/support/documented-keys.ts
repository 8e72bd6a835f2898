/** A row of a table of keys. */
export interface DocumentedKeys {
  /** The heading above the table. */
  readonly heading: string;
  readonly keys: readonly string[];
  /** What they do, as the footer says it. */
  readonly words: readonly string[];
}

/** The rows of docs/keys.md under its headings; the table of `[keys]`, which has ids, is none of them. */
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

/** Headings of what panes have by themselves, which sentences tell. */
const ofText = new Set([
  'Panes of home',
  'Lists, forms and text',
  'Details of a pane',
  'Dialogs',
  'The terminal',
]);

/** Single characters that sentences write as code: keys, where they stand for nothing else. */
export function keysInSentences(markdown: string): readonly string[] {
  const sentences = markdown.replace(/^```[\s\S]*?^```/gm, '').replace(/^\|.*$/gm, '');
  const found = [...sentences.matchAll(/`([!-~])`|`((?:ctrl|alt|shift)\+\S+)`|Ctrl\+([A-Z])\b/g)];
  return found.map(([, character, chord, letter]) => character ?? chord ?? `ctrl+${letter?.toLowerCase()}`);
}
