/** The panes of `undo`; `components/panes/undo` has exactly one component for each. */
export type UndoPaneId = 'undo.list' | 'undo.review' | 'undo.done';
