import { join } from 'node:path';
import { ensureFolder, listFolder, removeFile, writeFileAtomic } from '../platform/files.ts';

/** The files of a folder with notes of work under way, one file a note, mode 0600. Touches none until it is used. */
export interface NoteFiles<Note> {
  /** Where the note with this id is. */
  readonly pathOf: (id: string) => string;
  /** The paths of all notes there are. */
  readonly paths: () => Promise<string[]>;
  /** Writes a note, whole or not at all. @throws Problem FILE_UNWRITABLE */
  readonly save: (note: Note) => Promise<void>;
  /** Forgets a note; one that is not there is no error. @throws Problem FILE_UNWRITABLE */
  readonly remove: (id: string) => Promise<void>;
}

/**
 * The notes in a folder.
 *
 * @param copy takes over what a note has by name: whatever else the object carries must not reach the disk
 */
export function noteFiles<Note extends { readonly id: string }>(
  folder: string,
  copy: (note: Note) => Note | undefined,
): NoteFiles<Note> {
  const pathOf = (id: string) => {
    if (/^[A-Za-z0-9][A-Za-z0-9-]{0,127}$/.test(id)) return join(folder, `${id}.json`);
    throw new Error('the id of a note holds letters, digits and dashes only');
  };
  return {
    pathOf,
    paths: async () =>
      (await listFolder(folder)).filter((name) => name.endsWith('.json')).map((name) => join(folder, name)),
    save: async (note) => {
      await ensureFolder(folder, 0o700);
      const kept = copy(note);
      if (!kept) throw new Error(`the note ${note.id} is not whole`);
      await writeFileAtomic(pathOf(note.id), `${JSON.stringify(kept, undefined, 2)}\n`, { mode: 0o600 });
    },
    remove: (id) => removeFile(pathOf(id)),
  };
}
