import type { CommandPaneId } from '../../../machines/command/meta.ts';
import type { Pane } from '../pane-props.ts';
import { PromptPane } from './prompt.tsx';

/** Exactly one component for each pane of `command`. */
export const panes: Readonly<Record<CommandPaneId, Pane>> = { 'command.prompt': PromptPane };
