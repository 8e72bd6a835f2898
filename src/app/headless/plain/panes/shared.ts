import { lineDiff } from '../../../../core/line-diff.ts';
import { plainText } from '../../../../core/text.ts';
import type { AccessOption } from '../../../../credentials/access-option.ts';
import { regionFault } from '../../../../flows/configure/regions.ts';
import { filterFindable, findable } from '../../../../profiles/filter.ts';
import { regionQuery, regions, regionWords } from '../../../../regions/regions.ts';
import { type PaneTalk, type Question, type Sent, textQuestion } from '../pane-talk.ts';
import type { Choice } from '../talk.ts';

/** An access as a choice in a list. */
export function accessChoice({ label, kind, region, usable }: AccessOption): Choice {
  const note = [kind, region, usable.ok ? undefined : 'cannot be used'].filter(Boolean).join(', ');
  return { label, note };
}

/** Asks for a region, by its id or the name of its place. */
export function regionQuestion(now: string | undefined, send: (region: string) => Sent): Question {
  return {
    label: 'AWS region',
    suggestion: now,
    hint: 'As eu-west-1 or us-east-1, or a place, as Frankfurt',
    take: (typed) => {
      const place = typed.toLowerCase();
      const isId = typed === '' || regions.some(({ id }) => id === place);
      const near = isId
        ? []
        : place.length > 2
          ? [...filterFindable(findable(regions, regionWords), regionQuery(place), { keepOrder: true })]
          : [];
      if (near.length > 1)
        return { fault: `Which one? ${near.map(({ id, name }) => `${id}, ${name}`).join('; ')}.` };
      const region = typed === '' ? (now ?? '') : (near[0]?.id ?? place);
      const fault = regionFault(region);
      if (fault) return { fault };
      return isId || near[0]
        ? { send: [send(region)] }
        : {
            fault: `${plainText(region)} is not a region that is known here. AMPLIFY_TUI_REGIONS names one that is new.`,
          };
    },
  };
}

/** A diff in lines, without the unchanged ones. */
export function diffLines(diff: readonly { readonly kind: string; readonly text: string }[]): string[] {
  return diff.flatMap(({ kind, text }) =>
    text.trim() === ''
      ? []
      : kind === 'add'
        ? [`  adds ${text}`]
        : kind === 'remove'
          ? [`  takes out ${text}`]
          : [],
  );
}

/** A file that is created, changed or removed, with its lines. Its text must be safe to show. */
export function fileChangeLines(file: {
  readonly label: string;
  readonly change: 'create' | 'update' | 'remove';
  readonly before?: string | undefined;
  readonly contents?: string | undefined;
}): string[] {
  const { label, change, before = '', contents = '' } = file;
  const words = { create: 'Writes', update: 'Changes', remove: 'Removes' } as const;
  const diff = change === 'remove' ? [] : lineDiff(change === 'create' ? '' : before, contents);
  return [`${words[change]} file ${label}.`, ...diffLines(diff)];
}

/** Asks to type the name of what is removed for good. @param label `Profile`; @param doing `delete it` */
export function nameQuestion(label: string, name: string, doing: string): Question {
  return textQuestion({
    label,
    suggestion: undefined,
    fault: (value) => (value === name ? undefined : `Type ${name} to ${doing}, or /back to leave it.`),
    send: (value) => ({ type: 'TYPE', name: value }),
  });
}

/** The steps of a plan in progress, each printed once. */
export const runningSteps: PaneTalk<{
  readonly plan?: { readonly steps: readonly { readonly text: string }[] } | undefined;
  readonly step?: number | undefined;
}> = {
  news: ({ context: { plan, step } }) => {
    const doing = step === undefined ? undefined : plan?.steps[step];
    return doing ? [`Step ${(step ?? 0) + 1} of ${plan?.steps.length}: ${doing.text}.`] : [];
  },
};
