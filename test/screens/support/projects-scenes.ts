import { waitFor } from 'xstate';
import type { ProjectsEvent } from '../../../machines/projects/types.ts';
import type { Pretence } from '../../support/pretend.ts';
import type { ProjectsPretence } from '../../support/pretend-projects.ts';
import { trouble } from '../../support/pretend-values.ts';
import type { Session } from './app.tsx';
import type { Scene } from './scenes.ts';
import { open, rejects } from './ways.ts';

/** Opens the flow and sends events; `{ at }` waits for a state. */
const walk =
  (...steps: readonly (ProjectsEvent | { readonly at: string })[]) =>
  async (session: Session) => {
    await open('OPEN_PROJECTS')(session);
    await waitFor(session, ({ children }) => children.projects !== undefined);
    const flow = session.getSnapshot().children.projects!;
    for (const step of steps) {
      if ('at' in step) await waitFor(flow, ({ value }) => value === step.at);
      else flow.send(step);
    }
  };

const at = (state: string) => ({ at: state });
const given = (projects: Partial<ProjectsPretence> = {}): Partial<Pretence> => ({ projects });
const typed = { type: 'TYPE', folder: '~/work' } as const;
const next = { type: 'NEXT' } as const;

export const projectsScenes: readonly Scene[] = [
  {
    pane: 'projects.looking',
    name: 'in vain',
    given: given({ look: rejects }),
    go: walk(at('unreadable')),
    sees: [trouble.what],
  },
  {
    pane: 'projects.list',
    name: '',
    given: given(),
    go: walk(at('list')),
    sees: ['inventory', /PRODUCTION/, /updating 7/, /never/],
  },
  {
    pane: 'projects.list',
    name: 'without any',
    given: given({ look: async () => [] }),
    go: walk(at('list')),
    sees: ['No project was opened yet'],
  },
  {
    pane: 'projects.folder',
    name: 'that is none',
    given: given({ check: rejects }),
    go: walk(at('list'), { type: 'OTHER' }, typed, next, at('checkingTyped'), at('folder')),
    sees: ['~/work', trouble.what],
  },
  {
    pane: 'projects.found',
    name: '',
    given: given(),
    go: walk(at('list'), { type: 'FIND' }, typed, next, at('found')),
    sees: ['portal', /There may be more/],
  },
];
