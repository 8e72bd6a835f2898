import type { SharedFileKind, SharedProperty, SharedSection } from '../shared-file.ts';
import { expectCliAgrees } from './cli-agrees.ts';
import type { Excerpt } from './excerpt.ts';
import { expectIntended } from './intended.ts';
import { expectEditable, type OpenedFile, openForEdit, profileSection } from './opened.ts';
import { nameFault, refusedEdit, shownName, unsafeEdit } from './rules.ts';
import { headerRename, newSectionSplice, sectionRemoval, sourceRenames } from './section.ts';
import { settingsSplices } from './set.ts';
import type { SectionEdit, SharedEdit } from './shared-edit.ts';
import { ordered, type Splice, spliced } from './splice.ts';

/** The edits of all profiles that an edit of settings covers. */
function sectionEdits(edit: SharedEdit & { kind: 'set' }): readonly SectionEdit[] {
  return [edit, ...(edit.also ?? [])];
}

/** A file before and after an edit; nothing is on disk yet. */
export interface EditedFile {
  readonly opened: OpenedFile;
  /** Into the opened bytes, in file order; empty when the file already says what is wanted. */
  readonly splices: readonly Splice[];
  /** The opened bytes after the edit. */
  readonly after: Buffer;
  /** The whole file after the edit; for a large one it is built when first read. */
  readonly bytes: Buffer;
}

/**
 * Edits the bytes of one shared file and leaves the rest untouched. The result is parsed again, by our own parser and by the
 * rules of the AWS CLI, and compared with what was asked for; every edit goes through here. Names and values must be writable
 * (rules.ts).
 *
 * @param label the file's name in messages
 * @param excerpt the part of a large file to work on
 * @throws Problem PROFILE_EDIT_UNSAFE, naming the lines that stand in the way
 */
export function editSharedFile(
  bytes: Buffer,
  kind: SharedFileKind,
  label: string,
  edit: SharedEdit,
  excerpt?: Excerpt,
): EditedFile {
  const opened = openForEdit(bytes, kind, label, excerpt);
  // A broken file does not matter as long as it is not written.
  if (!concerns(opened, edit)) return { opened, splices: [], after: opened.bytes, bytes };
  expectEditable(opened);
  const splices = ordered(splicesOf(opened, edit));
  const after = spliced(opened.bytes, splices);
  if (splices.length > 0) {
    expectIntended(opened, after, edit);
    expectCliAgrees(opened, after, edit);
  }
  if (!excerpt) return { opened, splices, after, bytes: after };
  const inFile = splices.map((splice) => excerpt.inFile(splice));
  let whole: Buffer | undefined;
  return {
    opened,
    splices,
    after,
    get bytes() {
      whole ??= spliced(bytes, inFile);
      return whole;
    },
  };
}

/** Whether the file has anything for the edit to change. */
function concerns({ file }: OpenedFile, edit: SharedEdit): boolean {
  const profiles = file.sections.filter(({ kind }) => kind === 'profile');
  const isTarget = ({ name }: SharedSection) => name === edit.name;
  if (edit.kind === 'remove') return profiles.some(isTarget);
  if (edit.kind === 'rename') {
    const follows = ({ key, value }: SharedProperty) => key === 'source_profile' && value === edit.name;
    return profiles.some((section) => isTarget(section) || section.properties.some(follows));
  }
  return sectionEdits(edit).some(
    ({ name, set, remove }) =>
      set.size > 0 ||
      profiles.some(
        (section) => section.name === name && section.properties.some(({ key }) => remove.includes(key)),
      ),
  );
}

function splicesOf(opened: OpenedFile, edit: SharedEdit): Splice[] {
  if (edit.kind === 'set') {
    return sectionEdits(edit).flatMap((one) => {
      const section = profileSection(opened, one.name);
      if (section) return settingsSplices(opened, section, one);
      return one.set.size > 0 ? [newSection(opened, one.name, one.set)] : [];
    });
  }
  const target = profileSection(opened, edit.name);
  if (edit.kind === 'remove') return target ? [sectionRemoval(opened, target)] : [];
  const taken = edit.to === edit.name ? undefined : profileSection(opened, edit.to);
  if (target && taken) {
    const why = `there is a profile ${shownName(edit.to)} already`;
    throw unsafeEdit(opened, [taken.section.line], why, 'Choose another name.');
  }
  const header = target ? [headerRename(opened, target, edit.to)] : [];
  return [...header, ...sourceRenames(opened, edit.name, edit.to)];
}

function newSection(opened: OpenedFile, name: string, settings: ReadonlyMap<string, string>): Splice {
  const fault = nameFault(name);
  if (!fault) return newSectionSplice(opened, name, settings);
  throw refusedEdit(
    `A profile cannot be named ${shownName(name) || 'nothing'}.`,
    fault,
    'Choose another name.',
  );
}
