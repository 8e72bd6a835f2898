/** The panes of `watch`. */
export type WatchPaneId = 'watch' | 'watch.bucket' | 'watch.rollback';
