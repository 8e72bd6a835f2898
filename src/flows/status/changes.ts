import type { LocalResource } from './local-changes.ts';

/** How many resources the next push would change. @param backend undefined if they were not compared */
export function changesIn(backend: readonly LocalResource[] | undefined): number {
  return (backend ?? []).filter(({ change }) => ['create', 'update', 'delete'].includes(change)).length;
}
