import { type CliFile, cliProfileName, readAsCli } from '../cli-reader.ts';
import { decoded } from '../shared-text.ts';
import type { OpenedFile } from './opened.ts';
import { shownName, unsafeEdit } from './rules.ts';
import { headerText } from './section.ts';
import type { SectionEdit, SharedEdit } from './shared-edit.ts';

type Settings = ReadonlyMap<string, string>;
type Sections = ReadonlyMap<string, Settings>;

/**
 * Reads a file before and after an edit as the AWS CLI does: it must see exactly the change that was asked for, and have no
 * new reason to refuse the file.
 *
 * @throws Problem PROFILE_EDIT_UNSAFE
 */
export function expectCliAgrees(opened: OpenedFile, bytes: Buffer, edit: SharedEdit): void {
  const before = readAsCli(opened.bytes);
  const after = readAsCli(bytes);
  const fresh = added(textsOf(before), textsOf(after));
  if (fresh !== undefined)
    throw refused(opened, edit, `after the edit the AWS CLI would refuse the file: ${shownName(fresh)}`);
  const wanted = intended(opened, before, edit);
  const odd =
    typeof wanted === 'string'
      ? wanted
      : [...new Set([...wanted.keys(), ...after.sections.keys()])].find(
          (name) => !isSame(wanted.get(name), after.sections.get(name)),
        );
  if (odd !== undefined || !isSame(before.inherited, after.inherited)) {
    const name = shownName(odd ?? 'DEFAULT');
    throw refused(opened, edit, `the AWS CLI would read [${name}] differently from what you asked for`);
  }
  const kept =
    edit.kind === 'set' && edit.remove.find((key) => !edit.set.has(key) && after.inherited.has(key));
  if (kept)
    throw refused(
      opened,
      edit,
      `the AWS CLI takes ${shownName(kept)} of every profile from [DEFAULT] as well`,
    );
}

/** The sections that the AWS CLI must see after the edit, or the name of one that it would confuse with the edited one. */
function intended(opened: OpenedFile, { sections }: CliFile, edit: SharedEdit): Sections | string {
  const { kind } = opened;
  const profileOf = (section: string) => cliProfileName(section, kind);
  const isTarget = (section: string) => profileOf(section) === edit.name;
  const targets = [...sections.keys()].filter(isTarget);
  if (targets.length > 1) return targets[1] ?? edit.name;
  if (edit.kind === 'remove') return new Map([...sections].filter(([section]) => !isTarget(section)));
  if (edit.kind === 'rename') {
    const taken = [...sections.keys()].find((section) => profileOf(section) === edit.to);
    if (taken !== undefined && edit.to !== edit.name) return taken;
    const header = headerText(kind, edit.to).slice(1, -1);
    return new Map(
      [...sections].map(([section, settings]) => [
        isTarget(section) ? header : section,
        profileOf(section) === undefined ? settings : followed(settings, edit),
      ]),
    );
  }
  const edits = [edit, ...(edit.also ?? [])];
  return edits.reduce<Sections>((known, one) => withSettings(opened, known, one), sections);
}

/** The sections after the settings of one profile are set and removed. */
function withSettings(
  { file, raw, kind }: OpenedFile,
  sections: Sections,
  { name, set, remove }: SectionEdit,
): Sections {
  const found = [...sections.keys()].find((section) => cliProfileName(section, kind) === name);
  // Removals alone do not create a section.
  if (found === undefined && set.size === 0) return sections;
  const target = found ?? headerText(kind, name).slice(1, -1);
  const settings = new Map(sections.get(target));
  for (const key of remove) settings.delete(key);
  const index = file.sections.findIndex((section) => section.kind === 'profile' && section.name === name);
  for (const [key, value] of set) {
    const line = file.lines.find(
      (each) => each.section === index && each.kind === 'property' && each.key === key,
    );
    // A comment after a value stays, and remains part of it to the AWS CLI: the review warns about that.
    const comment = line?.valueSpan ? decoded(raw.slice(line.valueSpan.end, line.end)).trimEnd() : '';
    settings.set(key, value + comment);
  }
  return new Map([...sections, [target, settings]]);
}

/** Makes `source_profile` follow a renamed profile; a comment after it stays. */
function followed(settings: Settings, { name, to }: { name: string; to: string }): Settings {
  const source = settings.get('source_profile');
  if (source === undefined) return settings;
  const [value = ''] = source.split(/[ \t\f\v\r]+[#;]/, 1);
  return value === name
    ? new Map([...settings, ['source_profile', to + source.slice(value.length)]])
    : settings;
}

const textsOf = ({ refusals }: CliFile) => refusals.map(({ text }) => text);

/** The first text that `after` has more often than `before`; undefined when there is none. */
function added(before: readonly string[], after: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const text of before) counts.set(text, (counts.get(text) ?? 0) + 1);
  return after.find((text) => {
    const left = (counts.get(text) ?? 0) - 1;
    counts.set(text, left);
    return left < 0;
  });
}

function isSame(one: Settings | undefined, other: Settings | undefined): boolean {
  if (!one || !other) return one === other;
  return one.size === other.size && [...one].every(([key, value]) => other.get(key) === value);
}

function refused(opened: OpenedFile, edit: SharedEdit, why: string) {
  const section = opened.file.sections.find(({ kind, name }) => kind === 'profile' && name === edit.name);
  return unsafeEdit(opened, section ? [section.line] : [], why);
}
