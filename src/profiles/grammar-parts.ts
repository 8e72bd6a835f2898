import type { NestedBlock, SharedLine, SharedProperty, SharedSection, Span } from './shared-file.ts';

/** A line of a shared file, before it is classified. */
export type Place = Pick<SharedLine, 'start' | 'end' | 'eol'>;

/** A property while lines below it may still belong to it. */
export type OpenProperty = { -readonly [K in keyof SharedProperty]: SharedProperty[K] };

/** A section while its properties are being read. */
export type OpenSection = Omit<SharedSection, 'properties'> & { properties: OpenProperty[] };

/** Stands in for a span when nothing will be written. */
export const noSpan: Span = { start: 0, end: 0 };

/** Shared by all properties without a nested block. */
export const noBlock: NestedBlock = new Map();

/** The texts of findings that are always the same. */
export const findingTexts = {
  lineOutside: 'lines are above the first header; no SDK reads them',
  keyNotRead: 'the SDK does not read this setting because its name holds a character that is not allowed',
  colon: 'a colon is in place of the = sign: the AWS CLI reads the line, no SDK does',
  headerIndented: 'some SDKs do not read a header that is indented',
  sectionRepeated: 'the section comes twice: the SDKs join the two, the AWS CLI refuses the whole file',
  conflict: 'marks of a merge conflict are in the file: keep one of the two sides and delete the marks',
  indented: 'some SDKs refuse a file whose settings are indented',
} as const;

/** The text of the finding about a line written for a shell. */
export const shellLine = (key: string) =>
  `no AWS tool reads the line as it is written; write ${key} = … instead`;
