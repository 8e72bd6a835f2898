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

  /** @param section its first one, which stands in the file `path` */
  constructor(section: SharedSection, path: string, settings: Map<string, Setting> | PlainSettings) {
    this.name = section.name;
    this.settings = settings;
    this.#section = section;
    this.#path = path;
  }

  /** Its first header. */
  get origin(): SettingOrigin {
    return { file: this.#path, line: this.#section.line };
  }

  get findings(): readonly ProfileFinding[] {
    return this.#findings ?? none;
  }

  /** Its settings, made where they are not yet, so that those of another section can be added. */
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

/** A section of a profile, and the file that it stands in. */
export interface WrittenSection {
  readonly section: PlainSection;
  readonly path: string;
}

/** Where settings stand that are made when somebody asks. */
export interface SettingsSource {
  /** The plain sections of a profile, those that win last. */
  readonly sectionsOf: (row: number) => readonly WrittenSection[];
  /** What they say of a setting; undefined where it is not there. */
  readonly written: (row: number, key: string) => string | undefined;
}

/**
 * The settings of a profile that stands in plain sections, one a file: what of ten thousand profiles is never asked for is never
 * made.
 */
export class PlainSettings implements ReadonlyMap<string, Setting> {
  readonly #source: SettingsSource;
  readonly #row: number;
  /** How they are written: the same object for all profiles that are written alike. */
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

  /** A setting as it is written, a secret, too. */
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

/** An `[sso-session NAME]`. */
export interface SsoSession {
  readonly settings: Map<string, Setting>;
  /** False when its name is one that no SDK reads. */
  readonly seen: boolean;
}

/** A setting that is no secret; undefined when it is not there. */
export function settingText(settings: ReadonlyMap<string, Setting>, key: string): string | undefined {
  if (settings instanceof PlainSettings) return isSecretKey(key) ? undefined : settings.written(key);
  const value = settings.get(key)?.value;
  return typeof value === 'string' ? value : undefined;
}

/** A setting that is a secret; undefined when it is not there. */
export function settingSecret(settings: ReadonlyMap<string, Setting>, key: string): Secret | undefined {
  const value = settings.get(key)?.value;
  return value instanceof Secret ? value : undefined;
}

/** Answers a question that depends on which settings there are, and on no value, once for all profiles that have the same. */
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

/** `aws_secret_access_key`, `aws_session_token`, `aws_security_token`, names that mean these, and whatever other tools call their secrets. */
export function isSecretKey(key: string): boolean {
  // The keys that every profile has; the pattern takes its time over ten thousand of them.
  if (key === 'region' || key === 'aws_access_key_id') return false;
  if (key === 'aws_secret_access_key') return true;
  if (/secret|session[_-]?token|security[_-]?token|password|passphrase/.test(key))
    return !key.endsWith('_expires');
  const meant = meantKey(key);
  return meant === 'aws_secret_access_key' || meant === 'aws_session_token';
}
