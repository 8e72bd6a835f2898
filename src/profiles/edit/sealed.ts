import { inspect } from 'node:util';
import type { FileOnDisk } from '../../platform/file-on-disk.ts';
import type { EditedFile } from './edit.ts';

/** A file's bytes before and after an edit, secrets included: hidden from JSON, logs and snapshots. */
export class SealedEdit {
  readonly #file: FileOnDisk;
  readonly #edited: EditedFile;

  /** The mode to give the file; undefined to keep its own. */
  readonly mode: number | undefined;

  constructor(file: FileOnDisk, edited: EditedFile, mode?: number) {
    this.#file = file;
    this.#edited = edited;
    this.mode = mode;
  }

  /** The file as it was read. */
  get file(): FileOnDisk {
    return this.#file;
  }

  get edited(): EditedFile {
    return this.#edited;
  }

  toString(): string {
    return '[edit]';
  }

  toJSON(): undefined {
    return undefined;
  }

  [inspect.custom](): string {
    return '[edit]';
  }
}
