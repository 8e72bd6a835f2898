import type { SharedLine } from '../shared-file.ts';
import type { OpenedFile } from './opened.ts';

/** How a `key = value` line is written. */
export interface LineStyle {
  readonly indent: string;
  /** White space before the = sign. */
  readonly before: string;
  readonly after: string;
  /** The column of the = sign when several spaces before it align it with other lines. */
  readonly aligned?: number;
}

/** As the documentation of the Amplify CLI shows both files. */
export const plainStyle: LineStyle = { indent: '', before: '', after: '' };

/** How a property line is written. When it has no value, the space after the = sign is taken to be that before it. */
export function styleOf({ raw }: OpenedFile, line: SharedLine): LineStyle {
  const text = raw.slice(line.start, line.end);
  const [, indent = '', key = '', before = '', after = ''] = /^(\s*)([^\s=]*)(\s*)=([ \t]*)/.exec(text) ?? [];
  const hasValue = line.valueSpan !== undefined && line.valueSpan.end > line.valueSpan.start;
  const aligned = /^ {2,}$/.test(before) ? key.length + before.length : undefined;
  return {
    indent: /^[ \t]*$/.test(indent) ? indent : '',
    before: before.slice(0, 1),
    after: (hasValue ? after : before).slice(0, 1),
    ...(aligned === undefined ? {} : { aligned }),
  };
}

/** The style of the last property among some lines. */
export function styleOfLast(opened: OpenedFile, lines: readonly SharedLine[]): LineStyle | undefined {
  const line = lines.findLast(({ kind }) => kind === 'property');
  return line && styleOf(opened, line);
}

/** A line of this style, without its line end. */
export function styledLine(key: string, value: string, style: LineStyle): string {
  const { indent, before, after, aligned } = style;
  const gap = aligned === undefined ? before : ' '.repeat(Math.max(1, aligned - key.length));
  return `${indent}${key}${gap}=${after}${value}`;
}
