import { plainHeaderPattern } from './header.ts';
import type { SharedFileKind } from './shared-file.ts';

/** A value as nearly all are: without white space, and not beginning as a comment or a quotation does. */
export const plainValue = '[!$-&(-:<-~][!-~]*';

/** A line of comment without control characters: no reader takes any of it for a line end. */
export const plainComment = '[#;][\\t -~\\u0080-\\u00FF]*';

/** Settings of which a file has a few values, however many profiles it has. */
const fewValues: ReadonlySet<string> = new Set(['region', 'sso_session', 'sso_region', 'sso_start_url']);

/**
 * How a value of these settings is usually written. Must be so that it makes no difference which of such values it is: nothing
 * that is told of a profile, be it what is wrong with it, may hang on it.
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

/** How many lines that say nothing may stand between two settings. */
const fewLines = '{0,20}';

/**
 * How sections are written: which settings they have, in which order, and what those say of which a file has few values. Ten
 * thousand profiles are written in a few forms, so what is found out about a form is found out about all of them.
 */
export class SectionForm {
  readonly names: ReadonlySet<string>;
  /** What settings of few values say. */
  readonly values: ReadonlyMap<string, string>;
  /**
   * Whether profiles of this form differ in nothing that is told of them but their names, as long as nothing is wrong with one and
   * no other profile leads to it.
   */
  readonly isUsual: boolean;
  readonly #with = new Map<SectionForm, SectionForm>();

  constructor(names: Iterable<string>, values: Iterable<readonly [string, string]>, isUsual: boolean) {
    this.names = new Set(names);
    this.values = new Map(values);
    this.isUsual = isUsual;
  }

  /** That of a profile that has a section of this form, and one of another whose settings win. */
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

/** What tells a form from others. */
export function formId(settings: readonly WrittenSetting[]): string {
  return settings
    .map(([key, value]) => (fewValues.has(key) ? `${key}=${value}` : isUsual(key, value) ? key : `${key}=`))
    .join('\n');
}

/** The form of a section, by one that is written in it. */
export function formOf(settings: readonly WrittenSetting[]): SectionForm {
  return new SectionForm(
    settings.map(([key]) => key),
    settings.filter(([key]) => fewValues.has(key)),
    settings.every(([key, value]) => fewValues.has(key) || isUsual(key, value)),
  );
}

/**
 * Finds a section of a form: its header, its settings, and what says nothing between them.
 *
 * @param settings of one that is written in it
 * @returns a pattern that is tried where a header begins, and ends where another one does or the file
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
