import { stackWords } from '../../aws/progress/narration.ts';
import { outcomeOf } from '../../aws/progress/status.ts';
import { count } from '../../core/text.ts';
import type { RecentProject } from '../../state/projects.ts';

/** A project in the list: what is remembered about it, and its state in this run of the program. */
export interface ProjectRow extends Omit<RecentProject, 'place'> {
  /** Whether it is the one on screen. */
  readonly current: boolean;
  /** Whether the folder no longer exists. */
  readonly gone: boolean;
  /** Whether its last profile is marked as production. */
  readonly production: boolean;
  /** What this program is doing with it, as `updating 7 of 12`. */
  readonly running?: string;
}

/** The state of a project's stack: a tone for its mark and a few words. */
export interface RowState {
  readonly tone: 'good' | 'bad' | 'running' | 'unknown';
  readonly words: string;
}

/** The state of a row in words, with its age if it is older than a minute. @param now milliseconds since the epoch */
export function rowState(
  { running, stack, gone }: Pick<ProjectRow, 'running' | 'stack'> & { readonly gone?: boolean },
  now: number,
): RowState {
  if (running !== undefined) return { tone: 'running', words: running };
  if (gone) return { tone: 'bad', words: 'the folder is gone' };
  if (!stack) return { tone: 'unknown', words: 'never asked' };
  const age = agoWords(now - stack.at);
  const words = [stackWords(stack.status), age].filter(Boolean).join(', ');
  const outcome = outcomeOf(stack.status);
  // A running operation may have ended since.
  if (outcome === 'running' || outcome === 'in-review') return { tone: 'unknown', words };
  return { tone: outcome === 'succeeded' ? 'good' : 'bad', words };
}

/** How long ago something was, in the largest unit: `5 min ago`, `3 days ago`; empty within a minute. @param ms milliseconds */
export function agoWords(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return '';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ago` : `${count(Math.floor(hours / 24), 'day')} ago`;
}

/** The environments of a project, the current one first; `one backend` if it has none. */
export function environmentsWords({ environment, environments }: RecentProject): string {
  const all = environment === undefined ? environments : [environment, ...environments];
  return [...new Set(all)].join(', ') || 'one backend';
}

/** The last known account of a project, with its alias; empty if it was never known. */
export function accountWords({ account, accountAlias }: RecentProject): string {
  return [accountAlias, account].filter(Boolean).join(' ');
}
