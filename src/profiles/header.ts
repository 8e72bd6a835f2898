import { clip, plainText } from '../core/text.ts';
import type { GrammarFindingCode, SharedFileKind, SharedSection, Visibility } from './shared-file.ts';
import { decoded, trimmedSpan } from './shared-text.ts';

/** A parsed header line. Positions are offsets into its text. */
export interface Header {
  readonly kind: SharedSection['kind'];
  readonly name: string;
  readonly prefixed: boolean;
  readonly visibility: Visibility;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly notes: readonly HeaderNote[];
}

export interface HeaderNote {
  readonly code: GrammarFindingCode;
  readonly severity: 'error' | 'warning';
  readonly text: string;
}

/** The characters that every SDK accepts in the names of profiles and settings. */
export const namePattern = /^[A-Za-z0-9_\-/.%@:+]+$/;

const plainConfigHeader = /^\[profile ([A-Za-z0-9_\-/.%@:+]+)\]$/;
const plainCredentialsHeader = /^\[([A-Za-z0-9_\-/.%@:+]+)\]$/;

/** Properties of every object, such as `constructor`. */
const inherited: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Sections of the config file that belong to the AWS CLI itself, so are not mistakes. */
const cliSections = new Set(['plugins', 'preview']);

/**
 * Parses a header by the cross-SDK profile grammar, and notes where the SDK for JavaScript (`@smithy/core/config`,
 * `parseIni`) or the AWS CLI (botocore's `configloader`) reads it differently.
 *
 * @param text the line from its `[`, without the line end, one character per byte
 * @returns the header, or why it is not one
 */
export function readHeader(text: string, file: SharedFileKind): Header | { readonly broken: string } {
  return plainHeader(text, file) ?? anyHeader(text, file);
}

const noNotes: readonly HeaderNote[] = [];

/** A fast path for nearly all headers, of which a file may have ten thousand. Must agree with {@link anyHeader}. */
function plainHeader(text: string, file: SharedFileKind): Header | undefined {
  const prefixed = file === 'config';
  const name = (prefixed ? plainConfigHeader : plainCredentialsHeader).exec(text)?.[1];
  if (name === undefined || !isPlainName(name)) return undefined;
  const nameStart = prefixed ? 9 : 1;
  return {
    kind: 'profile',
    name,
    prefixed,
    visibility: 'all',
    nameStart,
    nameEnd: nameStart + name.length,
    notes: noNotes,
  };
}

const plainName = '[A-Za-z0-9_\\-/.%@:+]+';
const plainNameOnly = new RegExp(`${plainName}(?=\\]\\r?\\n)`, 'y');

/** The source of a regular expression for a plain header, with its line end. */
export function plainHeaderPattern(file: SharedFileKind): string {
  return `\\[${file === 'config' ? 'profile ' : ''}${plainName}\\]\\r?\\n`;
}

/**
 * The name in a plain header at an offset of a text, one character per byte. Must agree with {@link readHeader}.
 *
 * @param start the offset of its `[`
 * @returns undefined for any other header, and for one without a line end
 */
export function plainNameAt(raw: string, start: number, file: SharedFileKind): string | undefined {
  if (file === 'config' && !raw.startsWith('[profile ', start)) return undefined;
  const nameStart = start + plainNameOffset(file);
  plainNameOnly.lastIndex = nameStart;
  if (!plainNameOnly.test(raw)) return undefined;
  const name = raw.slice(nameStart, plainNameOnly.lastIndex);
  return isPlainName(name) ? name : undefined;
}

/** Whether a well-formed name is harmless in every tool. */
export function isPlainName(name: string): boolean {
  return name !== 'DEFAULT' && !inherited.has(name);
}

/** The lengths of names that are harmful in some tool, one bit per length, by first byte. */
const riskyLengths = new Int32Array(256);
for (const name of ['DEFAULT', ...inherited]) {
  const first = name.charCodeAt(0);
  riskyLengths[first] = (riskyLengths[first] ?? 0) | (1 << name.length);
}

