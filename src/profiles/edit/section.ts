import type { SharedFileKind } from '../shared-file.ts';
import type { OpenedFile, OpenedSection } from './opened.ts';
import { linesSplice } from './set.ts';
import type { Splice } from './splice.ts';
import { plainStyle, styledLine, styleOfLast } from './style.ts';

/** The header of a profile as each file spells it. */
export function headerText(kind: SharedFileKind, name: string): string {
  return kind === 'credentials' || name === 'default' ? `[${name}]` : `[profile ${name}]`;
}

/** Adds a section at the end of the file, after a blank line. A file without a final line end stays without. */
export function newSectionSplice(
  opened: OpenedFile,
  name: string,
  settings: ReadonlyMap<string, string>,
): Splice {
  const { file, eol } = opened;
  const style = { ...(styleOfLast(opened, file.lines) ?? plainStyle), indent: '' };
  const lines = [
    headerText(opened.kind, name),
    ...[...settings].map(([key, value]) => styledLine(key, value, style)),
  ];
  const at = opened.bytes.length;
  const last = file.lines.at(-1);
  const gap = !last || last.kind === 'blank' ? '' : eol;
  const text =
    last && last.eol === '' ? eol + gap + lines.join(eol) : gap + lines.map((line) => line + eol).join('');
  return { start: at, end: at, text };
}

/**
 * Removes a section, with one of the blank lines that set it apart. Comments above its header and below its last setting
 * stay: they may be about something else.
 */
export function sectionRemoval(opened: OpenedFile, { header, lines }: OpenedSection): Splice {
  const all = opened.file.lines;
  const above = all[header.number - 2];
  const last = lines.at(-1) ?? header;
  const below = all[last.number];
  if (above?.kind === 'blank') return linesSplice(opened, above, last);
  if (!above && below?.kind === 'blank') return linesSplice(opened, header, below);
  return linesSplice(opened, header, last);
}

/** Renames a section. */
export function headerRename(opened: OpenedFile, { header, section }: OpenedSection, to: string): Splice {
  const open = opened.raw.indexOf('[', header.start) + 1;
  return { start: open, end: section.nameSpan.end, text: headerText(opened.kind, to).slice(1, -1) };
}

/** Makes every `source_profile` that names a profile follow its new name. */
export function sourceRenames(opened: OpenedFile, from: string, to: string): Splice[] {
  const { lines, sections } = opened.file;
  return lines.flatMap(({ kind, key, section, valueSpan }) => {
    const inProfile = section !== undefined && sections[section]?.kind === 'profile';
    if (!inProfile || kind !== 'property' || key !== 'source_profile' || !valueSpan) return [];
    const value = opened.bytes.toString('utf8', valueSpan.start, valueSpan.end);
    return value === from ? [{ ...valueSpan, text: to }] : [];
  });
}
