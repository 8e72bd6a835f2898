/** The panes of the projects; `components/panes/projects` has exactly one component for each. */
export type ProjectsPaneId = 'projects.looking' | 'projects.list' | 'projects.folder' | 'projects.found';
