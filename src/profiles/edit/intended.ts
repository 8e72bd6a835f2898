import { isDeepStrictEqual } from 'node:util';
import { parseSharedFile } from '../grammar.ts';
import type { SharedFile, SharedProperty, SharedSection } from '../shared-file.ts';
import type { OpenedFile } from './opened.ts';
import { shownName, unsafeEdit } from './rules.ts';
import type { SectionEdit, SharedEdit } from './shared-edit.ts';

/** What a section says, without its position. */
interface SectionMeaning {
  readonly kind: SharedSection['kind'];
  readonly name: string;
  readonly prefixed: boolean;
  readonly visibility: SharedSection['visibility'];
  readonly settings: readonly SettingMeaning[];
}

interface SettingMeaning {
  readonly key: string;
  readonly value: string;
  readonly nested: readonly (readonly [string, string])[];
}

/**
 * Parses an edited file again: every section must say what it said before, the edited one what was asked for, and there must
 * be no new finding.
 *
 * @throws Problem PROFILE_EDIT_UNSAFE
 */
export function expectIntended(opened: OpenedFile, after: Buffer, edit: SharedEdit): void {
  const result = parseSharedFile(after, opened.kind);
  const wanted = intended(meaning(opened.file), edit, opened.kind === 'config');
  const got = meaning(result);
  const odd = wanted.findIndex((section, index) => !isDeepStrictEqual(section, got[index]));
  if (odd >= 0 || got.length !== wanted.length) {
    const name = shownName((wanted[odd] ?? got.at(-1))?.name ?? edit.name);
    const line = opened.file.sections[odd]?.line;
    throw unsafeEdit(
      opened,
      line === undefined ? [] : [line],
      `the edit would change more than it should: [${name}]`,
    );
  }
  const fresh = newFinding(opened.file, result);
  if (fresh) throw unsafeEdit(opened, [], `after the edit ${fresh}`);
}

function meaning(file: SharedFile): SectionMeaning[] {
  return file.sections.map(({ kind, name, prefixed, visibility, properties }) => {
    return { kind, name, prefixed, visibility, settings: properties.map(settingMeaning) };
  });
}

function settingMeaning({ key, value, nested }: SharedProperty): SettingMeaning {
  return { key, value, nested: [...nested].map(([name, entry]) => [name, entry.value]) };
}

function intended(
  before: readonly SectionMeaning[],
  edit: SharedEdit,
  config: boolean,
): readonly SectionMeaning[] {
  const isTarget = ({ kind, name }: SectionMeaning) => kind === 'profile' && name === edit.name;
  if (edit.kind === 'remove') return before.filter((section) => !isTarget(section));
  if (edit.kind === 'rename') {
    const prefixed = config && edit.to !== 'default';
    return before.map((section) => {
      const renamed = isTarget(section) ? { ...section, name: edit.to, prefixed } : section;
      return section.kind === 'profile'
        ? { ...renamed, settings: section.settings.map(follow(edit)) }
        : section;
    });
  }
  return [edit, ...(edit.also ?? [])].reduce((sections, one) => withSection(sections, one, config), before);
}

function withSection(
  before: readonly SectionMeaning[],
  edit: SectionEdit,
  config: boolean,
): readonly SectionMeaning[] {
  const isTarget = ({ kind, name }: SectionMeaning) => kind === 'profile' && name === edit.name;
  if (before.some(isTarget)) {
    return before.map((section) =>
      isTarget(section) ? { ...section, settings: withSettings(section.settings, edit) } : section,
    );
  }
  if (edit.set.size === 0) return before;
  const prefixed = config && edit.name !== 'default';
  const settings = [...edit.set].map(([key, value]) => ({ key, value, nested: [] }));
  return [...before, { kind: 'profile', name: edit.name, prefixed, visibility: 'all', settings }];
}

function follow({ name, to }: { name: string; to: string }) {
  return (setting: SettingMeaning): SettingMeaning =>
    setting.key === 'source_profile' && setting.value === name ? { ...setting, value: to } : setting;
}

function withSettings(settings: readonly SettingMeaning[], edit: SectionEdit): SettingMeaning[] {
  const known = new Set(settings.map(({ key }) => key));
  const kept = settings.filter(({ key }) => edit.set.has(key) || !edit.remove.includes(key));
  const changed = kept.map((setting) => ({ ...setting, value: edit.set.get(setting.key) ?? setting.value }));
  const added = [...edit.set].filter(([key]) => !known.has(key));
  return [...changed, ...added.map(([key, value]) => ({ key, value, nested: [] }))];
}

/** The first finding that the file did not have, or not as often. */
function newFinding(before: SharedFile, after: SharedFile): string | undefined {
  const counts = new Map<string, number>();
  for (const { text } of before.findings) counts.set(text, (counts.get(text) ?? 0) + 1);
  for (const { text } of after.findings) {
    const left = (counts.get(text) ?? 0) - 1;
    if (left < 0) return text;
    counts.set(text, left);
  }
  return undefined;
}
