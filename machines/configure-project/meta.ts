/** The panes of `configure project`; `components/panes/configure-project` has exactly one component for each. */
export type ConfigureProjectPaneId =
  | 'project.looking'
  | 'project.form'
  | 'project.access'
  | 'project.account'
  | 'project.review'
  | 'project.done';
