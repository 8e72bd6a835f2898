import type { SnapshotFrom } from 'xstate';
import { type FlowId, flowOf, flowOfPane, type PaneId } from '../machines/flows.ts';
import type { sessionMachine } from '../machines/session/machine.ts';
import type { StepItem } from './widgets/steps.tsx';

/** What is open in a flow, besides its first pane, in a word or two. */
const deeper: Readonly<Partial<Record<PaneId, string>>> = {
  log: 'log',
  'watch.bucket': 'block',
  'watch.rollback': 'rollback',
  'projects.folder': 'open',
  'projects.found': 'found',
  'profiles.details': 'details',
  'profiles.edit': 'edit',
  'profiles.name': 'rename',
  'profiles.review': 'review',
  'profiles.pin': 'in the project',
  'profiles.keep': 'in this folder',
  'profiles.who': 'test',
  'project.access': 'profile',
  'project.account': 'profile',
  'project.review': 'review',
  'environments.name': 'upgrade',
  'environments.review': 'review',
  'share.review': 'review',
  'undo.review': 'review',
  'delete.review': 'review',
  'delete.folder': 'download',
  'delete.confirm': 'confirm',
  'access.review': 'take away',
  'access.confirm': 'confirm',
  'settings.keys': 'keys',
  'settings.press': 'keys',
  'settings.review': 'review',
};

/**
 * Where in the program a pane is, outermost first: `init`, `profile`. Empty on home.
 *
 * @param steps those of the current flow, if it has any
 */
export function crumbsOf(
  { context }: SnapshotFrom<typeof sessionMachine>,
  pane: PaneId,
  steps: readonly StepItem[] = [],
): readonly string[] {
  const flow = flowOfPane(pane);
  const step = steps.find(({ state }) => state === 'now')?.label.toLowerCase();
  // It was opened by a question of init, and returns there.
  const isOnTheWay = flow === 'configure' && context.init?.getSnapshot().matches('access') === true;
  const name = (id: FlowId) => flowOf(id).label;
  const path = [isOnTheWay ? name('init') : undefined, flow ? name(flow) : calls[pane], step ?? deeper[pane]];
  return path.filter((part) => part !== undefined);
}

/** The panes without a flow. */
const calls: Readonly<Partial<Record<PaneId, string>>> = { calls: 'calls', log: 'calls' };
