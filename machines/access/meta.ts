/** The panes of `access`; `components/panes/access` has exactly one component for each. */
export type AccessPaneId =
  | 'access.looking'
  | 'access.review'
  | 'access.confirm'
  | 'access.running'
  | 'access.stopped'
  | 'access.done';
