/** The panes of `delete`; `components/panes/delete` has exactly one component for each. */
export type DeletePaneId =
  | 'delete.looking'
  | 'delete.review'
  | 'delete.folder'
  | 'delete.confirm'
  | 'delete.running'
  | 'delete.stopped'
  | 'delete.done';
