import { defineFlow, toldLeft } from '../kit/flow.ts';
import { command } from './command.ts';
import type { environmentsMachine } from './machine.ts';
import type { EnvironmentsPaneId } from './meta.ts';

/** The definition of `environments`. */
export const flow = defineFlow<typeof environmentsMachine, EnvironmentsPaneId>()({
  label: 'environments',
  about:
    'Lists the environments of the project, each with a stack of its own, and switches between them. A project of one backend is taken to environments here, and back.',
  group: 'Environments',
  panes: 'environments',
  place: 8,
  event: 'OPEN_ENVIRONMENTS',
  opens: {
    key: 'v',
    label: 'environments',
    footer: 8,
    help: 'Shows the environments and switches; takes a project of one backend to environments, and back.',
  },
  command,

  stake: (snapshot) => (snapshot.matches('planning') || snapshot.matches('review') ? 'answers' : undefined),
  entries: { words: /^(?:upgrade|environment)/, label: 'the environments' },
  ended: (output) => {
    if (output.kind === 'upgraded')
      return { text: `upgraded to environments: ${output.environment}`, tone: 'good' };
    return output.kind === 'undone' ? { text: 'upgrade undone', tone: 'good' } : toldLeft('environments');
  },
});
