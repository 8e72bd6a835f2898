import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'ini';
import { asRecord, isText } from '../core/json-values.ts';
import { asProblem, Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { ensureFolder, hasByteOrderMark, readTextFile, writeFileAtomic } from '../platform/files.ts';
import { withFileLock } from '../platform/lock.ts';
import { nameAmong } from '../platform/real-path.ts';
import { defaultValues, type SettingValues, settingList, withSetting } from './setting-values.ts';
import { type SetLine, setLines, withList, withoutValue, withValue } from './settings-text.ts';

/** What a user set, and what we remember for them. Holds no secret. */
export interface Settings extends SettingValues {
  /** Names of profiles that colour the top line as a warning. */
  readonly production: readonly string[];
  /** The profile to use in a folder when neither the command line nor its project names one. */
  readonly folderProfiles: Readonly<Record<string, string>>;
  /** The folders of other frontends that share a project's backend, by the project's folder. */
  readonly shared: Readonly<Record<string, readonly string[]>>;
  /** The keys that `[keys]` sets, by command id, as written there. */
  readonly keys: Readonly<Record<string, string>>;
}

/** The settings, and a sentence for each part of the file that could not be understood and is ignored. */
export interface ReadSettings extends Settings {
  readonly findings: readonly string[];
  /** The lines of `[keys]`: a command's id and its keys. Whoever knows the commands checks them. */
  readonly keyLines: readonly SetLine[];
}

export const defaultSettings: Settings = {
  ...defaultValues,
  production: [],
  folderProfiles: {},
  shared: {},
  keys: {},
};

/** The path of the settings file. @param folder the state folder */
export function settingsFile(folder: string): string {
  return join(folder, 'settings.ini');
}

/** Reads the settings; missing and broken ones have the values of {@link defaultSettings}. Never throws. */
export async function readSettings(folder: string): Promise<ReadSettings> {
  const path = settingsFile(folder);
  try {
    return asSettings((await readTextFile(path)) ?? '', path);
  } catch (thrown) {
    const { what, why } = asProblem(thrown);
    return { ...defaultSettings, keyLines: [], findings: [`${what} ${why}`] };
  }
}

/**
 * Changes the settings: reads them again, applies the change and replaces the file (0600, its folder 0700), under a lock
 * against other instances. Only lines of changed settings are touched: comments, and keys unknown to this version, stay
 * byte for byte.
 *
 * @throws Problem FILE_UNREADABLE or FILE_UNWRITABLE; the file is then unchanged
 */
export async function updateSettings(
  folder: string,
  change: (settings: Settings) => Settings,
): Promise<Settings> {
  await ensureFolder(folder, 0o700);
  const path = settingsFile(folder);
  return withFileLock(path, async () => {
    const text = (await readTextFile(path)) ?? '';
    const before = ownPart(asSettings(text, path));
    const after = change(before);
    const changed = settingsText(text, before, after, path);
    if (changed === text) return after;
    const mark = (await hasByteOrderMark(path)) ? '\uFEFF' : '';
    await writeFileAtomic(path, mark + changed, { mode: 0o600 });
    return after;
  });
}

/**
 * The current text of settings.ini, and what {@link updateSettings} would write; nothing is written.
 *
 * @throws Problem FILE_UNREADABLE or FILE_UNWRITABLE
 */
export async function plannedText(
  folder: string,
  change: (settings: Settings) => Settings,
): Promise<{ readonly before: string; readonly after: string }> {
  const path = settingsFile(folder);
  const text = (await readTextFile(path)) ?? '';
  const before = ownPart(asSettings(text, path));
  return { before: text, after: settingsText(text, before, change(before), path) };
}

/**
 * The text of settings.ini with other settings.
 *
 * @param before the settings in the text
 * @throws Problem FILE_UNWRITABLE if its lines cannot be changed one by one
 */
function settingsText(text: string, before: Settings, after: Settings, path: string): string {
  let changed = text;
  for (const { name } of settingList)
    if (before[name] !== after[name]) changed = withValue(changed, '', name, after[name]);
  const [old, now] = [listsOf(before), listsOf(after)];
  for (const [at, { section, key, values }] of now.entries()) {
    if (isDeepStrictEqual(values, old[at]?.values)) continue;
    // Values that cannot be decoded are not ours to remove.
    changed = withList(changed, section, key, values.map(encoded), (value) => decoded(value) !== undefined);
  }
  for (const id of new Set([...Object.keys(before.keys), ...Object.keys(after.keys)])) {
    const keys = after.keys[id];
    if (keys === before.keys[id]) continue;
    changed = keys === undefined ? withoutValue(changed, 'keys', id) : withKeys(changed, id, keys);
  }
  if (isDeepStrictEqual(ownPart(asSettings(changed, path)), after)) return changed;
  throw new Problem({
    code: 'FILE_UNWRITABLE',
    what: `${plainText(path)} was not changed.`,
    why: 'Something in it makes a changed line mean something else.',
    next: 'Correct the file, or move it away: the defaults then hold.',
  });
}

/** A key may be `;`, so a comment starts only after the first word. */
function withoutComment(raw: string): string {
  return raw.replace(/(?<=\S)\s+[;#].*$/, '');
}

/** A line of `[keys]` with other keys; if several lines name the command, one is left. */
function withKeys(text: string, id: string, keys: string): string {
  const known = setLines(text).filter(({ section, key }) => section === 'keys' && key === id);
  // A line whose key would start a comment elsewhere is written anew.
  const isPlain = known.length === 1 && !/^[;#]/.test(known[0]?.raw ?? '');
  return withValue(isPlain ? text : withoutValue(text, 'keys', id), 'keys', id, keys);
}

/** The lists in the file, each with its section; the two lists of a pair have the same length. */
function listsOf(settings: Settings) {
  const folders = Object.entries(settings.folderProfiles);
  const shared = Object.entries(settings.shared).flatMap(([project, targets]) =>
    targets.map((target) => [project, target] as const),
  );
  const first = (pairs: readonly (readonly [string, string])[]) => pairs.map(([one]) => one);
  const second = (pairs: readonly (readonly [string, string])[]) => pairs.map(([, other]) => other);
  return [
    { section: 'production', key: 'profile', values: settings.production },
    { section: 'folders', key: 'folder', values: first(folders) },
    { section: 'folders', key: 'profile', values: second(folders) },
    { section: 'shared', key: 'project', values: first(shared) },
    { section: 'shared', key: 'target', values: second(shared) },
  ];
}

function ownPart({ findings: _, keyLines: __, ...settings }: ReadSettings): Settings {
  return settings;
}

/** Sets a folder's default profile, or removes it if there is no profile. */
export function withFolderProfile(settings: Settings, folder: string, profile: string | undefined): Settings {
  const { [folder]: _, ...others } = settings.folderProfiles;
  return { ...settings, folderProfiles: profile === undefined ? others : { ...others, [folder]: profile } };
}

/**
 * The recorded name of a folder, which can have several: through links, mounts, or letter case.
 *
 * @param noted {@link Settings.folderProfiles} or {@link Settings.shared}
 * @returns the given name if the folder is not recorded
 */
export async function notedName(noted: Readonly<Record<string, unknown>>, folder: string): Promise<string> {
  return nameAmong(Object.keys(noted), folder);
}

/** Adds a folder to those that share a project's backend, or removes it. */
export function withShared(settings: Settings, project: string, target: string, shares: boolean): Settings {
  const { [project]: known = [], ...others } = settings.shared;
  const rest = known.filter((folder) => folder !== target);
  const targets = shares ? [...rest, target] : rest;
  return { ...settings, shared: targets.length > 0 ? { ...others, [project]: targets } : others };
}

function asSettings(text: string, path: string): ReadSettings {
  const raw = asRecord(parse(text)) ?? {};
  const findings: string[] = [];
  const leftOut = (what: string, allowed = '') =>
    findings.push(`${plainText(path)}: ${what} is not understood and left out${allowed}.`);
  const texts = (section: string, key: string): string[] => {
    const value = asRecord(raw[section])?.[key];
    const list = value === undefined ? [] : Array.isArray(value) ? value : [value];
    // `ini` parses `true` and `null`, though a profile may well have that name.
    const read = list.map((item) => decoded(String(item)));
    if (read.includes(undefined)) leftOut(`a value of ${key}`);
    return read.filter(isText);
  };
  let values = defaultValues;
  for (const { name, values: allowed } of settingList) {
    const value = raw[name];
    if (value === undefined) continue;
    // `ini` parses `true` and `false`.
    const word = value === true ? 'on' : value === false ? 'off' : String(value);
    if (allowed.some((each) => each === word)) values = withSetting(values, name, word);
    else leftOut(name, `; it can be ${listed(allowed)}`);
  }
  const folders = texts('folders', 'folder');
  const profiles = texts('folders', 'profile');
  if (folders.length !== profiles.length) leftOut('the list of folders');
  const paired = folders.length === profiles.length ? folders : [];
  const keyLines = setLines(text).filter(({ section }) => section === 'keys');
  return {
    ...values,
    production: texts('production', 'profile'),
    folderProfiles: Object.fromEntries(paired.map((folder, at) => [folder, profiles[at] ?? ''])),
    shared: sharedOf(texts('shared', 'project'), texts('shared', 'target')),
    // The first line of a command counts, as when the keys are read.
    keys: Object.fromEntries(keyLines.toReversed().map(({ key, raw }) => [key, withoutComment(raw)])),
    keyLines,
    findings,
  };
}

function listed(values: readonly string[]): string {
  return `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}

/** Two lists of the same length: a project is repeated for each of its targets. */
function sharedOf(projects: readonly string[], targets: readonly string[]): Record<string, string[]> {
  const shared: Record<string, string[]> = {};
  for (const [at, project] of projects.entries()) {
    const target = targets[at];
    if (target !== undefined) shared[project] = [...(shared[project] ?? []), target];
  }
  return shared;
}

/** Percent-encodes what `ini` would parse as syntax: comment signs, quotation marks, line ends, spaces at the ends. */
function encoded(text: string): string {
  return text.replace(/[^A-Za-z0-9/:._@+ ~-]|^ | $/gu, (character) =>
    character > '\u00A0' && /\S/.test(character)
      ? character
      : encodeURIComponent(character).replace(/['()*!]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`),
  );
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign that somebody typed by hand, or an incomplete character.
    return undefined;
  }
}
