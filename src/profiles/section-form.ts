import { plainHeaderPattern } from './header.ts';
import type { SharedFileKind } from './shared-file.ts';

/** A typical value: no white space, and it does not start like a comment or a quoted string. */
export const plainValue = '[!$-&(-:<-~][!-~]*';

/** A comment without control characters, so that no reader finds a line end in it. */
export const plainComment = '[#;][\\t -~\\u0080-\\u00FF]*';

/** Settings with few distinct values in a file, however many profiles it has. */
const fewValues: ReadonlySet<string> = new Set(['region', 'sso_session', 'sso_region', 'sso_start_url']);

/**
 * How the values of these settings usually look. Nothing shown about a profile, findings included, may depend on which of the
 * matching values it has.
 */
const usualValues: Readonly<Record<string, string>> = {
  output: plainValue,
  aws_access_key_id: '(?!ASIA)\\w{16,128}',
  aws_secret_access_key: '[\\w/+=]+',
  sso_account_id: '\\d{12}',
  sso_role_name: plainValue,
};
const usual = new Map(
  Object.entries(usualValues).map(([key, pattern]) => [key, new RegExp(`^(?:${pattern})$`)]),
);

/** How many blank lines and comments may be between two settings. */
const fewLines = '{0,20}';

/**
 * The form of a section: which settings it has, in which order, and the values of those with few distinct ones. Ten thousand
 * profiles have a few forms, so what is worked out for a form need not be worked out for each of them.
 */
export class SectionForm {
  readonly names: ReadonlySet<string>;
  /** The values of the settings with few distinct ones. */
  readonly values: ReadonlyMap<string, string>;
  /**
   * Whether profiles of this form differ only in their names as far as anything shown is concerned, unless one has findings or
   * another profile refers to it.
   */
  readonly isUsual: boolean;
  readonly #with = new Map<SectionForm, SectionForm>();

  constructor(names: Iterable<string>, values: Iterable<readonly [string, string]>, isUsual: boolean) {
    this.names = new Set(names);
    this.values = new Map(values);
    this.isUsual = isUsual;
  }

  /** The form of a profile with a section of this form and one of another, whose settings take precedence. */
  with(other: SectionForm): SectionForm {
    const known = this.#with.get(other);
    if (known) return known;
    const values = [...this.values].filter(([name]) => !other.names.has(name));
    const both = new SectionForm(
      [...this.names, ...other.names],
      [...values, ...other.values],
      this.isUsual && other.isUsual,
    );
    this.#with.set(other, both);
    return both;
  }
}

/** A setting of a section. */
export type WrittenSetting = readonly [key: string, value: string];

/** Identifies a form. */
export function formId(settings: readonly WrittenSetting[]): string {
  return settings
    .map(([key, value]) => (fewValues.has(key) ? `${key}=${value}` : isUsual(key, value) ? key : `${key}=`))
    .join('\n');
}

/** The form of a section with these settings. */
export function formOf(settings: readonly WrittenSetting[]): SectionForm {
  return new SectionForm(
    settings.map(([key]) => key),
    settings.filter(([key]) => fewValues.has(key)),
    settings.every(([key, value]) => fewValues.has(key) || isUsual(key, value)),
  );
}

/**
 * A pattern for sections of a form: the header, the settings, and the blank lines and comments between them.
 *
 * @param settings those of one such section
 * @returns a sticky pattern to try where a header begins; it ends at the next header or at the end of the text
 */
export function formPattern(settings: readonly WrittenSetting[], kind: SharedFileKind): RegExp {
  const nothing = `(?:(?:${plainComment})?\\r?\\n)${fewLines}`;
  const lines = settings.map(([key, value]) => {
    const written = fewValues.has(key)
      ? value.replace(/[^\w]/g, '\\$&')
      : isUsual(key, value)
        ? usualValues[key]
        : plainValue;
    return `${key} ?= ?(?:${written})(?:\\r?\\n|$)`;
  });
  return new RegExp(
    `${plainHeaderPattern(kind)}${nothing}${lines.map((line) => line + nothing).join('')}(?=\\[|$)`,
    'y',
  );
}

function isUsual(key: string, value: string): boolean {
  return usual.get(key)?.test(value) === true;
}
