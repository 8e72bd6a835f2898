import { FrontOrder } from '../core/rows.ts';
import type { Drafts } from './drafts.ts';
import type { Profile, ProfileFinding, ProfileList } from './profile.ts';
import type { SectionForm } from './section-form.ts';
import { settingText } from './settings.ts';

const none: readonly ProfileFinding[] = [];

/**
 * The profiles of the two files, a row each. Nearly all of ten thousand are told of as another one that is written alike: those are
 * made when somebody asks for them.
 */
export class ProfileTable {
  readonly #drafts: Drafts;
  readonly #alike: ReadonlyMap<SectionForm, Profile>;
  readonly #made: Map<number, Profile>;
  readonly #order: FrontOrder | undefined;
  #all: Profile[] | undefined;

  /**
   * @param alike by form what is told of all profiles of the form but those that are made
   * @param made by draft
   * @param order which draft stands in which row; absent: in that of its number
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

  /** The same profiles, some of them before all others. @param names of profiles that there are, each once */
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

  /** The profile of a name; undefined where there is none. */
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

  /** What the files say of a setting of a profile that is told of as others are; undefined where it is not there. */
  written(row: number, key: string): string | undefined {
    return this.#drafts.written(this.#draftAt(row), key);
  }

  /** The form of a profile of which nothing is told but what is told of each of its form; undefined for any other. */
  alikeAt(row: number): SectionForm | undefined {
    const draft = this.#draftAt(row);
    const form = this.#drafts.soundForm(draft);
    if (!form || !this.#alike.has(form)) return undefined;
    return this.#made.get(draft)?.findings.length ? undefined : form;
  }

  /** All of them, made. */
  all(): readonly Profile[] {
    this.#all ??= Array.from({ length: this.length }, (_, row) => {
      const draft = this.#draftAt(row);
      return this.#made.get(draft) ?? this.#make(draft);
    });
    return this.#all;
  }
}

/** The tables of lists that were read of files: whoever changes a list has one without a table. */
const tables = new WeakMap<ProfileList, ProfileTable>();

/** A list whose profiles are made when somebody asks for them. */
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

/** The table of a list as it was read; undefined for one that was made of another. */
export function tableOf(list: ProfileList): ProfileTable | undefined {
  return tables.get(list);
}

/** How many profiles a list has, of which none is made. */
export function countOf(list: ProfileList): number {
  return tables.get(list)?.length ?? list.profiles.length;
}

/** The profile of a name; undefined where there is none. A list of many is not looked through. */
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

/** The profile that stands in a row; undefined where there is none. */
export function profileAt(list: ProfileList, row: number): Profile | undefined {
  const table = tables.get(list);
  if (!table) return list.profiles[row];
  return row < table.length ? table.at(row) : undefined;
}

/** The row of a profile; -1 where there is none. */
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

/** A setting of a profile, and whose it is. */
export interface NamedSetting {
  readonly name: string;
  readonly value: string;
}

/** What the profiles that have a setting say of it, in their order; it is none that is secret. Of the others none is made. */
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
