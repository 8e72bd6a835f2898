import { defineFlow } from '../kit/flow.ts';
import { command } from './command.ts';
import type { watchMachine } from './machine.ts';
import type { WatchPaneId } from './meta.ts';

/** The definition of `watch`. */
export const flow = defineFlow<typeof watchMachine, WatchPaneId>()({
  label: 'watch',
  about:
    'Follows one stack, whoever deploys it: each resource on one axis of time, the newest events, and why something has failed.',
  group: 'Stack',
  panes: 'watch',
  background: true,
  place: 4,
  event: 'OPEN_WATCH',
  opens: { key: 'w', label: 'watch', footer: 4, help: 'Follows the stack of the project.' },
  command,
});
