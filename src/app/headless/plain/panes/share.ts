import type { SharePaneId } from '../../../../../machines/share/meta.ts';
import type { ShareContext } from '../../../../../machines/share/types.ts';
import { count } from '../../../../core/text.ts';
import { type ShareTarget, targetNotes, targetWords } from '../../../../flows/share/plan.ts';
import { type Outside, type PaneTalk, textQuestion } from '../pane-talk.ts';

type Talked = PaneTalk<ShareContext>;

const folder: Talked = {
  lines: ({ context: { targets }, outside }) => [
    targets.length > 0
      ? `Shared with: ${targets.map(outside.showPath).join(', ')}.`
      : 'The backend is shared with no folder yet.',
  ],
  questions: [
    ({ context: { targets, typed } }) => {
      const all = targets.length > 0;
      const question = textQuestion({
        label: 'Folder',
        suggestion: typed,
        optional: all,
        hint: `The folder of the other app, such as ../mobile${all ? '; an empty line updates all of them' : ''}`,
        fault: (value) => (value === '' && !all ? 'Name the folder of the other app.' : undefined),
        send: (value) => ({ type: 'TYPE', folder: value }),
      });
      return all && typed === '' ? { ...question, suggestion: 'all of them' } : question;
    },
  ],
};

const review: Talked = {
  lines: ({ context: { planned, problem }, outside }) =>
    planned && !problem
      ? [
          'Nothing is changed in AWS; the backend stays where it is.',
          ...planned.left.map(({ root, problem: { what } }) => `${outside.showPath(root)} is left: ${what}`),
          ...planned.plan.targets.flatMap((target) => targetLines(target, outside)),
        ]
      : [],
};

function targetLines(target: ShareTarget, { showPath }: Outside): string[] {
  const { root, app, copies, files, extra } = target;
  const words = { create: 'Writes', update: 'Changes', remove: 'Removes' } as const;
  const all = [...files, ...copies];
  return [
    `${showPath(root)}, ${app}, ${targetWords(target)}.`,
    ...all.map(({ label, change }) => `  ${words[change]} ${label}.`),
    ...extra.map((label) => `  ${label} is only there, and stays.`),
    ...asides(target).map((text) => `  ${text}`),
  ];
}

function asides(target: ShareTarget): string[] {
  return [...target.kept.map(({ label, why }) => `${label} is left: ${why}`), ...targetNotes(target)];
}

const done: Talked = {
  lines: ({ context: { written = [], planned }, outside }) => [
    ...written.map(({ root, files }) => `${outside.showPath(root)}: ${count(files, 'file')}.`),
    ...(planned?.plan.targets ?? []).flatMap((target) =>
      asides(target).map((text) => `${outside.showPath(target.root)}: ${text}`),
    ),
    'When the backend changes, share again and leave the folder empty to update all of them.',
  ],
};

/** The panes of `share` in lines. */
export const talk = {
  'share.looking': {},
  'share.folder': folder,
  'share.review': review,
  'share.done': done,
} as const satisfies Record<SharePaneId, Talked>;
