import { redact } from '../../core/redact.ts';
import { duration, plainText, tookWords, utcTime } from '../../core/text.ts';
import type { ResourceProgress, StackProgress } from './model.ts';
import { countWords, outcomeWords, placeOf, resourceStateWords } from './narration.ts';
import {
  axisOf,
  extentOf,
  isLiveInside,
  isOnAxis,
  longestChain,
  spanOf,
  ticksOf,
  tickWords,
} from './timeline.ts';

/** The formats of a time line, by file name extension. */
export const timelineKinds = ['svg', 'json', 'md'] as const;
export type TimelineKind = (typeof timelineKinds)[number];

/** How a file of each format begins, to tell it from a file of somebody's own. */
export const timelineBegin: Readonly<Record<TimelineKind, string>> = {
  svg: '<svg class="amplify-tui-timeline"',
  json: '{\n  "type": "timeline"',
  md: '<!-- time line by amplify-tui -->',
};

/** The format for a file name; undefined for another extension or none. */
export function timelineKindOf(file: string): TimelineKind | undefined {
  const ending = /\.([^./\\]+)$/.exec(file)?.[1]?.toLowerCase();
  return timelineKinds.find((kind) => kind === ending);
}

/**
 * The time line of a stack's operation, nested stacks included, as the text of a file. A resource without a known end has
 * no bar and no duration; outputs and parameters of the stack are left out, and what looks like a secret is hidden.
 */
export function timelineText(progress: StackProgress, kind: TimelineKind): string {
  const rows = rowsOf(progress);
  if (kind === 'json') return `${JSON.stringify(asJson(progress, rows), null, 2)}\n`;
  return kind === 'md' ? asMarkdown(progress, rows) : asSvg(progress, rows);
}

interface Row {
  readonly resource: ResourceProgress;
  /** How many nested stacks it is in. */
  readonly depth: number;
  readonly place: string;
  readonly state: string;
  readonly reason: string | undefined;
  /** When AWS started and finished, milliseconds since the epoch; both or neither. */
  readonly span: { readonly from: number; readonly until: number } | undefined;
  readonly decided: boolean;
}

/** Every resource in order of its start; nested resources below their stack; those that have not started last. */
function rowsOf(progress: StackProgress): Row[] {
  const chain = longestChain(progress);
  const extent = extentOf(progress);
  const axis = extent && axisOf(extent, false, extent.until);
  const rows: Row[] = [];
  const add = (stack: StackProgress, path: readonly string[], live: boolean) => {
    const since = ({ startedAt }: ResourceProgress) => startedAt ?? Number.MAX_SAFE_INTEGER;
    for (const resource of stack.resources.toSorted((a, b) => since(a) - since(b))) {
      const known = spanOf(resource, live, extent?.until ?? 0);
      const isShown = known && axis && !known.open && isOnAxis(known, axis);
      const inner = [...path, resource.logicalId];
      rows.push({
        resource,
        depth: path.length,
        place: placeOf({ ...resource, path }),
        state: resourceStateWords(resource, stack) || resource.state,
        reason: resource.reason === undefined ? undefined : told(resource.reason),
        span: isShown && known.until !== undefined ? { from: known.from, until: known.until } : undefined,
        decided: chain.has(`/${inner.join('/')}`),
      });
      if (resource.nested) add(resource.nested, inner, isLiveInside(resource, live));
    }
  };
  add(progress, [], progress.outcome === 'running');
  return rows;
}

/** AWS's text, safe to leave this machine. */
function told(text: string): string {
  return redact(plainText(text));
}

function isoOf(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}

/** Unknown members are left out. */
function asJson(progress: StackProgress, rows: readonly Row[]) {
  const { stackName, stackId, operation, outcome, status, reason, startedAt, endedAt, causes } = progress;
  const chain = rows.filter(({ decided }) => decided).map(({ place }) => place);
  return {
    type: 'timeline',
    stackName,
    stackId,
    operation,
    outcome,
    status,
    reason: reason === undefined ? undefined : told(reason),
    startedAt: isoOf(startedAt),
    endedAt: isoOf(endedAt),
    causes: causes.map((cause) => ({
      place: placeOf(cause),
      type: cause.type,
      at: isoOf(cause.at),
      code: cause.code,
      reason: told(cause.reason),
      meaning: cause.meaning,
    })),
    longestChain: chain.length > 0 ? chain : undefined,
    resources: rows.map(({ resource, place, state, reason: why, span, decided }) => ({
      place,
      type: resource.type,
      physicalId: resource.physicalId,
      state,
      status: resource.status,
      reason: why,
      startedAt: isoOf(span?.from),
      endedAt: isoOf(span?.until),
      ms: span && span.until - span.from,
      decidedTheEnd: decided || undefined,
    })),
  };
}

function headline(progress: StackProgress): string {
  const { stackName, startedAt, endedAt } = progress;
  const took =
    startedAt === undefined || endedAt === undefined ? '' : ` after ${tookWords(endedAt - startedAt)}`;
  return `${stackName}: ${outcomeWords(progress)}${took}`;
}

