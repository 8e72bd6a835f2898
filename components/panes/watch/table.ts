import type { WatchPaneId } from '../../../machines/watch/meta.ts';
import type { Pane } from '../pane-props.ts';
import { WatchBucketPane } from './bucket.tsx';
import { WatchRollbackPane } from './rollback.tsx';
import { WatchPane } from './watch.tsx';

/** Exactly one component for each pane of `watch`. */
export const panes: Readonly<Record<WatchPaneId, Pane>> = {
  watch: WatchPane,
  'watch.bucket': WatchBucketPane,
  'watch.rollback': WatchRollbackPane,
};
