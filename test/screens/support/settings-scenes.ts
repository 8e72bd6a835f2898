import { waitFor } from 'xstate';
import { defaultValues } from '../../../src/state/setting-values.ts';
import { at, type EventOf } from '../../support/flow-steps.ts';
import type { Pretence } from '../../support/pretend.ts';
import type { SettingsPretence } from '../../support/pretend-settings.ts';
import { trouble } from '../../support/pretend-values.ts';
import type { Session } from './app.tsx';
import { walkIn } from './flow-walk.ts';
import type { Scene } from './scenes.ts';
import { rejects } from './ways.ts';

const steps = walkIn('settings');
/** Opens the flow, sends events as soon as it shows the list, and waits for a state. */
const walk = (state: string, ...events: readonly EventOf<'settings'>[]) =>
  steps(...(events.length > 0 ? [at('list')] : []), ...events, at(state));
const given = (settings: Partial<SettingsPretence>): Partial<Pretence> => ({ settings });
const light = { type: 'SET', name: 'theme', value: 'light' } as const;
const silent = { type: 'SET', name: 'bell', value: 'off' } as const;
const next = { type: 'NEXT' } as const;
const keysOf = { type: 'OPEN_KEYS' } as const;
const pick = { type: 'PICK', id: 'session.open-init' } as const;
const refused = async (session: Session) => {
  await walk('pressing', keysOf, pick, { type: 'PRESSED', key: 'p' })(session);
  const flow = session.getSnapshot().children.settings!;
  await waitFor(flow, ({ context }) => context.refused !== undefined);
};

export const scenes: readonly Scene[] = [
  {
    pane: 'settings.looking',
    name: 'in vain',
    given: given({ look: rejects }),
    go: walk('unreadable'),
    sees: [trouble.what],
  },
  {
    pane: 'settings.list',
    name: 'as they are',
    go: walk('list'),
    sees: [/theme +\[auto\] +dark/, 'Colours.', 'settings.ini'],
  },
  {
    pane: 'settings.list',
    name: 'with changes, and a line that is not understood',
    given: given({
      look: async () => ({
        file: '~/.amplify/tui/settings.ini',
        values: defaultValues,
        commands: [{ id: 'session.open-init', label: 'init', keys: ['i'], own: ['n'] }],
        findings: ['settings.ini: mouse is not understood.'],
      }),
    }),
    go: walk('list', light, silent),
    sees: [/~ theme +auto +dark +\[light\]/, /2 changes shown, not saved yet/, /mouse is not understood/],
  },
  {
    pane: 'settings.keys',
    name: '',
    go: walk('keys', keysOf),
    sees: [/i +session\.open-init +init/, /P {2}\^p +session\.open-profiles/],
  },
  {
    pane: 'settings.keys',
    name: 'with one that was changed',
    go: walk('keys', keysOf, pick, { type: 'PRESSED', key: 'n' }),
    sees: [/~ n +session\.open-init +init/],
  },
  { pane: 'settings.press', name: '', go: walk('pressing', keysOf, pick), sees: ['now i', 'Press the key'] },
  {
    pane: 'settings.press',
    name: 'of another command',
    go: refused,
    sees: [/p is taken on the same pane/],
  },
  {
    pane: 'settings.review',
    name: '',
    go: walk('review', light, next),
    sees: [/theme +light +was auto/, /\+ theme = light/, /save/],
  },
  {
    pane: 'settings.review',
    name: 'in vain',
    given: given({ plan: rejects }),
    go: walk('notPlanned', light, next),
    sees: [trouble.what],
  },
];
