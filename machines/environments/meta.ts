/** The panes of the environments and of the upgrade to them; `components/panes/environments` has one component for each. */
export type EnvironmentsPaneId =
  | 'environments.looking'
  | 'environments.list'
  | 'environments.name'
  | 'environments.review'
  | 'environments.done';
