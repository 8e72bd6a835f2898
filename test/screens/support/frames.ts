import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Screen } from '../../support/screen.tsx';
import type { ScreenCell } from '../../support/screen-cells.ts';

const folder = 'test/screens/frames';

/** Cells with the same style, as `#8a8a8a bold`. */
const lookOf = ({ color, background, bold, dim, inverse, underline }: ScreenCell): string =>
  [
    color,
    background && `on ${background}`,
    bold && 'bold',
    dim && 'dim',
    inverse && 'inverse',
    underline && 'underline',
  ]
    .filter(Boolean)
    .join(' ') || 'plain';

/** The spinner while something runs; any of its frames counts as the same. */
const spinner = /[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/;

/** The styles on a screen with their cells, and a digest of which cell has which. */
function coloursOf(screen: Screen): string {
  const counts = new Map<string, number>();
  const runs: string[] = [];
  for (const [row, text] of screen.text().entries()) {
    let last = '';
    // There may be a background beyond the last character.
    for (const [column, cell] of screen.cells(row).entries()) {
      // A blank shows only its background.
      const isBlank = cell.text === ' ' && !cell.inverse && !cell.underline && cell.background === undefined;
      if (isBlank && column >= text.length) continue;
      const look = isBlank ? '' : lookOf(cell);
      if (look !== last) runs.push(`${row},${column} ${look}`);
      last = look;
      if (look) counts.set(look, (counts.get(look) ?? 0) + 1);
    }
  }
  const looks = [...counts].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const digest = createHash('sha256').update(runs.join(';')).digest('hex').slice(0, 8);
  return `${looks.map(([look, count]) => `${look} ${count}`).join(', ')} (${digest})`;
}

/** What is drawn, with its colours. */
export interface Picture {
  readonly text: string;
  readonly colours: string;
}

/** The picture on a screen once it no longer changes. */
export async function pictureOf(screen: Screen): Promise<Picture> {
  let last = '';
  for (let same = 0; same < 2; ) {
    await screen.settled();
    const now = screen.text().join('\n').replaceAll(new RegExp(spinner, 'g'), '⠋');
    same = now === last ? same + 1 : 0;
    last = now;
  }
  return { text: last.trimEnd(), colours: coloursOf(screen) };
}

const slug = (name: string) =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '-')
    .replaceAll(/^-|-$/g, '');

/** The pictures of a scene kept in the repository: one file with its text at each size, and its colours in each theme. */
export class KeptFrames {
  readonly #file: string;
  readonly #texts = new Map<string, string>();
  readonly #colours = new Map<string, string>();

  constructor(scene: string) {
    this.#file = path.join(folder, `${slug(scene)}.txt`);
    let kept = '';
    try {
      kept = readFileSync(this.#file, 'utf8').replaceAll('\r\n', '\n');
    } catch {
      return;
    }
    for (const part of kept.split(/^== /m).slice(1)) {
      const [size = '', ...rows] = part.trimEnd().split('\n');
      const isColour = (row: string) => /^-- \w+: /.test(row);
      this.#texts.set(
        size,
        rows
          .filter((row) => !isColour(row))
          .join('\n')
          .trimEnd(),
      );
      for (const row of rows.filter(isColour)) {
        const [, theme = '', colours = ''] = /^-- (\w+): (.*)$/.exec(row) ?? [];
        this.#colours.set(`${size} ${theme}`, colours);
      }
    }
  }

  /** The kept picture for a size and theme; empty if there is none. */
  get(size: string, theme: string): Picture {
    return { text: this.#texts.get(size) ?? '', colours: this.#colours.get(`${size} ${theme}`) ?? '' };
  }

  set(size: string, theme: string, { text, colours }: Picture): void {
    this.#texts.set(size, text);
    this.#colours.set(`${size} ${theme}`, colours);
  }

  write(): void {
    mkdirSync(folder, { recursive: true });
    const parts = [...this.#texts].map(([size, text]) => {
      const colours = [...this.#colours].filter(([key]) => key.startsWith(`${size} `));
      const rows = colours.map(([key, looks]) => `-- ${key.slice(size.length + 1)}: ${looks}`);
      return `== ${size}\n${text}\n${rows.join('\n')}\n`;
    });
    writeFileSync(this.#file, parts.join('\n'));
  }
}

/** The files of pictures that belong to none of these scenes. */
export function leftFrames(names: readonly string[]): readonly string[] {
  const known = new Set(names.map((name) => `${slug(name)}.txt`));
  return readdirSync(folder).filter((file) => !known.has(file));
}
