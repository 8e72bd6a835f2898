import { join } from 'node:path';
import { parse, stringify } from 'ini';
import { asRecord, isText } from '../core/json-values.ts';
import { asProblem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { ensureFolder, readTextFile, writeFileAtomic } from '../platform/files.ts';
import { withFileLock } from '../platform/lock.ts';
import { sameFolder } from '../platform/real-path.ts';

export const themes = ['auto', 'dark', 'light', 'mono'] as const;
export type ThemeName = (typeof themes)[number];

/** What a person set, and what we keep for them. Holds no secret. */
export interface Settings {
  readonly theme: ThemeName;
  /** False, `mouse = off`: the terminal keeps the mouse, so that dragging selects without Shift. */
  readonly mouse: boolean;
  /** Names of profiles that colour the top line as a warning. */
  readonly production: readonly string[];
  /** The profile to use in a folder when neither the command line nor its project names one. */
  readonly folderProfiles: Readonly<Record<string, string>>;
  /** By the folder of a project: the folders of other frontends that share its backend. */
  readonly shared: Readonly<Record<string, readonly string[]>>;
}

/** The settings, and a sentence for each part of the file that was not understood and is left out. */
export interface ReadSettings extends Settings {
  readonly findings: readonly string[];
}

export const defaultSettings: Settings = {
  theme: 'auto',
  mouse: true,
  production: [],
  folderProfiles: {},
  shared: {},
};

/** Where the settings are. @param folder the state folder */
export function settingsFile(folder: string): string {
  return join(folder, 'settings.ini');
}

/** Reads the settings; what is missing or broken is as in {@link defaultSettings}. Never throws. */
export async function readSettings(folder: string): Promise<ReadSettings> {
  try {
    return asSettings(await readRaw(folder), settingsFile(folder));
  } catch (thrown) {
    const { what, why } = asProblem(thrown);
    return { ...defaultSettings, findings: [`${what} ${why}`] };
  }
}

/**
 * Changes the settings: reads them again, applies the change and writes the file whole (0600, its folder 0700), with
 * no other instance in between. Keys that this version does not know are kept, comments are not.
 *
 * @throws Problem FILE_UNREADABLE or FILE_UNWRITABLE; the file is then as it was
 */
export async function updateSettings(
  folder: string,
  change: (settings: Settings) => Settings,
): Promise<Settings> {
  await ensureFolder(folder, 0o700);
  const path = settingsFile(folder);
  return withFileLock(path, async () => {
    const raw = await readRaw(folder);
    const { findings: _, ...before } = asSettings(raw, path);
    const after = change(before);
    await writeFileAtomic(path, stringify(withSettings(raw, after)), { mode: 0o600 });
    return after;
  });
}

/** Sets or, without a profile, removes the default of a folder. */
export function withFolderProfile(settings: Settings, folder: string, profile: string | undefined): Settings {
  const { [folder]: _, ...others } = settings.folderProfiles;
  return { ...settings, folderProfiles: profile === undefined ? others : { ...others, [folder]: profile } };
}

/**
 * The name under which a folder is noted, as a folder may have several: through links, by a mount, in other letters.
 *
 * @param noted {@link Settings.folderProfiles} or {@link Settings.shared}
 * @returns the folder's own name where it is not noted
 */
export async function notedName(noted: Readonly<Record<string, unknown>>, folder: string): Promise<string> {
  const names = Object.keys(noted);
  if (names.includes(folder)) return folder;
  const isIt = await Promise.all(names.map((name) => sameFolder(name, folder)));
  return names.find((_, index) => isIt[index]) ?? folder;
}

/** Adds a folder to those that share a project's backend, or takes it out. */
export function withShared(settings: Settings, project: string, target: string, shares: boolean): Settings {
  const { [project]: known = [], ...others } = settings.shared;
  const rest = known.filter((folder) => folder !== target);
  const targets = shares ? [...rest, target] : rest;
  return { ...settings, shared: targets.length > 0 ? { ...others, [project]: targets } : others };
}

async function readRaw(folder: string): Promise<Readonly<Record<string, unknown>>> {
  return asRecord(parse((await readTextFile(settingsFile(folder))) ?? '')) ?? {};
}

function asSettings(raw: Readonly<Record<string, unknown>>, path: string): ReadSettings {
  const findings: string[] = [];
  const leftOut = (what: string) =>
    findings.push(`${plainText(path)}: ${what} is not understood and left out.`);
  const texts = (section: string, key: string): string[] => {
    const value = asRecord(raw[section])?.[key];
    const list = value === undefined ? [] : Array.isArray(value) ? value : [value];
    // `ini` reads `true` and `null` as such, though a profile may well have that name.
    const read = list.map((item) => decoded(String(item)));
    if (read.includes(undefined)) leftOut(`a value of ${key}`);
    return read.filter(isText);
  };
  const theme = raw.theme === undefined ? 'auto' : themes.find((known) => known === raw.theme);
  if (!theme) leftOut('theme');
  const mouse = raw.mouse === undefined ? 'on' : String(raw.mouse);
  if (!/^(?:on|off|true|false)$/.test(mouse)) leftOut('mouse');
  const folders = texts('folders', 'folder');
  const profiles = texts('folders', 'profile');
  if (folders.length !== profiles.length) leftOut('the list of folders');
  const paired = folders.length === profiles.length ? folders : [];
  return {
    theme: theme ?? 'auto',
    mouse: mouse !== 'off' && mouse !== 'false',
    production: texts('production', 'profile'),
    folderProfiles: Object.fromEntries(paired.map((folder, at) => [folder, profiles[at] ?? ''])),
    shared: sharedOf(texts('shared', 'project'), texts('shared', 'target')),
    findings,
  };
}

/** Two lists of the same length: a project as often as it has targets. */
function sharedOf(projects: readonly string[], targets: readonly string[]): Record<string, string[]> {
  const shared: Record<string, string[]> = {};
  for (const [at, project] of projects.entries()) {
    const target = targets[at];
    if (target !== undefined) shared[project] = [...(shared[project] ?? []), target];
  }
  return shared;
}

function withSettings(raw: Readonly<Record<string, unknown>>, settings: Settings): Record<string, unknown> {
  const folders = Object.entries(settings.folderProfiles);
  const shared = Object.entries(settings.shared).flatMap(([project, targets]) =>
    targets.map((target) => [project, target] as const),
  );
  return {
    ...raw,
    theme: settings.theme,
    mouse: settings.mouse ? 'on' : 'off',
    production: { ...asRecord(raw.production), profile: settings.production.map(encoded) },
    folders: {
      ...asRecord(raw.folders),
      folder: folders.map(([folder]) => encoded(folder)),
      profile: folders.map(([, profile]) => encoded(profile)),
    },
    shared: {
      ...asRecord(raw.shared),
      project: shared.map(([project]) => encoded(project)),
      target: shared.map(([, target]) => encoded(target)),
    },
  };
}

/** Percent-encodes what `ini` would read as syntax: comment signs, quotation marks, line ends, spaces at the ends. */
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
    // A percent sign that somebody typed by hand, or half a character.
    return undefined;
  }
}
