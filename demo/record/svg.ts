/** A cell of a terminal, as read by test/support. */
export interface Cell {
  readonly text: string;
  readonly color?: string;
  readonly background?: string;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly inverse: boolean;
}

/** A picture of the recording. */
export interface Shot {
  readonly cells: readonly (readonly Cell[])[];
  /** How long it is shown, seconds. */
  readonly seconds: number;
  /** What it shows, in a few words for the title bar of the window. */
  readonly caption: string;
}

const cellWidth = 8.4;
const cellHeight = 18;
const padding = 16;
const bar = 28;
/** Background and default text colour of a terminal. */
interface Paper {
  readonly ground: string;
  readonly ink: string;
}

const papers = {
  dark: { ground: '#11111b', ink: '#cdd6f4' },
  light: { ground: '#eff1f5', ink: '#4c4f69' },
} as const satisfies Readonly<Record<string, Paper>>;

/** The 16 palette colours that programs name by number; other colours are given directly. */
const palette: Readonly<Record<string, string>> = {
  'palette-1': '#f38ba8',
  'palette-2': '#a6e3a1',
  'palette-3': '#f9e2af',
  'palette-4': '#89b4fa',
};

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

interface Run {
  readonly column: number;
  readonly text: string;
  readonly color: string;
  readonly background: string | undefined;
  readonly bold: boolean;
  readonly dim: boolean;
}

/** Neighbouring cells that look the same, joined; empty runs are left out. */
function runs(row: readonly Cell[], { ground, ink }: Paper): Run[] {
  const found: Run[] = [];
  row.forEach((cell, column) => {
    const own = palette[cell.color ?? ''] ?? cell.color ?? ink;
    const behind = palette[cell.background ?? ''] ?? cell.background;
    const color = cell.inverse ? (behind ?? ground) : own;
    const background = cell.inverse ? own : behind;
    const last = found.at(-1);
    const same =
      last &&
      last.column + last.text.length === column &&
      last.color === color &&
      last.background === background &&
      last.bold === cell.bold &&
      last.dim === cell.dim;
    if (same) found[found.length - 1] = { ...last, text: last.text + cell.text };
    else found.push({ column, text: cell.text, color, background, bold: cell.bold, dim: cell.dim });
  });
  return found.filter((run) => run.text.trim() !== '' || run.background !== undefined);
}

function drawRow(row: readonly Cell[], index: number, paper: Paper): string {
  const y = padding + bar + index * cellHeight;
  return runs(row, paper)
    .map(({ column, text, color, background, bold, dim }) => {
      const x = (padding + column * cellWidth).toFixed(1);
      const width = (text.length * cellWidth).toFixed(1);
      const box = background
        ? `<rect x="${x}" y="${y}" width="${width}" height="${cellHeight}" fill="${background}"/>`
        : '';
      const look = `${color === paper.ink ? '' : ` fill="${color}"`}${bold ? ' font-weight="700"' : ''}${dim ? ' opacity=".6"' : ''}`;
      return `${box}<text x="${x}" y="${y + 13}" textLength="${width}"${look} xml:space="preserve">${escaped(text)}</text>`;
    })
    .join('');
}

/** A few words in the middle of the title bar. */
function titled(text: string, width: number, { ink }: Paper): string {
  return `<text x="${width / 2}" y="25" text-anchor="middle" font-size="13" fill="${ink}" opacity=".75">${escaped(text)}</text>`;
}

const widthOf = (cells: Shot['cells']) => Math.ceil((cells[0]?.length ?? 0) * cellWidth + 2 * padding);

/**
 * An animated SVG of a terminal: shows the shots one after another in an endless loop, with CSS only. It plays wherever images
 * play, such as in a README; without animation, the last shot is shown.
 */
export function animatedSvg(shots: readonly Shot[]): string {
  const total = shots.reduce((sum, shot) => sum + shot.seconds, 0);
  let at = 0;
  const styles: string[] = [];
  const groups = shots.map(({ cells, seconds, caption }, index) => {
    const from = ((at / total) * 100).toFixed(2);
    at += seconds;
    const to = ((at / total) * 100).toFixed(2);
    const before = index === 0 ? '' : `0%{visibility:hidden}`;
    const after = index === shots.length - 1 ? '' : `${to}%{visibility:hidden}`;
    styles.push(
      `@keyframes f${index}{${before}${from}%{visibility:visible}${after}}#f${index}{animation:f${index} ${total.toFixed(1)}s step-end infinite}`,
    );
    // An attribute, not a style: viewers without animation follow it, and an animation overrides it.
    const hidden = index === shots.length - 1 ? '' : ' visibility="hidden"';
    return `<g id="f${index}"${hidden}>${titled(caption, widthOf(cells), papers.dark)}${cells.map((row, at) => drawRow(row, at, papers.dark)).join('')}</g>`;
  });
  return framed(
    shots[0]?.cells ?? [],
    groups,
    shots
      .map(({ caption }) => caption)
      .filter((text, at, all) => text !== all[at - 1])
      .join('; '),
    papers.dark,
    styles,
  );
}

/**
 * One picture of a terminal.
 *
 * @param about what it shows, for the title bar and as its alternative text
 * @param kind of terminal that it was drawn in
 */
export function stillSvg(cells: Shot['cells'], about: string, kind: keyof typeof papers = 'dark'): string {
  const paper = papers[kind];
  return framed(
    cells,
    [titled(about, widthOf(cells), paper), ...cells.map((row, at) => drawRow(row, at, paper))],
    about,
    paper,
  );
}

function framed(
  cells: Shot['cells'],
  drawn: readonly string[],
  about: string,
  { ground, ink }: Paper,
  styles: readonly string[] = [],
): string {
  const width = widthOf(cells);
  const height = cells.length * cellHeight + 2 * padding + bar;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="amplify-tui: ${escaped(about)}">`,
    ...(styles.length > 0 ? [`<style>${styles.join('')}</style>`] : []),
    `<rect width="${width}" height="${height}" rx="10" fill="${ground}"/>`,
    ...['#f38ba8', '#f9e2af', '#a6e3a1'].map(
      (color, index) => `<circle cx="${22 + index * 18}" cy="20" r="5" fill="${color}"/>`,
    ),
    // Attributes, not a style: a style would override the colour of each piece.
    `<g font-family="'JetBrains Mono','SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="14" fill="${ink}">`,
    ...drawn,
    '</g>',
    '</svg>\n',
  ].join('\n');
}
