import { MadeRows, type Rows } from '../core/rows.ts';
import type { Profile } from '../profiles/profile.ts';
import type { ProfileTable } from '../profiles/profile-table.ts';
import type { SectionForm } from '../profiles/section-form.ts';
import { type AccessChoice, choiceKey, profileOfKey, sameChoice } from './access.ts';
import type { AccessOption } from './access-option.ts';

/** Options that look alike: they differ only in their names and accounts. */
export interface AlikeOptions {
  /** The one with the longest name. */
  readonly widest: AccessOption;
  readonly count: number;
}

/**
 * Every way to reach AWS, one per row. Nearly all of hundreds of thousands of profiles share everything but name and account with
 * another that is written alike, so options are created only for rows that are looked at.
 */
export class OptionRows extends MadeRows<AccessOption> {
  readonly #table: ProfileTable;
  readonly #ofProfile: (profile: Profile) => AccessOption;
  readonly #first: readonly AccessOption[];
  readonly #last: readonly AccessOption[];
  /** One option of each form, the template for the others of the form. */
  readonly #models = new Map<SectionForm, AccessOption>();
  /** Options created so far, so that each stays the same object when it is drawn again. */
  readonly #made = new Map<number, AccessOption>();
  #alike: readonly AlikeOptions[] | undefined;

  /** @param others the options before the profiles, and after them */
  constructor(
    table: ProfileTable,
    ofProfile: (profile: Profile) => AccessOption,
    others: { readonly first: readonly AccessOption[]; readonly last: readonly AccessOption[] },
  ) {
    super();
    this.#table = table;
    this.#ofProfile = ofProfile;
    this.#first = others.first;
    this.#last = others.last;
  }

  get length(): number {
    return this.#first.length + this.#table.length + this.#last.length;
  }

  at(index: number): AccessOption | undefined {
    const row = (index < 0 ? index + this.length : index) - this.#first.length;
    if (row < 0) return this.#first[row + this.#first.length];
    if (row >= this.#table.length) return this.#last[row - this.#table.length];
    const made = this.#made.get(row) ?? this.#make(row);
    this.#made.set(row, made);
    return made;
  }

  #make(row: number): AccessOption {
    const form = this.#table.alikeAt(row);
    const model = form && this.#models.get(form);
    if (!model) {
      const option = this.#ofProfile(this.#table.at(row));
      if (form) this.#models.set(form, option);
      return option;
    }
    // The names of plain sections are safe to show as they are.
    const name = this.#table.nameOf(row);
    const option = { ...model, choice: { kind: 'profile', name } as const, label: name };
    const account = model.account === undefined ? undefined : this.#table.written(row, 'sso_account_id');
    return account === undefined ? option : { ...option, account };
  }

  /** Iterates over all options without keeping those that are created for it. */
  override *[Symbol.iterator](): Iterator<AccessOption> {
    yield* this.#first;
    for (let row = 0; row < this.#table.length; row += 1) yield this.#made.get(row) ?? this.#make(row);
    yield* this.#last;
  }

  /** The index of the option with a {@link choiceKey}; -1 when there is none. */
  indexOfKey(key: string): number {
    const name = profileOfKey(key);
    const row = name === undefined ? undefined : this.#table.rowOf(name);
    if (row !== undefined) return this.#first.length + row;
    const isIt = ({ choice }: AccessOption) => choiceKey(choice) === key;
    const first = this.#first.findIndex(isIt);
    const last = first < 0 ? this.#last.findIndex(isIt) : -1;
    return last < 0 ? first : this.#first.length + this.#table.length + last;
  }

  /** All options grouped by their looks, in the order of first appearance. */
  get alike(): readonly AlikeOptions[] {
    this.#alike ??= this.#findAlike();
    return this.#alike;
  }

  #findAlike(): AlikeOptions[] {
    const found: { row: number; columns: number; count: number }[] = [];
    const ofForms = new Map<SectionForm, (typeof found)[number]>();
    for (let row = 0; row < this.#table.length; row += 1) {
      const form = this.#table.alikeAt(row);
      const columns = form ? this.#table.nameOf(row).length : 0;
      const known = form && ofForms.get(form);
      if (!known) {
        const first = { row, columns, count: 1 };
        found.push(first);
        if (form) ofForms.set(form, first);
        continue;
      }
      known.count += 1;
      if (columns > known.columns) Object.assign(known, { row, columns });
    }
    const alone = (widest: AccessOption) => ({ widest, count: 1 });
    return [
      ...this.#first.map(alone),
      ...found.map(({ row, count }) => ({ widest: this.#make(row), count })),
      ...this.#last.map(alone),
    ];
  }
}

/** Options grouped by their looks; in a short list, each is a group of its own. */
export function alikeOptions(options: Rows<AccessOption>): readonly AlikeOptions[] {
  if (options instanceof OptionRows) return options.alike;
  return Array.from(options, (widest) => ({ widest, count: 1 }));
}

/** How many of the options can be used. */
export function countUsable(options: Rows<AccessOption>): number {
  return alikeOptions(options).reduce((sum, { widest, count }) => sum + (widest.usable.ok ? count : 0), 0);
}

/** The option of a choice; undefined when there is none. Uses an index where there are many profiles. */
export function optionIn(
  options: Rows<AccessOption> | undefined,
  choice: AccessChoice | undefined,
): AccessOption | undefined {
  if (!options || !choice) return undefined;
  if (options.indexOfKey) {
    const index = options.indexOfKey(choiceKey(choice));
    return index < 0 ? undefined : options.at(index);
  }
  for (const option of options) if (sameChoice(option.choice, choice)) return option;
  return undefined;
}

/** The first option that can be used. */
export function firstUsable(options: Rows<AccessOption>): AccessOption | undefined {
  for (const option of options) if (option.usable.ok) return option;
  return undefined;
}

/** The option of the machine's own credentials, if any. */
export function machineIn(options: Rows<AccessOption> | undefined): AccessOption | undefined {
  const last = options?.at(options.length - 1);
  return last?.choice.kind === 'machine' ? last : undefined;
}

/** The kinds of the profiles, in the order of first appearance. */
export function kindsIn(options: Rows<AccessOption>): readonly string[] {
  const profiles = alikeOptions(options).filter(({ widest }) => widest.choice.kind === 'profile');
  return [...new Set(profiles.map(({ widest }) => widest.kind))];
}

/** The options that can be used. */
export function usableIn(options: Rows<AccessOption>): Rows<AccessOption> {
  if (alikeOptions(options).every(({ widest }) => widest.usable.ok)) return options;
  const usable: AccessOption[] = [];
  for (const option of options) if (option.usable.ok) usable.push(option);
  return usable;
}
