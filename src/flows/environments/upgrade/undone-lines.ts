import { plainText } from '../../../core/text.ts';
import type { Backup } from './backup.ts';

/** What undoing an upgrade does, one line per file. @param changed the result of `changedSince` */
export function undoneLines({ files }: Pick<Backup, 'files'>, changed: readonly string[]): string[] {
  return files.map(({ label, change }) => {
    const what = change === 'create' ? 'removed' : 'as it was';
    return `${plainText(label)}   ${what}${changed.includes(label) ? '; changed since, a copy is kept' : ''}`;
  });
}
