import type { SharedLine } from '../shared-file.ts';
import { lineEnd, type OpenedFile, type OpenedSection, writtenKey } from './opened.ts';
import { shownName, unsafeEdit } from './rules.ts';
import type { Splice } from './splice.ts';
import { type LineStyle, plainStyle, styledLine, styleOf, styleOfLast } from './style.ts';

/** The changes to the settings of one section: values to set by key, and keys to remove. */
export interface SettingsEdit {
  readonly set: ReadonlyMap<string, string>;
  readonly remove: readonly string[];
}

/**
 * Changes settings of an existing section. A value is replaced in place; a new setting goes after the last one, in its
 * style; a removed one goes with its line and everything nested below it.
 *
 * @throws Problem PROFILE_EDIT_UNSAFE when a setting to change is repeated, continues over several lines, has a nested
 * block, or is spelled so that only some tools read it
 */
export function settingsSplices(opened: OpenedFile, target: OpenedSection, edit: SettingsEdit): Splice[] {
  const splices: Splice[] = [];
  const added: [string, string][] = [];
  for (const [key, value] of edit.set) {
    const lines = propertyLines(target, key);
    if (lines.length === 0) added.push([key, value]);
    else splices.push(...valueSplice(opened, target, key, value, lines));
  }
  const removed = edit.remove
    .filter((key) => !edit.set.has(key))
    .flatMap((key) => propertyLines(target, key));
  splices.push(...removals(opened, target, removed));
  if (added.length > 0) splices.push(insertion(opened, target, added));
  return splices;
}

function propertyLines({ lines }: OpenedSection, key: string): SharedLine[] {
  return lines.filter((line) => line.kind === 'property' && line.key === key);
}

function valueSplice(
  opened: OpenedFile,
  target: OpenedSection,
  key: string,
  value: string,
  lines: readonly SharedLine[],
): Splice[] {
  const [line] = lines;
  const span = line?.valueSpan;
  if (!line || !span) throw new Error('a property line without a place for its value');
  if (lines.length > 1) {
    const why = `the setting ${key} comes ${lines.length} times in its section; the AWS CLI refuses such a file`;
    throw unsafeEdit(opened, numbers(lines), why);
  }
  const written = writtenKey(opened, line);
  if (written !== key) {
    const why = `the SDK for JavaScript does not read ${shownName(written)}; it has to be written ${key}`;
    throw unsafeEdit(opened, [line.number], why);
  }
  const last = lastOf(target, line);
  if (last !== line) {
    const why = `the value of ${key} continues below its line`;
    throw unsafeEdit(opened, [line.number, last.number], why);
  }
  if (opened.raw.slice(span.start, span.end) === value) return [];
  const empty = span.start === span.end;
  return [{ ...span, text: empty ? `${styleOf(opened, line).after}${value}` : value }];
}

/** The last line that belongs to a property: itself, or the end of its block or its continued value. */
function lastOf({ lines }: OpenedSection, property: SharedLine): SharedLine {
  let last = property;
  for (const line of lines.slice(lines.indexOf(property) + 1)) {
    if (line.kind === 'property' || line.kind === 'header') break;
    if (line.kind === 'subproperty' || line.kind === 'continuation') last = line;
  }
  return last;
}

/** Adjacent lines become one splice, so that a missing final line end is handled once. */
function removals(opened: OpenedFile, target: OpenedSection, properties: readonly SharedLine[]): Splice[] {
  const runs: { first: SharedLine; last: SharedLine }[] = [];
  for (const first of properties.toSorted((one, other) => one.number - other.number)) {
    const last = lastOf(target, first);
    const run = runs.at(-1);
    if (run && run.last.number + 1 === first.number) run.last = last;
    else runs.push({ first, last });
  }
  return runs.map(({ first, last }) => linesSplice(opened, first, last));
}

/** Removes whole lines. At the end of a file without a final line end, the new last line has none either. */
export function linesSplice(opened: OpenedFile, first: SharedLine, last: SharedLine): Splice {
  const above = opened.file.lines[first.number - 2];
  const start = last.eol === '' && above ? above.end : first.start;
  return { start, end: lineEnd(last), text: '' };
}

function insertion(
  opened: OpenedFile,
  target: OpenedSection,
  added: readonly (readonly [string, string])[],
): Splice {
  const settings = ['property', 'subproperty', 'continuation'];
  const anchor = target.lines.findLast(({ kind }) => settings.includes(kind)) ?? target.header;
  const style = insertedStyle(opened, target);
  const eol = anchor.eol || opened.eol;
  const lines = added.map(([key, value]) => styledLine(key, value, style));
  const at = lineEnd(anchor);
  const text = anchor.eol === '' ? eol + lines.join(eol) : lines.map((line) => line + eol).join('');
  return { start: at, end: at, text };
}

/**
 * The style of the line above. But the SDK for JavaScript takes every indented line after a setting without a value for
 * part of that setting, so in such a section new lines go at the margin, as in one without settings.
 */
function insertedStyle(opened: OpenedFile, target: OpenedSection): LineStyle {
  const own = styleOfLast(opened, target.lines);
  const style = own ?? styleOfLast(opened, opened.file.lines) ?? plainStyle;
  const swallows = target.section.properties.some(({ value }) => value === '');
  return own && !swallows ? style : { ...style, indent: '' };
}

function numbers(lines: readonly SharedLine[]): number[] {
  return lines.map(({ number }) => number);
}
