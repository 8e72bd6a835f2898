import type { AnyStateNode } from 'xstate';
import { keysId } from '../../machines/commands.ts';
import { deploymentMachine } from '../../machines/deployment/machine.ts';
import { machinesByHeading } from '../../machines/every-machine.ts';
import { flowOfPane } from '../../machines/flows.ts';
import type { StateMeta, TransitionMeta } from '../../machines/meta.ts';
import { sessionMachine } from '../../machines/session/machine.ts';
import { parts } from '../panes/home/parts.ts';
import type { KnownCommand } from './read-bindings.ts';

const machines = Object.values(machinesByHeading);

const all: readonly string[] = [
  ...new Set([sessionMachine, ...machines].flatMap((machine) => panesIn(machine.root as AnyStateNode))),
];
const home: ReadonlySet<string> = new Set(['home']);
const withStack: ReadonlySet<string> = new Set(all.filter((pane) => /^(?:home|watch|init\.)/.test(pane)));
/** On home, the row of any pane is copied in the same way. */
const beyondHome: ReadonlySet<string> = new Set([...withStack].filter((pane) => pane !== 'home'));

/** Commands of the panes themselves, which are in no machine. */
const ofPanes: readonly KnownCommand[] = [
  { id: 'list.up', label: 'up', keys: ['up', 'k'], panes: 'all' },
  { id: 'list.down', label: 'down', keys: ['down', 'j'], panes: 'all' },
  { id: 'list.page-up', label: 'page up', keys: ['pageup', 'ctrl+b'], panes: 'all' },
  { id: 'list.page-down', label: 'page down', keys: ['pagedown', 'ctrl+f'], panes: 'all' },
  { id: 'list.start', label: 'to the first', keys: ['home', 'g'], panes: 'all' },
  { id: 'list.end', label: 'to the last', keys: ['end', 'G'], panes: 'all' },
  { id: 'filter.open', label: 'filter', keys: ['/'], panes: 'all' },
  { id: 'home.open', label: 'open', keys: ['enter'], panes: home },
  { id: 'home.next', label: 'next pane', keys: ['tab'], panes: home },
  { id: 'home.before', label: 'pane before', keys: ['shift+tab'], panes: home },
  { id: 'home.copy', label: 'copy', keys: ['y'], panes: home },
  { id: 'home.console', label: 'open in the console', keys: ['O'], panes: home },
  { id: 'home.whole', label: 'whole pane', keys: ['+'], panes: home },
  ...parts.map((part, at) => ({ id: `home.${part}`, label: part, keys: [String(at + 1)], panes: home })),
  { id: 'calls.copy', label: 'copy as an aws command', keys: ['y'], panes: new Set(['calls']) },
  { id: 'stack.failed', label: 'failed only', keys: ['f'], panes: withStack },
  { id: 'stack.details', label: 'details', keys: ['d'], panes: withStack },
  { id: 'stack.outputs', label: 'outputs', keys: ['u'], panes: withStack },
  { id: 'stack.copy', label: 'copy', keys: ['y'], panes: beyondHome },
  { id: 'stack.fold', label: 'fold', keys: ['space', 'left', 'right'], panes: withStack },
  { id: 'rollback.skip', label: 'skip it', keys: ['space'], panes: new Set(['watch.rollback']) },
  { id: 'access.decide', label: 'take it, too', keys: ['space'], panes: new Set(['access.review']) },
  { id: 'project.access', label: 'choose', keys: ['right', 'space', 'l'], panes: new Set(['project.form']) },
  { id: 'profiles.unusable', label: 'use', keys: ['enter'], panes: new Set(['profiles']) },
  {
    id: 'settings.change',
    label: 'change',
    keys: ['right', 'l', 'space'],
    panes: new Set(['settings.list']),
  },
  {
    id: 'settings.change-back',
    label: 'change back',
    keys: ['left', 'h'],
    panes: new Set(['settings.list']),
  },
  { id: 'settings.own-again', label: 'its own key', keys: ['x'], panes: new Set(['settings.keys']) },
  { id: 'keys.reveal', label: 'show', keys: ['ctrl+t'], panes: new Set(['configure.typed']) },
  {
    id: 'path.complete',
    label: 'complete',
    keys: ['tab'],
    panes: new Set(['projects.folder', 'share.folder', 'init.resources']),
  },
  { id: 'device.enter', label: 'send the code', keys: ['enter'], panes: new Set(['assume.device']) },
  { id: 'device.secret', label: 'show', keys: ['ctrl+t'], panes: new Set(['assume.device']) },
];

/**
 * Every command that the user may give other keys, with the panes that it may be on: from the transitions of the machines, and
 * {@link ofPanes}. It loads every machine, so it is used only if settings.ini has keys.
 */
export const knownCommands: readonly KnownCommand[] = [
  ...sessionCommands(),
  ...machines.flatMap((machine) => commandsIn(machine.id, machine.root as AnyStateNode, panesOf)),
  ...ofPanes,
];

function sessionCommands(): KnownCommand[] {
  const { view, front, modal } = (sessionMachine.root as AnyStateNode).states;
  if (!view || !front || !modal) throw new Error('the session has other regions');
  const everywhere = [modal, modal.states.none, front.states.none].flatMap((node) =>
    node ? ownCommands('session', node, 'all') : [],
  );
  return [
    ...ownCommands('session', view, 'all'),
    ...[
      ...Object.values(view.states),
      ...['calls', 'log'].flatMap((pane) => front.states[pane] ?? []),
    ].flatMap((node) => ownCommands('session', node, panesOfView(node))),
    // It appears wherever a profile turns out to be signed out.
    { id: 'session.sign-in', label: 'sign in', keys: ['l'], panes: 'all' },
    ...everywhere,
  ];
}

function panesIn(node: AnyStateNode): string[] {
  const meta = node.meta as StateMeta | undefined;
  return [...(meta ? [meta.pane] : []), ...Object.values(node.states).flatMap(panesIn)];
}

/** The panes of the flow of a session's view. */
function panesOfView(node: AnyStateNode): ReadonlySet<string> {
  const { pane } = node.meta as StateMeta;
  const flow = flowOfPane(pane);
  return new Set(flow === undefined ? [pane] : all.filter((each) => flowOfPane(each) === flow));
}

/** The panes of a state and of all its substates; if a deployment runs in it, also those of the deployment. */
function panesOf(node: AnyStateNode): ReadonlySet<string> {
  const deploys = node.invoke.some(({ id }) => id === 'deployment');
  return new Set([...panesIn(node), ...(deploys ? panesIn(deploymentMachine.root as AnyStateNode) : [])]);
}

function commandsIn(
  area: string,
  node: AnyStateNode,
  where: (node: AnyStateNode) => ReadonlySet<string>,
): KnownCommand[] {
  return [
    ...ownCommands(area, node, where(node)),
    ...Object.values(node.states).flatMap((child) => commandsIn(area, child, where)),
  ];
}

function ownCommands(area: string, node: AnyStateNode, shownOn: KnownCommand['panes']): KnownCommand[] {
  return [...node.transitions.values()].flat().flatMap(({ eventType, meta }) => {
    const said = meta as TransitionMeta | undefined;
    if (!said) return [];
    return [
      {
        id: keysId(area, eventType),
        label: said.label,
        keys: [said.key, ...(said.also ?? [])],
        panes: shownOn,
      },
    ];
  });
}