/**
 * Whether the name in a plain header could be one that {@link isPlainName} refuses. Few of ten thousand could, so few have to
 * be decoded.
 *
 * @param start the offset of the name, which ends at a `]`
 */
export function mayBeRisky(bytes: Uint8Array, start: number): boolean {
  let lengths = riskyLengths[bytes[start] ?? 0] ?? 0;
  for (let length = 0; lengths !== 0; length += 1, lengths &= -(1 << length))
    if (bytes[start + length] === 93) return (lengths & (1 << length)) !== 0;
  return false;
}

/** The offset of the name within a plain header. */
export function plainNameOffset(file: SharedFileKind): number {
  return file === 'config' ? 9 : 1;
}

function anyHeader(text: string, file: SharedFileKind): Header | { readonly broken: string } {
  const commentAt = text.search(/[#;]/);
  const cut = commentAt < 0 ? text : text.slice(0, commentAt);
  const body = cut.slice(0, trimmedSpan(cut).end);
  if (!body.endsWith(']')) {
    return body.includes(']')
      ? {
          broken:
            'only a comment may follow the ] of a header; AWS tools do not agree on what the lines below belong to',
        }
      : { broken: 'the header has no closing ]; AWS tools do not read what is below it' };
  }
  const inner = body.slice(1, -1);
  const span = trimmedSpan(inner);
  const trimmed = inner.slice(span.start, span.end);
  const start = 1 + span.start;
  const header = file === 'config' ? configHeader(trimmed, start) : credentialsHeader(trimmed, start);
  const notes = [...header.notes];
  const listed = header.visibility === 'all' || header.visibility === 'most';
  if (header.kind === 'profile' && listed) {
    if (inner !== trimmed) notes.push(spelling('spaces are inside its brackets'));
    // `parseIni` looks for a comment only after white space, so to it this line is not a header.
    if (commentAt > 0 && !/[ \t\f\v]/.test(text.charAt(commentAt - 1))) {
      notes.push(spelling('a comment touches its ]'));
    }
  }
  const narrowed = header.visibility === 'all' && notes.some((note) => note.code === 'header-spelling');
  return { ...header, notes, visibility: narrowed ? 'most' : header.visibility };
}

function configHeader(text: string, start: number): Header {
  if (text === 'default') return profileHeader(text, start, false, []);
  const words = /^(profile|sso-session|services)([ \t]+)(.+)$/.exec(text);
  const [, prefix = '', gap = '', rest = ''] = words ?? [];
  if (!words) {
    const none = { kind: 'other', name: decoded(text), prefixed: false, visibility: 'none' } as const;
    // `[Profile x]`, `[PROFILE x]`, `[profile]x`: the word is there but misspelled.
    const bare = /^(?:profiles?|prof)\b[\s:]*(.+)$/i.exec(text)?.[1] ?? text;
    const note: HeaderNote = {
      code: 'not-a-profile',
      severity: 'warning',
      text: `no AWS tool reads [${shown(text)}] as a profile: in the config file that is ${headerOf(bare)}`,
    };
    const notes = cliSections.has(text) ? [] : [note];
    return { ...none, nameStart: start, nameEnd: start + text.length, notes };
  }
  const nameStart = start + prefix.length + gap.length;
  if (prefix === 'sso-session' || prefix === 'services') {
    const nameEnd = nameStart + rest.length;
    const bare = unquoted(rest);
    const notes: HeaderNote[] = namePattern.test(bare)
      ? []
      : [
          {
            code: 'name-not-seen',
            severity: 'warning',
            text: `no SDK sees [${prefix} ${shown(rest)}] because its name holds ${/\s/.test(bare) ? 'a space' : 'a character that is not allowed'}`,
          },
        ];
    return {
      kind: prefix,
      name: decoded(unquoted(rest)),
      prefixed: false,
      visibility: notes.length > 0 ? 'cli' : 'all',
      nameStart,
      nameEnd,
      notes,
    };
  }
  return profileHeader(
    rest,
    nameStart,
    true,
    gap.length > 1 ? [spelling('more than one space follows profile')] : [],
  );
}

function headerOf(name: string): string {
  return name === 'default' ? '[default]' : `[profile ${shown(name)}]`;
}

function credentialsHeader(text: string, start: number): Header {
  const prefixed = /^(profile|sso-session|services)[ \t]/.exec(text);
  if (!prefixed) return profileHeader(text, start, false, []);
  const meant =
    prefixed[1] === 'profile'
      ? `: here that is [${shown(text.slice(8).trim())}]`
      : ': it belongs in the config file';
  const note: HeaderNote = {
    code: 'not-a-profile',
    severity: 'warning',
    text: `no SDK reads [${shown(text)}] in the credentials file${meant}`,
  };
  const nameEnd = start + text.length;
  return {
    kind: 'other',
    name: text,
    prefixed: false,
    visibility: 'none',
    nameStart: start,
    nameEnd,
    notes: [note],
  };
}

function profileHeader(
  written: string,
  start: number,
  prefixed: boolean,
  notes: readonly HeaderNote[],
): Header {
  const quoted = prefixed && unquoted(written) !== written;
  const name = prefixed ? unquoted(written) : written;
  const place = { name: decoded(name), prefixed, nameStart: start, nameEnd: start + written.length };
  if (!namePattern.test(name))
    return { kind: 'profile', ...place, ...oddName(name, prefixed, quoted, notes) };
  if (quoted) {
    const note = spelling('its name is in quotation marks', 'some SDKs do');
    return { kind: 'profile', ...place, visibility: 'most', notes: [...notes, note] };
  }
  const risk = riskyName(name);
  return { kind: 'profile', ...place, visibility: 'all', notes: risk ? [...notes, risk] : notes };
}

/** Which tools see a name outside the grammar anyway. */
function oddName(name: string, prefixed: boolean, quoted: boolean, notes: readonly HeaderNote[]) {
  const hasSpace = /[ \t\f\v]/.test(name);
  const reason =
    name === ''
      ? 'it has no name'
      : hasSpace
        ? 'its name holds a space'
        : 'its name holds a character that is not allowed';
  // The SDK for JavaScript accepts them in the credentials file, the AWS CLI and this program in both files.
  const letters = /^[\p{L}\p{N}\p{M}_\-/.%@:+]+$/u.test(decoded(name));
  const visibility: Visibility =
    name === '' || (prefixed && hasSpace && !quoted)
      ? 'none'
      : hasSpace || (prefixed && !letters)
        ? 'cli'
        : 'most';
  const who = visibility === 'most' ? 'some SDKs do' : visibility === 'cli' ? 'the SDK does' : 'AWS tools do';
  const note: HeaderNote = {
    code: 'name-not-seen',
    severity: visibility === 'most' ? 'warning' : 'error',
    text: `${who} not see this profile because ${reason}`,
  };
  return { visibility, notes: [...notes, note] };
}

/** A note on a well-formed name that is harmful in one of the tools; undefined for any other. */
function riskyName(name: string): HeaderNote | undefined {
  const risk = (severity: HeaderNote['severity'], text: string): HeaderNote => ({
    code: 'name-risky',
    severity,
    text,
  });
  if (name === '__proto__') {
    return risk(
      'warning',
      'the SDK for JavaScript reads no profile at all from a file with the name __proto__',
    );
  }
  if (inherited.has(name)) {
    return risk(
      'warning',
      `the SDK for JavaScript does not see this profile because every object has a ${name}`,
    );
  }
  if (name === 'DEFAULT') {
    return risk('warning', 'the AWS CLI gives the settings of [DEFAULT] to every profile; write [default]');
  }
  return undefined;
}

function spelling(reason: string, who = 'the SDK for JavaScript does'): HeaderNote {
  const text = `${who} not see this profile because ${reason}`;
  return { code: 'header-spelling', severity: 'warning', text };
}

function unquoted(name: string): string {
  return /^(["'])(.*)\1$/.exec(name)?.[2] ?? name;
}

/** A name from the file, safe to show in a finding. */
function shown(raw: string): string {
  return clip(plainText(decoded(raw)), 60);
}