/** Escapes text for Markdown, including tables. */
function markdown(text: string): string {
  return plainText(text).replace(/[\\`*_{}[\]()#+!|<>~&$]/g, '\\$&');
}

/** The meaning of bold rows, as on the screen. */
const markWords = 'Bold: what the whole had to wait for.';

function asMarkdown(progress: StackProgress, rows: readonly Row[]): string {
  const { stackId, status, startedAt, endedAt, causes } = progress;
  const when = (at: number | undefined) => (at === undefined ? 'not known' : utcTime(at));
  const after = (at: number | undefined) =>
    at === undefined || startedAt === undefined ? '' : duration(at - startedAt);
  const why = causes.map((cause) => {
    const meaning = cause.meaning ? ` ${markdown(cause.meaning)}` : '';
    return `- ${markdown(placeOf(cause))} (${markdown(cause.type)}):${meaning} AWS: ${markdown(told(cause.reason))}`;
  });
  const table = rows.map(({ resource, place, state, reason, span, decided }) => {
    const took = span ? markdown(tookWords(span.until - span.from)) : '';
    const cells = [
      ...[place, resource.type, state].map(markdown),
      after(span?.from),
      after(span?.until),
      decided ? `**${took}**` : took,
      markdown(reason ?? ''),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    timelineBegin.md,
    `# ${markdown(headline(progress))}`,
    '',
    `- Stack: ${markdown(stackId)}`,
    `- Status: ${markdown(status)}, ${markdown(countWords(progress))}`,
    `- Started: ${when(startedAt)}`,
    `- Ended: ${when(endedAt)}`,
    ...(why.length > 0 ? ['', '## Why', '', ...why] : []),
    '',
    '## Time line',
    '',
    '| Resource | Type | State | Started after | Ended after | Took | Reason |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...table,
    ...(rows.some(({ decided }) => decided) ? ['', markWords] : []),
    '',
  ].join('\n');
}

const row = 20;
/** The width of a monospaced letter at the text's size, pixels. */
const letter = 7.3;
const shortest = 480;
/** Space on the right for duration and result, pixels. */
const right = 190;
/** Longer texts of AWS are cut; the other formats have them in full. */
const longest = 140;
const colours: Readonly<Partial<Record<ResourceProgress['state'], string>>> = {
  failed: '#c62f2f',
  cancelled: '#b07a00',
  removed: '#9a9a9a',
};

function asSvg(progress: StackProgress, rows: readonly Row[]): string {
  const extent = extentOf(progress);
  const axis = extent && axisOf(extent, false, extent.until);
  const indented = ({ depth, resource }: Row) => depth * 2 + [...plainText(resource.logicalId)].length;
  const left = Math.ceil(Math.max(12, ...rows.map(indented)) * letter) + 28;
  const why = progress.causes.flatMap((cause) => [
    cut(`${placeOf(cause)}: ${cause.meaning ?? told(cause.reason)}`),
    ...(cause.meaning ? [cut(`AWS: ${told(cause.reason)}`)] : []),
  ]);
  const about = [progress.stackId, progress.startedAt === undefined ? '' : utcTime(progress.startedAt)];
  const top = 76 + why.length * row;
  const isMarked = rows.some(({ decided }) => decided);
  const end = top + 20 + rows.length * row;
  const height = end + (isMarked ? row : 0);
  const words = (line: string) => [...line].length * letter + 24;
  const width = Math.ceil(Math.max(left + shortest + right, words(about.join('   ')), ...why.map(words)));
  const bars = width - left - right;
  const x = (time: number) =>
    axis ? left + Math.min(1, Math.max(0, (time - axis.from) / axis.length)) * bars : left;
  const ticks = (axis ? ticksOf(axis, 7) : []).flatMap((tick) => {
    const at = round(x((axis?.from ?? 0) + tick));
    return [
      `<line x1="${at}" y1="${top + 6}" x2="${at}" y2="${end - 12}" stroke="#dddddd"/>`,
      text(at, top, tickWords(tick), grey),
    ];
  });
  return [
    `${timelineBegin.svg} xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="12">`,
    '<rect width="100%" height="100%" fill="#ffffff"/>',
    text(12, 26, headline(progress), 'font-weight="bold" font-size="15"'),
    text(12, 46, about.join('   '), grey),
    ...why.map((line, index) => text(12, 66 + index * row, line, 'fill="#c62f2f"')),
    ...ticks,
    ...rows.flatMap((each, index) => bar(each, top + 22 + index * row)),
    ...(isMarked ? [text(12, end + 6, markWords, grey)] : []),
    '</svg>',
    '',
  ].join('\n');

  function bar({ resource, depth, place, state, reason, span, decided }: Row, y: number): string[] {
    const took = span ? `${tookWords(span.until - span.from)}  ` : '';
    const name = text(12 + depth * 2 * letter, y, resource.logicalId, decided ? 'font-weight="bold"' : '');
    const beside = text(left + bars + 14, y, `${took}${state}`, grey);
    if (!span) return [name, beside];
    const long = Math.max(2, x(span.until) - x(span.from));
    const fill = colours[resource.state] ?? (decided ? '#2f6fb0' : '#8fb4d8');
    const title = [place, resource.type, reason].filter(Boolean).join(', ');
    return [
      name,
      `<rect x="${round(x(span.from))}" y="${y - 10}" width="${round(long)}" height="12" rx="2" fill="${fill}"><title>${xml(title)}</title></rect>`,
      beside,
    ];
  }
}

const grey = 'fill="#666666"';

function cut(line: string): string {
  const letters = [...line];
  return letters.length <= longest ? line : `${letters.slice(0, longest - 1).join('')}…`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function text(x: number, y: number, words: string, style = ''): string {
  return `<text x="${round(x)}" y="${y}" xml:space="preserve"${style && ` ${style}`}>${xml(words)}</text>`;
}

const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Escapes text for XML, and removes characters that XML does not allow. */
function xml(words: string): string {
  return plainText(words)
    .replace(/[\uFFFE\uFFFF]|\p{Surrogate}/gu, '')
    .replace(/[&<>"]/g, (character) => named[character] ?? '');
}
