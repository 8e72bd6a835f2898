import { plainText } from '../../../src/core/text.ts';
import type { ActivityEntry } from '../../../src/state/activity.ts';
import { columnsOf } from '../../widgets/columns.ts';
import { cutByWords, textRows } from '../../widgets/text-rows.ts';
import { activityKey } from './parts.ts';

/** A row of the activity: an entry, or its continuation. */
export interface ActivityRow {
  readonly key: string;
  readonly entry: ActivityEntry;
  /** The row's text when the entry has several rows; absent when it has one, see {@link rowText}. */
  readonly part?: RowText;
  readonly isFirst: boolean;
}

/** The words of a row, and after them the folder. */
export interface RowText {
  readonly text: string;
  readonly where: string;
}

/** The folder of an entry, if it is to be shown. */
type FolderOf = (entry: ActivityEntry) => string | undefined;

/** Entries in as many rows as needed if all fit; else one row each. @param width columns of the words */
export function activityRows(
  entries: readonly ActivityEntry[],
  folderOf: FolderOf,
  width: number,
  rows: number,
): readonly ActivityRow[] {
  // A long history is not wrapped, since it would not fit anyway.
  const whole =
    entries.length > rows ? [] : entries.flatMap((entry) => wholeRows(entry, folderOf(entry), width));
  if (whole.length > 0 && whole.length <= rows) return whole;
  return entries.map((entry) => ({ key: activityKey(entry), entry, isFirst: true }));
}

function wholeRows(entry: ActivityEntry, folder: string | undefined, width: number): ActivityRow[] {
  const where = inFolder(folder);
  const rows = textRows(entry.text, width);
  const isBehind = columnsOf(`${rows.at(-1)}${where}`) <= width;
  const parts = rows.map((text, at) => ({ text, where: isBehind && at === rows.length - 1 ? where : '' }));
  if (!isBehind) parts.push(...textRows(where.trim(), width).map((row) => ({ text: '', where: row })));
  const key = activityKey(entry);
  return parts.map((part, at) => ({ key: at === 0 ? key : `${key} ${at}`, entry, part, isFirst: at === 0 }));
}

/** The text of a row. If it is too long, the folder is shortened to its name, or dropped, before words are cut. */
export function rowText(
  { entry, part }: ActivityRow,
  folderOf: FolderOf,
  width: number,
  ellipsis: string,
): RowText {
  if (part) return part;
  const folder = folderOf(entry);
  const name = folder?.split(/[/\\]/).findLast((each) => each !== '');
  const where = [folder, name]
    .map(inFolder)
    .find((each) => columnsOf(`${plainText(entry.text)}${each}`) <= width);
  return { text: cutByWords(entry.text, width, ellipsis), where: where ?? '' };
}

function inFolder(folder: string | undefined): string {
  return folder === undefined ? '' : `   in ${folder}`;
}
