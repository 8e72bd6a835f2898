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

  note(finding: ProfileFinding): void {
    this.#findings ??= [];
    this.#findings.push(finding);
  }
}

const none: readonly ProfileFinding[] = [];

/**
 * The settings of a profile that stands in plain sections, one a file: what of ten thousand profiles is never asked for is never
 * made. A section that is added wins, key by key.
 */
export class PlainSettings implements ReadonlyMap<string, Setting> {
  readonly #first: PlainSection;
  readonly #path: string;
  #second: PlainSection | undefined;
  #secondPath = '';
  #made: Map<string, Setting> | undefined;
  #form: SectionForm;

  constructor(section: PlainSection, path: string) {
    this.#first = section;
    this.#path = path;
    this.#form = section.form;
  }

  /** @returns whether there was room for it */
  add(section: PlainSection, path: string): boolean {
    if (this.#second) return false;
    this.#second = section;
    this.#secondPath = path;
    this.#form = this.#form.with(section.form);
    return true;
  }

  /** How they are written: the same object for all profiles that are written alike. */
  get form(): SectionForm {
    return this.#form;
  }

  get size(): number {
    return this.#form.names.size;
  }

  has(key: string): boolean {
    return this.#form.names.has(key);
  }

  /** A setting as it is written, a secret, too. */
  written(key: string): string | undefined {
    if (!this.has(key)) return undefined;
    return this.#second?.value(key) ?? this.#first.value(key);
  }

  get(key: string): Setting | undefined {
    return this.has(key) ? this.#all().get(key) : undefined;
  }

  #all(): Map<string, Setting> {
    if (this.#made) return this.#made;
    const made = new Map<string, Setting>();
    const add = (section: PlainSection, file: string) => {
      for (const { key, value, line, column } of section.properties) {
        const origin = { file, line, column };
        made.set(key, { value: isSecretKey(key) ? new Secret(value) : value, origin });
      }
    };
    add(this.#first, this.#path);
    if (this.#second) add(this.#second, this.#secondPath);
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

/** The two files while they are being merged. */
export interface MergedFiles {
  readonly drafts: Map<string, DraftProfile>;
  readonly services: Map<string, Map<string, string>>;
  readonly ssoSessions: Map<string, SsoSession>;
  readonly findings: ProfileFinding[];
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

/** The form of a profile that is written as many are ({@link SectionForm.isUsual}); undefined for any other. */
export function usualForm(settings: ReadonlyMap<string, Setting>): SectionForm | undefined {
  return settings instanceof PlainSettings && settings.form.isUsual ? settings.form : undefined;
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
