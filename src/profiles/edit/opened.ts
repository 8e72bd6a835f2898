import { parseSharedFile } from '../grammar.ts';
import type {
  GrammarFindingCode,
  SharedFile,
  SharedFileKind,
  SharedLine,
  SharedSection,
} from '../shared-file.ts';
import type { Excerpt } from './excerpt.ts';
import { type EditedFileName, inheritedNames, shownName, unsafeEdit } from './rules.ts';

/** A shared file, or an excerpt of a large one, parsed for an edit. */
export interface OpenedFile extends EditedFileName {
  readonly kind: SharedFileKind;
  readonly bytes: Buffer;
  /** Converts a line number to that in the file on disk. */
  readonly lineInFile: (line: number) => number;
  /** One character per byte. */
  readonly raw: string;
  readonly file: SharedFile;
  /** The more frequent line end; a line feed when there are none. */
  readonly eol: '\n' | '\r\n';
}

/** A section with its lines, from its header to its last setting. */
export interface OpenedSection {
  readonly index: number;
  readonly section: SharedSection;
  readonly header: SharedLine;
  /** Without the blank lines and comments at its end, which may introduce the next section. */
  readonly lines: readonly SharedLine[];
}

/** Findings that make it unsafe to edit any part of a file, since tools disagree on what belongs to which section. */
const wholeFileFaults: readonly GrammarFindingCode[] = [
  'encoding',
  'conflict',
  'header-broken',
  'carriage-return',
  'control-character',
];

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Parses a file for an edit; {@link expectEditable} checks whether editing it is safe. */
export function openForEdit(
  whole: Buffer,
  kind: SharedFileKind,
  label: string,
  excerpt?: Excerpt,
): OpenedFile {
  const bytes = excerpt?.bytes ?? whole;
  const lineInFile = (line: number) => excerpt?.lineInFile(line) ?? line;
  const file = parseSharedFile(bytes, kind);
  return { label, kind, bytes, lineInFile, raw: bytes.toString('latin1'), file, eol: usualLineEnd(whole) };
}

/** The more frequent line end of a file; a line feed when there are none. */
function usualLineEnd(bytes: Buffer): '\n' | '\r\n' {
  // A quick answer for nearly all files.
  if (!bytes.includes('\r\n')) return '\n';
  let balance = 0;
  // Byte by byte: in a large file that is faster than searching for each line end.
  for (let at = 0; at < bytes.length; at++)
    if (bytes[at] === lineFeed) balance += bytes[at - 1] === carriageReturn ? 1 : -1;
  return balance > 0 ? '\r\n' : '\n';
}

/** @throws Problem PROFILE_EDIT_UNSAFE when no part of the file can be edited safely */
export function expectEditable(opened: OpenedFile): void {
  const { findings, sections } = opened.file;
  const faults = findings.filter(({ code }) => wholeFileFaults.includes(code));
  const [first] = faults;
  if (first) {
    const lines = faults.filter(({ code }) => code === first.code).map(({ line }) => line);
    throw unsafeEdit(opened, [...new Set(lines)], first.text);
  }
  const harmful = sections.filter(
    ({ name, prefixed }) => name === '__proto__' || (!prefixed && inheritedNames.has(name)),
  );
  const [one] = harmful;
  if (!one) return;
  const why = `the SDK for JavaScript cannot read a file with the section ${one.name}`;
  throw unsafeEdit(
    opened,
    harmful.map(({ line }) => line),
    why,
  );
}

/**
 * The section of a profile.
 *
 * @returns undefined when the file has none
 * @throws Problem PROFILE_EDIT_UNSAFE when there are several or when only some tools see it
 */
export function profileSection(opened: OpenedFile, name: string): OpenedSection | undefined {
  const found = [...opened.file.sections.entries()].filter(
    ([, section]) => section.kind === 'profile' && section.name === name,
  );
  const [only] = found;
  if (!only) return undefined;
  const shown = shownName(name);
  if (found.length > 1) {
    const spellings = new Set(found.map(([, { prefixed }]) => prefixed));
    const why =
      spellings.size > 1
        ? '[default] and [profile default] both exist; the SDKs read the second, the AWS CLI the last one'
        : `the section of ${shown} comes ${found.length} times; the AWS CLI refuses such a file`;
    throw unsafeEdit(
      opened,
      found.map(([, { line }]) => line),
      why,
    );
  }
  const [index, section] = only;
  const odd = opened.file.findings.find(
    (finding) =>
      finding.section === index &&
      ['header-spelling', 'header-indented', 'name-not-seen', 'name-risky'].includes(finding.code),
  );
  if (odd || section.visibility !== 'all') {
    throw unsafeEdit(opened, [section.line], odd?.text ?? `only some AWS tools see ${shown}`);
  }
  return openSection(opened, index, section);
}

function openSection(opened: OpenedFile, index: number, section: SharedSection): OpenedSection {
  const all: SharedLine[] = [];
  for (let at = section.line - 1; ; at++) {
    const line = opened.file.lines[at];
    if (line?.section !== index) break;
    all.push(line);
  }
  const last = all.findLastIndex(({ kind }) => kind !== 'blank' && kind !== 'comment');
  const [header] = all;
  if (header?.kind !== 'header') throw new Error('a section without a header line');
  return { index, section, header, lines: all.slice(0, last + 1) };
}

/** The offset after a line and its line end. */
export function lineEnd({ end, eol }: SharedLine): number {
  return end + eol.length;
}

/** The key of a property line as written, one character per byte. */
export function writtenKey({ raw }: OpenedFile, line: SharedLine): string {
  const text = raw.slice(line.start, line.end);
  return text.slice(0, text.indexOf('=')).trim();
}
