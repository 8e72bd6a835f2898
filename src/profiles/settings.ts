import { Secret } from '../core/secret.ts';
import { meantKey } from './meant-key.ts';
import type { PlainSection } from './plain-section.ts';
import type { ProfileFinding, SettingOrigin } from './profile.ts';
import type { SectionForm } from './section-form.ts';
import type { SharedSection } from './shared-file.ts';

export type Setting = { readonly value: string | Secret; readonly origin: SettingOrigin };

/** A profile while the two files are being merged. */
export class DraftProfile {
  readonly name: string;
  settings: Map<string, Setting> | PlainSettings;
  readonly #section: SharedSection;
  readonly #path: string;
  #findings: ProfileFinding[] | undefined;

  /** @param section its first section, in the file `path` */
  constructor(section: SharedSection, path: string, settings: Map<string, Setting> | PlainSettings) {
    this.name = section.name;
    this.settings = settings;
    this.#section = section;
    this.#path = path;
  }

  /** Where its first header is. */
  get origin(): SettingOrigin {
    return { file: this.#path, line: this.#section.line };
  }

  get findings(): readonly ProfileFinding[] {
    return this.#findings ?? none;
  }

  /** Its settings as a map, created when needed, to which those of another section can be added. */
  settingsToAdd(): Map<string, Setting> {
    if (!(this.settings instanceof Map)) this.settings = new Map(this.settings);
    return this.settings;
  }

  note(finding: ProfileFinding): void {
    this.#findings ??= [];
    this.#findings.push(finding);
  }
}

const none: readonly ProfileFinding[] = [];

/** A section of a profile, and the path of its file. */
export interface WrittenSection {
  readonly section: PlainSection;
  readonly path: string;
}

/** Where settings are read from when they are asked for. */
export interface SettingsSource {
  /** The plain sections of a profile, the one that takes precedence last. */
  readonly sectionsOf: (row: number) => readonly WrittenSection[];
  /** The value of a setting in them; undefined when it is missing. */
  readonly written: (row: number, key: string) => string | undefined;
}

/**
 * The settings of a profile of plain sections only, at most one per file. They are parsed when asked for: of ten thousand
 * profiles only a few ever are.
 */
export class PlainSettings implements ReadonlyMap<string, Setting> {
  readonly #source: SettingsSource;
  readonly #row: number;
  /** How they are written: one object shared by all profiles that are written alike. */
  readonly form: SectionForm;
  #made: Map<string, Setting> | undefined;

  constructor(source: SettingsSource, row: number, form: SectionForm) {
    this.#source = source;
    this.#row = row;
    this.form = form;
  }

  get size(): number {
    return this.form.names.size;
  }

  has(key: string): boolean {
    return this.form.names.has(key);
  }

  /** The value of a setting as written, even when it is a secret. */
  written(key: string): string | undefined {
    return this.has(key) ? this.#source.written(this.#row, key) : undefined;
  }

  get(key: string): Setting | undefined {
    return this.has(key) ? this.#all().get(key) : undefined;
  }

  #all(): Map<string, Setting> {
    if (this.#made) return this.#made;
    const made = new Map<string, Setting>();
    for (const { section, path } of this.#source.sectionsOf(this.#row))
      for (const { key, value, line, column } of section.properties)
        made.set(key, {
          value: isSecretKey(key) ? new Secret(value) : value,
          origin: { file: path, line, column },
        });
    this.#made = made;
    return made;
  }

  forEach(call: (value: Setting, key: string, map: ReadonlyMap<string, Setting>) => void): void {
    for (const [key, value] of this.#all()) call(value, key, this);
  }

  entries() {
    return this.#all().entries();
  }

  keys() {
    return this.#all().keys();
  }

  values() {
    return this.#all().values();
  }

  [Symbol.iterator]() {
    return this.entries();
  }
}

/** An `[sso-session NAME]` section. */
export interface SsoSession {
  readonly settings: Map<string, Setting>;
  /** False when no SDK reads a section of this name. */
  readonly seen: boolean;
}

/** The value of a setting; undefined when it is missing or a secret. */
export function settingText(settings: ReadonlyMap<string, Setting>, key: string): string | undefined {
  if (settings instanceof PlainSettings) return isSecretKey(key) ? undefined : settings.written(key);
  const value = settings.get(key)?.value;
  return typeof value === 'string' ? value : undefined;
}

/** The value of a secret setting; undefined when it is missing. */
export function settingSecret(settings: ReadonlyMap<string, Setting>, key: string): Secret | undefined {
  const value = settings.get(key)?.value;
  return value instanceof Secret ? value : undefined;
}

/** Caches an answer that depends only on which settings a profile has, not on their values, for all profiles that have the same. */
export function bySettingKeys<T>(
  answer: (settings: ReadonlyMap<string, Setting>) => T,
): (settings: ReadonlyMap<string, Setting>) => T {
  const answers = new WeakMap<SectionForm, { readonly is: T }>();
  return (settings) => {
    if (!(settings instanceof PlainSettings)) return answer(settings);
    const known = answers.get(settings.form);
    if (known) return known.is;
    const is = answer(settings);
    answers.set(settings.form, { is });
    return is;
  };
}

/** Whether a setting holds a secret: the secret key and token of AWS, misspelled names of these, and the secrets of other tools. */
export function isSecretKey(key: string): boolean {
  // The keys that every profile has, first: the pattern is slow for ten thousand profiles.
  if (key === 'region' || key === 'aws_access_key_id') return false;
  if (key === 'aws_secret_access_key') return true;
  if (/secret|session[_-]?token|security[_-]?token|password|passphrase/.test(key))
    return !key.endsWith('_expires');
  const meant = meantKey(key);
  return meant === 'aws_secret_access_key' || meant === 'aws_session_token';
}
