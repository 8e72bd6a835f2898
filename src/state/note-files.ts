import { join } from 'node:path';
import { ensureFolder, listFolder, removeFile, writeFileAtomic } from '../platform/files.ts';

/** The folder with the notes of a flow. */
export const notesFolder = (stateFolder: string, flow: string): string => join(stateFolder, 'journal', flow);

/** The files in a folder with notes about work in progress, one file per note, mode 0600. Touches no file until it is used. */
export interface NoteFiles<Note> {
  /** The path of the note with this id. */
  readonly pathOf: (id: string) => string;
  /** The paths of all notes. */
  readonly paths: () => Promise<string[]>;
  /** Writes a note, whole or not at all. @throws Problem FILE_UNWRITABLE */
  readonly save: (note: Note) => Promise<void>;
  /** Removes a note; a missing one is not an error. @throws Problem FILE_UNWRITABLE */
  readonly remove: (id: string) => Promise<void>;
}

/**
 * The notes in a folder.
 *
 * @param copy copies the known members only: nothing else that the object carries may reach the disk
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
