import { defineFlow } from '../kit/flow.ts';
import { command } from './command.ts';
import type { projectsMachine } from './machine.ts';
import type { ProjectsPaneId } from './meta.ts';

/** What the program knows of `projects`. */
export const flow = defineFlow<typeof projectsMachine, ProjectsPaneId>()({
  label: 'projects',
  group: 'Projects',
  panes: 'projects',
  place: 9,
  event: 'OPEN_PROJECTS',
  opens: {
    key: 'o',
    label: 'projects',
    footer: 9,
    help: 'Shows the projects that were opened here, and opens another one; what runs continues.',
  },
  command,
});
