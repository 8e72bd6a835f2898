import { plainText } from '../../../core/text.ts';
import type { Layout } from '../../../project/project.ts';
import type { Backup } from './backup.ts';

/** What undoing an upgrade does, one line per file. @param changed the result of `changedSince` */
export function undoneLines({ files }: Pick<Backup, 'files'>, changed: readonly string[]): string[] {
  return files.map(({ label, change }) => {
    const what = change === 'create' ? 'removed' : 'as it was';
    return `${plainText(label)}   ${what}${changed.includes(label) ? '; changed since, a copy is kept' : ''}`;
  });
}

/** What is told of an upgrade that was cut off after the project had become one with environments; undefined: it was not. */
export function cutOffWords(
  layout: Layout,
  backup: Pick<Backup, 'finished' | 'files'> | undefined,
): string | undefined {
  if (layout !== 'multi-env' || !backup || backup.finished) return undefined;
  const old = backup.files.filter(({ change }) => change === 'remove').map(({ label }) => plainText(label));
  if (old.length === 0) return undefined;
  return `An upgrade was cut off: ${old.join(' and ')} of the old layout may still be here.`;
}
