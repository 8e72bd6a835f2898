/** Which of the two AWS files: they spell their headers differently. */
export type SharedFileKind = 'config' | 'credentials';

/** A range of the file, in bytes; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type SharedLineKind =
  | 'blank'
  | 'comment'
  | 'header'
  | 'property'
  /** An indented `key = value` below a property without a value. */
  | 'subproperty'
  /** An indented line that continues the value above it. */
  | 'continuation'
  /** Not in the grammar; see the findings. */
  | 'junk';

/** One line, with everything a writer needs to change it and leave the rest alone. */
export interface SharedLine extends Span {
  /** 1-based. `start` and `end` leave out the line end and a byte order mark. */
  readonly number: number;
  readonly eol: '' | '\n' | '\r\n';
  readonly kind: SharedLineKind;
  /** Index into {@link SharedFile.sections}; undefined above the first header and below a broken one. */
  readonly section: number | undefined;
  /** The lower-case key of a property or subproperty; an indented line without one has that of the property above it. */
  readonly key: string | undefined;
  /** The value, without white space and inline comment around it. */
  readonly valueSpan: Span | undefined;
}

export type NestedBlock = ReadonlyMap<
  string,
  { readonly value: string; readonly line: number; readonly column: number }
>;

/** A `key = value` of a section. */
export interface SharedProperty {
  /** Lower-case. */
  readonly key: string;
  /** Continuation lines are joined by line feeds. Empty for a nested block. */
  readonly value: string;
  /** 1-based line and column of the key. */
  readonly line: number;
  readonly column: number;
  /** The nested block below an empty value (`s3 =`), by lower-case key; the last of two equal keys counts. */
  readonly nested: ReadonlyMap<
    string,
    { readonly value: string; readonly line: number; readonly column: number }
  >;
}

/** Which tools read a section as the profile that it appears to be. */
export type Visibility =
  /** Every AWS tool. */
  | 'all'
  /** Most tools, but not all; a finding says which. */
  | 'most'
  /** The AWS CLI, but no SDK. */
  | 'cli'
  /** No tool. */
  | 'none';

export interface SharedSection {
  readonly kind: 'profile' | 'sso-session' | 'services' | 'other';
  readonly name: string;
  /** Written with the word `profile`; tells `[profile default]` from `[default]`. */
  readonly prefixed: boolean;
  readonly visibility: Visibility;
  /** 1-based line of the header. */
  readonly line: number;
  /** The name in the header. */
  readonly nameSpan: Span;
  /** In file order, including repeated keys, of which the last one counts. */
  readonly properties: readonly SharedProperty[];
}

export type GrammarFindingCode =
  | 'encoding'
  | 'byte-order-mark'
  /** The AWS CLI reads nothing of the file. */
  | 'cli-refuses'
  /** A version control system has left both sides of a conflict in the file. */
  | 'conflict'
  | 'carriage-return'
  | 'control-character'
  | 'header-broken'
  | 'header-spelling'
  | 'header-indented'
  | 'not-a-profile'
  | 'name-not-seen'
  | 'name-risky'
  | 'section-repeated'
  | 'key-repeated'
  | 'key-not-read'
  | 'key-case'
  | 'key-misnamed'
  /** `key: value`. */
  | 'key-colon'
  | 'line-not-read'
  | 'line-outside'
  | 'indented'
  | 'value-continued'
  | 'value-empty'
  | 'value-comment'
  | 'value-quoted';

/** Something in the file that AWS tools do not read, or do not read alike. */
export interface GrammarFinding {
  readonly code: GrammarFindingCode;
  readonly severity: 'error' | 'warning';
  /** One short sentence, safe to show; never contains a value from the file. */
  readonly text: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  /** Index of the section it is about, when it is about one. */
  readonly section?: number;
}

/** A shared AWS file as spans; no byte is lost, so a writer can splice. */
export interface SharedFile {
  readonly kind: SharedFileKind;
  readonly byteOrderMark: boolean;
  readonly lines: readonly SharedLine[];
  /** In file order; a repeated name is two sections. All of them are created when first read. */
  readonly sections: readonly SharedSection[];
  readonly findings: readonly GrammarFinding[];
  /** Why the file was not read to its end: a short clause that names the limit it exceeds. */
  readonly tooMuch?: string;
}
