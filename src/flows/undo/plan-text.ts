import { markedRow } from '../../core/line-diff.ts';
import { plainText } from '../../core/text.ts';
import type { UndoPlan } from './plan.ts';

const words = { create: ' comes back', update: '', remove: ' is removed' } as const;

/** What undoing a change does, in lines that are safe to show. */
export function undoLines({ files, notes }: UndoPlan): string[] {
  return [
    ...files.flatMap(({ label, change, rows }) => [
      `${plainText(label)}${words[change]}`,
      ...rows.map(({ kind, text }) => `  ${markedRow({ kind, text: plainText(text) })}`),
    ]),
    ...notes.map((note) => `▲ ${plainText(note)}`),
    'Nothing changes in AWS.',
  ];
}
