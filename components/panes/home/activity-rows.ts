import { plainText } from '../../../src/core/text.ts';
import type { ActivityEntry } from '../../../src/state/activity.ts';
import { columnsOf } from '../../widgets/columns.ts';
import { cutByWords, textRows } from '../../widgets/text-rows.ts';
import { activityKey } from './parts.ts';

/** A row of the activity: an entry, or what does not fit on its first row. */
export interface ActivityRow {
  readonly key: string;
  readonly entry: ActivityEntry;
  /** What stands in the row of an entry that has several; absent where it has one, see {@link rowText}. */
  readonly part?: RowText;
  readonly isFirst: boolean;
}

/** The words of a row, and behind them where that happened. */
export interface RowText {
  readonly text: string;
  readonly where: string;
}

/** Says where an entry was, if that is to be told. */
type FolderOf = (entry: ActivityEntry) => string | undefined;

/** Entries on as many rows as they take where there are rows for all of them; else one each. @param width columns of the words */
export function activityRows(
  entries: readonly ActivityEntry[],
  folderOf: FolderOf,
  width: number,
  rows: number,
): readonly ActivityRow[] {
  // A long history is not worked through for rows that it does not have.
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

/** What stands in a row. Where that is too little the folder goes by its own name, or not at all, before words are cut. */
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
