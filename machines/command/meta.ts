/** The panes of `command`; `components/panes/command` has exactly one component for each. */
export type CommandPaneId = 'command.prompt';
