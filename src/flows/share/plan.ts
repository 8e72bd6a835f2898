import type { ProjectFileChange, ProjectPlan } from '../configure-project/plan.ts';
import { valuesWords } from '../configure-project/shown.ts';

/** A file of the backend that is copied unchanged, or removed if the source no longer has it. */
export interface CopiedFile {
  /** Relative to the root of both projects, with `/` between the parts. */
  readonly label: string;
  readonly change: 'create' | 'update' | 'remove';
}

/** Sharing a backend with one folder. */
export interface ShareTarget {
  /** Absolute path of the other frontend's root. */
  readonly root: string;
  /** The detected kind of app in the folder, with the evidence: `android`. */
  readonly app: string;
  /** Whether the folder has the backend already, and is updated. */
  readonly refresh: boolean;
  readonly copies: readonly CopiedFile[];
  /** The target's own settings and configuration files. */
  readonly files: readonly ProjectFileChange[];
  /** Files of the target's backend that the source does not have; they are kept. */
  readonly extra: readonly string[];
  /** Configuration files of the target that stay unchanged, each with the reason. */
  readonly kept: ProjectPlan['kept'];
  /** Values that only the target's configuration has; they are kept. */
  readonly values: ProjectPlan['values'];
  readonly notes: readonly string[];
}

/** What people should know about a folder besides its files, one sentence each. */
export function targetNotes({ notes, values }: Pick<ShareTarget, 'notes' | 'values'>): string[] {
  return [...notes, ...values.map(({ label, paths }) => valuesWords(label, paths, 'keep'))];
}

/** A plan for sharing: the review shows it, and running it is the only way anything is written. */
export interface SharePlan {
  /** Absolute path of the project whose backend is shared. */
  readonly source: string;
  readonly targets: readonly ShareTarget[];
}

/** How many files a plan changes. */
export function shareSize({ targets }: SharePlan): number {
  return targets.reduce((sum, { copies, files }) => sum + copies.length + files.length, 0);
}

/** `3 new, 1 changed, 2 removed`; empty when nothing is copied. */
export function copyWords(copies: readonly CopiedFile[]): string {
  return changeCounts(copies).join(', ');
}

/** What happens to a folder, with the number of all listed files: `gets a copy of this backend (10 new files)`. */
export function targetWords({ refresh, copies, files }: ShareTarget): string {
  const [first, ...others] = changeCounts([...files, ...copies]);
  const start = refresh ? 'has this backend already' : 'gets a copy of this backend';
  if (first === undefined) return `${start}, up to date`;
  return `${start} (${[`${first} ${first.startsWith('1 ') ? 'file' : 'files'}`, ...others].join(', ')})`;
}

/** How many are new, changed and removed, without zeros. */
function changeCounts(changes: readonly Pick<CopiedFile, 'change'>[]): string[] {
  const words = { create: 'new', update: 'changed', remove: 'removed' } as const;
  return (['create', 'update', 'remove'] as const).flatMap((change) => {
    const n = changes.filter((each) => each.change === change).length;
    return n === 0 ? [] : [`${n} ${words[change]}`];
  });
}
