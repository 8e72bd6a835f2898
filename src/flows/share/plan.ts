import type { ProjectFileChange, ProjectPlan } from '../configure-project/plan.ts';
import { valuesWords } from '../configure-project/shown.ts';

/** A file of the backend that is copied as it is, or taken out where the source does not have it any more. */
export interface CopiedFile {
  /** Relative to the root of both projects, with `/` between the parts. */
  readonly label: string;
  readonly change: 'create' | 'update' | 'remove';
}

/** What sharing a backend with one folder is about to do. */
export interface ShareTarget {
  /** Absolute path of the other frontend's root. */
  readonly root: string;
  /** `android`: the kind of app that the folder holds, with the evidence. */
  readonly app: string;
  /** The folder has the backend already: it is brought up to date. */
  readonly refresh: boolean;
  readonly copies: readonly CopiedFile[];
  /** The target's own settings and configuration files. */
  readonly files: readonly ProjectFileChange[];
  /** Files of the target's backend that the source does not have; they stay. */
  readonly extra: readonly string[];
  /** Configuration files of the target that stay as they are, each with the reason. */
  readonly kept: ProjectPlan['kept'];
  /** Values that only the target's configuration has; they stay. */
  readonly values: ProjectPlan['values'];
  readonly notes: readonly string[];
}

/** What should be known of a folder beside its files, one sentence each. */
export function targetNotes({ notes, values }: Pick<ShareTarget, 'notes' | 'values'>): string[] {
  return [...notes, ...values.map(({ label, paths }) => valuesWords(label, paths, 'keep'))];
}

/** What sharing is about to do: the review shows it, and running it is the only way anything is written. */
export interface SharePlan {
  /** Absolute path of the project whose backend is shared. */
  readonly source: string;
  readonly targets: readonly ShareTarget[];
}

/** How many files a plan touches. */
export function shareSize({ targets }: SharePlan): number {
  return targets.reduce((sum, { copies, files }) => sum + copies.length + files.length, 0);
}

/** `3 new, 1 changed, 2 removed`; empty when nothing is copied. */
export function copyWords(copies: readonly CopiedFile[]): string {
  return changeCounts(copies).join(', ');
}

/** What becomes of a folder, with the number of all files that are listed below it: `gets a copy of this backend (10 new files)`. */
export function targetWords({ refresh, copies, files }: ShareTarget): string {
  const [first, ...others] = changeCounts([...files, ...copies]);
  const start = refresh ? 'has this backend already' : 'gets a copy of this backend';
  if (first === undefined) return `${start}, up to date`;
  return `${start} (${[`${first} ${first.startsWith('1 ') ? 'file' : 'files'}`, ...others].join(', ')})`;
}

/** How many are new, changed and removed, those that there are. */
function changeCounts(changes: readonly Pick<CopiedFile, 'change'>[]): string[] {
  const words = { create: 'new', update: 'changed', remove: 'removed' } as const;
  return (['create', 'update', 'remove'] as const).flatMap((change) => {
    const n = changes.filter((each) => each.change === change).length;
    return n === 0 ? [] : [`${n} ${words[change]}`];
  });
}
