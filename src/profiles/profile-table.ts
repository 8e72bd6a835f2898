import type { Drafts } from './drafts.ts';
import type { Profile, ProfileFinding, ProfileList } from './profile.ts';
import type { SectionForm } from './section-form.ts';

const none: readonly ProfileFinding[] = [];

/**
 * The profiles of the two files, a row each. Nearly all of ten thousand are told of as another one that is written alike: those are
 * made when somebody asks for them.
 */
export class ProfileTable {
  readonly #drafts: Drafts;
  readonly #alike: ReadonlyMap<SectionForm, Profile>;
  readonly #made: Map<number, Profile>;
  #all: Profile[] | undefined;

  /**
   * @param alike by form what is told of all profiles of the form but those that are made
   * @param made by row
   */
  constructor(drafts: Drafts, alike: ReadonlyMap<SectionForm, Profile>, made: Map<number, Profile>) {
    this.#drafts = drafts;
    this.#alike = alike;
    this.#made = made;
  }

  get length(): number {
    return this.#drafts.length;
  }

  at(row: number): Profile {
    const known = this.#all?.[row] ?? this.#made.get(row);
    if (known) return known;
    const made = this.#make(row);
    this.#made.set(row, made);
    return made;
  }

  #make(row: number): Profile {
    const form = this.#drafts.soundForm(row);
    const alike = form && this.#alike.get(form);
    if (!alike) throw new Error('a profile of which nothing was found out');
    const { kind, region } = alike;
    const name = this.#drafts.nameOf(row);
    const settings = this.#drafts.settingsOf(row);
    return region
      ? { name, kind, region, settings, findings: none }
      : { name, kind, settings, findings: none };
  }

  /** The profile of a name; undefined where there is none. */
  named(name: string): Profile | undefined {
    const row = this.#drafts.rowOf(name);
    return row === undefined ? undefined : this.at(row);
  }

  rowOf(name: string): number | undefined {
    return this.#drafts.rowOf(name);
  }

  nameOf(row: number): string {
    return this.#drafts.nameOf(row);
  }

  /** The form of a profile of which nothing is told but what is told of each of its form; undefined for any other. */
  alikeAt(row: number): SectionForm | undefined {
    const form = this.#drafts.soundForm(row);
    if (!form || !this.#alike.has(form)) return undefined;
    return this.#made.get(row)?.findings.length ? undefined : form;
  }

  /** All of them, made. */
  all(): readonly Profile[] {
    this.#all ??= Array.from({ length: this.length }, (_, row) => this.#made.get(row) ?? this.#make(row));
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

/** The profile of a name; undefined where there is none. A list of many is not looked through. */
export function profileNamed(list: Pick<ProfileList, 'profiles'>, name: string): Profile | undefined {
  const table = tables.get(list as ProfileList);
  return table ? table.named(name) : list.profiles.find((profile) => profile.name === name);
}
