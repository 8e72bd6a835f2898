/** The panes of `share`; `components/panes/share` has exactly one component for each. */
export type SharePaneId = 'share.looking' | 'share.folder' | 'share.review' | 'share.done';
