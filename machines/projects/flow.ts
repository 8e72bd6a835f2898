import { defineFlow } from '../kit/flow.ts';
import { command } from './command.ts';
import type { projectsMachine } from './machine.ts';
import type { ProjectsPaneId } from './meta.ts';

/** The definition of `projects`. */
export const flow = defineFlow<typeof projectsMachine, ProjectsPaneId>()({
  label: 'projects',
  about:
    'The projects that were opened on this machine, with the state of their stacks. Opening another one stops nothing: a deployment continues, and the top line tells how far it is.',
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
