import type { ProfileFinding } from './profile.ts';
import type { SectionColumns } from './section-columns.ts';
import type { SectionForm } from './section-form.ts';
import {
  DraftProfile,
  PlainSettings,
  type Setting,
  type SettingsSource,
  type SsoSession,
  type WrittenSection,
} from './settings.ts';
import type { SharedSection } from './shared-file.ts';

/** The two files while they are being merged. */
export interface MergedFiles {
  readonly drafts: Drafts;
  readonly services: Map<string, Map<string, string>>;
  readonly ssoSessions: Map<string, SsoSession>;
  readonly findings: ProfileFinding[];
}

/** One of the files being merged. */
interface MergedFile {
  readonly columns: SectionColumns;
  readonly path: string;
  /** The row of each of its plain sections, by section number. */
  readonly rows: number[];
  /** The number of its plain section for each row; -1 when there is none. */
  readonly sections: number[];
}

/**
 * The profiles of the two files while these are being merged, one per row, in file order. For a profile of plain sections
 * only, just their numbers are stored; its draft is created when asked for.
 */
export class Drafts implements SettingsSource {
  readonly #files: MergedFile[] = [];
  /** The form of a profile of plain sections only; undefined for any other. */
  readonly #forms: (SectionForm | undefined)[] = [];
  readonly #made = new Map<number, DraftProfile>();
  /** The rows of profiles whose first section is not plain, by name. */
  readonly #others = new Map<string, number>();

  /** How many profiles there are. */
  get length(): number {
    return this.#forms.length;
  }

  /** Starts with the sections of another file. */
  addFile(columns: SectionColumns, path: string): void {
    this.#files.push({ columns, path, rows: [], sections: this.#forms.map(() => -1) });
  }

  /** Adds a plain section of the file added last. @returns the draft that still needs its settings; undefined when none does */
  addPlain(number: number, form: SectionForm): DraftProfile | undefined {
    const file = this.#files.at(-1);
    if (!file) throw new Error('a section of no file');
    const row = this.#rowOfPlain(file, number);
    if (row === undefined) {
      file.rows[number] = this.#forms.push(form) - 1;
      for (const each of this.#files) each.sections.push(each === file ? number : -1);
      return undefined;
    }
    file.rows[number] = row;
    const known = this.#forms[row];
    if (!known || file.sections[row] !== -1) return this.mixed(row);
    const draft = this.#made.get(row);
    file.sections[row] = number;
    this.#forms[row] = known.with(form);
    if (draft) draft.settings = this.#settingsOf(row, known.with(form));
    return undefined;
  }

  #rowOfPlain(file: MergedFile, number: number): number | undefined {
    const { columns } = file;
    if (this.#others.size > 0) {
      const row = this.#others.get(columns.nameOf(number));
      if (row !== undefined) return row;
    }
    for (const each of this.#files) {
      // No file has two plain sections with the same name.
      if (each === file) continue;
      const found = each.columns.findIn(columns.plain.bytes, columns.nameStartOf(number));
      if (found >= 0) return each.rows[found];
    }
    return undefined;
  }

  /** Adds a profile whose first section is in the file added last. */
  addOther(section: SharedSection): DraftProfile {
    const path = this.#files.at(-1)?.path ?? '';
    const draft = new DraftProfile(section, path, new Map());
    const row = this.#forms.push(undefined) - 1;
    for (const { sections } of this.#files) sections.push(-1);
    this.#others.set(section.name, row);
    this.#made.set(row, draft);
    return draft;
  }

  /** The draft of a row to which settings of other sections can be added. */
  mixed(row: number): DraftProfile {
    const draft = this.at(row);
    draft.settingsToAdd();
    this.#forms[row] = undefined;
    return draft;
  }

  /** The row of a profile; undefined when there is none. */
  rowOf(name: string): number | undefined {
    const row = this.#others.get(name);
    if (row !== undefined) return row;
    for (const { columns, rows } of this.#files) {
      const found = columns.find(name);
      const row = rows[found];
      if (row !== undefined) return row;
    }
    return undefined;
  }

  /** The draft of a profile; undefined when there is none. */
  get(name: string): DraftProfile | undefined {
    const row = this.rowOf(name);
    return row === undefined ? undefined : this.at(row);
  }

  /** The draft of a row, created when first asked for. */
  at(row: number): DraftProfile {
    const made = this.#made.get(row);
    if (made) return made;
    const [first] = this.sectionsOf(row);
    const form = this.#forms[row];
    if (!first || !form) throw new Error('a row that is not there');
    const draft = new DraftProfile(first.section, first.path, this.#settingsOf(row, form));
    this.#made.set(row, draft);
    return draft;
  }

  /** The form of a profile of plain sections only that has no findings yet; undefined for any other. */
  soundForm(row: number): SectionForm | undefined {
    if (this.#made.size > 0 && this.#made.get(row)?.findings.length) return undefined;
    return this.#forms[row];
  }

  nameOf(row: number): string {
    for (const { columns, sections } of this.#files) {
      const number = sections[row] ?? -1;
      if (number >= 0) return columns.nameOf(number);
    }
    return this.at(row).name;
  }

  settingsOf(row: number): ReadonlyMap<string, Setting> {
    const form = this.#forms[row];
    return this.#made.get(row)?.settings ?? (form ? this.#settingsOf(row, form) : this.at(row).settings);
  }

  #settingsOf(row: number, form: SectionForm): PlainSettings {
    return new PlainSettings(this, row, form);
  }

  /** The value of a setting in the plain sections of a row; undefined when it is missing. */
  written(row: number, key: string): string | undefined {
    // The file added last takes precedence.
    for (let at = this.#files.length - 1; at >= 0; at -= 1) {
      const file = this.#files[at];
      const number = file?.sections[row] ?? -1;
      const value = number < 0 ? undefined : file?.columns.valueOf(number, key);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  /** The plain sections of a row, in the order of the files. */
  sectionsOf(row: number): WrittenSection[] {
    return this.#files.flatMap(({ columns, path, sections }) => {
      const number = sections[row] ?? -1;
      const section = number < 0 ? undefined : columns.plainAt(number);
      return section ? [{ section, path }] : [];
    });
  }
}
