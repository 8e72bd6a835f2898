import { FrontOrder } from '../core/rows.ts';
import type { Drafts } from './drafts.ts';
import type { Profile, ProfileFinding, ProfileList } from './profile.ts';
import type { SectionForm } from './section-form.ts';
import { settingText } from './settings.ts';

const none: readonly ProfileFinding[] = [];

/**
 * The profiles of the two files, one per row. Nearly all of ten thousand have the kind and region of another that is written
 * alike; these are created when asked for.
 */
export class ProfileTable {
  readonly #drafts: Drafts;
  readonly #alike: ReadonlyMap<SectionForm, Profile>;
  readonly #made: Map<number, Profile>;
  readonly #order: FrontOrder | undefined;
  #all: Profile[] | undefined;

  /**
   * @param alike by form: the profile whose kind and region all others of the form share that are not in `made`
   * @param made the profiles created so far, by draft
   * @param order which draft is in which row; absent when the numbers are the same
   */
  constructor(
    drafts: Drafts,
    alike: ReadonlyMap<SectionForm, Profile>,
    made: Map<number, Profile>,
    order?: FrontOrder,
  ) {
    this.#drafts = drafts;
    this.#alike = alike;
    this.#made = made;
    this.#order = order;
  }

  /** The same profiles, some of them moved to the front. @param names existing profiles, each once */
  withFirst(names: readonly string[]): ProfileTable {
    const front = names.flatMap((name) => this.#drafts.rowOf(name) ?? []);
    return new ProfileTable(this.#drafts, this.#alike, this.#made, new FrontOrder(front));
  }

  #draftAt(row: number): number {
    return this.#order?.rowAt(row) ?? row;
  }

  get length(): number {
    return this.#drafts.length;
  }

  at(row: number): Profile {
    return this.#all?.[row] ?? this.#ofDraft(this.#draftAt(row));
  }

  #ofDraft(draft: number): Profile {
    const known = this.#made.get(draft);
    if (known) return known;
    const made = this.#make(draft);
    this.#made.set(draft, made);
    return made;
  }

  #make(draft: number): Profile {
    const form = this.#drafts.soundForm(draft);
    const alike = form && this.#alike.get(form);
    if (!alike) throw new Error('a profile of which nothing was found out');
    const { kind, region } = alike;
    const name = this.#drafts.nameOf(draft);
    const settings = this.#drafts.settingsOf(draft);
    return region
      ? { name, kind, region, settings, findings: none }
      : { name, kind, settings, findings: none };
  }

  /** The profile with a name; undefined when there is none. */
  named(name: string): Profile | undefined {
    const row = this.rowOf(name);
    return row === undefined ? undefined : this.at(row);
  }

  rowOf(name: string): number | undefined {
    const draft = this.#drafts.rowOf(name);
    return draft === undefined ? undefined : (this.#order?.placeOf(draft) ?? draft);
  }

  nameOf(row: number): string {
    return this.#drafts.nameOf(this.#draftAt(row));
  }

  /** The value of a setting of a profile that {@link alikeAt} gives a form for; undefined when it is missing. */
  written(row: number, key: string): string | undefined {
    return this.#drafts.written(this.#draftAt(row), key);
  }

  /** The form of a profile that shares its kind, its region and a lack of findings with its form; undefined for any other. */
  alikeAt(row: number): SectionForm | undefined {
    const draft = this.#draftAt(row);
    const form = this.#drafts.soundForm(draft);
    if (!form || !this.#alike.has(form)) return undefined;
    return this.#made.get(draft)?.findings.length ? undefined : form;
  }

  /** All profiles, created where needed. */
  all(): readonly Profile[] {
    this.#all ??= Array.from({ length: this.length }, (_, row) => {
      const draft = this.#draftAt(row);
      return this.#made.get(draft) ?? this.#make(draft);
    });
    return this.#all;
  }
}

/** The tables of lists as read from the files; a list derived from one has no table. */
const tables = new WeakMap<ProfileList, ProfileTable>();

/** A list whose profiles are created when asked for. */
export function listOf(table: ProfileTable, rest: Omit<ProfileList, 'profiles'>): ProfileList {
  const list: ProfileList = {
    get profiles() {
      return table.all();
    },
    ...rest,
  };
  tables.set(list, table);
  return list;
}

/** The table of a list as read from the files; undefined for a list derived from one. */
export function tableOf(list: ProfileList): ProfileTable | undefined {
  return tables.get(list);
}

/** How many profiles a list has, without creating any. */
export function countOf(list: ProfileList): number {
  return tables.get(list)?.length ?? list.profiles.length;
}

/** The profile with a name; undefined when there is none. Uses an index, so that a long list is not searched. */
export function profileNamed(list: Pick<ProfileList, 'profiles'>, name: string): Profile | undefined {
  const table = tables.get(list as ProfileList);
  if (table) return table.named(name);
  const { profiles } = list;
  const known = byName.get(profiles) ?? new Map(profiles.toReversed().map((each) => [each.name, each]));
  byName.set(profiles, known);
  return known.get(name);
}

/** Profiles by name, of lists without a table. */
const byName = new WeakMap<ProfileList['profiles'], ReadonlyMap<string, Profile>>();

/** The profile in a row; undefined when there is none. */
export function profileAt(list: ProfileList, row: number): Profile | undefined {
  const table = tables.get(list);
  if (!table) return list.profiles[row];
  return row < table.length ? table.at(row) : undefined;
}

/** The row of a profile; -1 when there is none. */
export function rowNamed(list: ProfileList, name: string): number {
  const table = tables.get(list);
  return table ? (table.rowOf(name) ?? -1) : list.profiles.findIndex((profile) => profile.name === name);
}

/** The names of all profiles. */
export function profileNames(list: ProfileList): string[] {
  const table = tables.get(list);
  if (!table) return list.profiles.map(({ name }) => name);
  return Array.from({ length: table.length }, (_, row) => table.nameOf(row));
}

/** The value of a setting, and the name of its profile. */
export interface NamedSetting {
  readonly name: string;
  readonly value: string;
}

/** The values of a setting that is not secret, of all profiles that have it, in order. Creates as few profiles as possible. */
export function* settingIn(list: ProfileList, key: string): Generator<NamedSetting> {
  const table = tables.get(list);
  for (let row = 0, count = countOf(list); row < count; row += 1) {
    const form = table?.alikeAt(row);
    const value = form
      ? form.names.has(key)
        ? table?.written(row, key)
        : undefined
      : settingText(profileAt(list, row)?.settings ?? new Map(), key);
    if (value !== undefined) yield { name: table?.nameOf(row) ?? list.profiles[row]?.name ?? '', value };
  }
}
