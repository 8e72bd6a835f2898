import { flowOf, flowOfPane, type PaneId } from '../machines/flows.ts';

/** The panes that belong to no flow. */
const others: Readonly<Partial<Record<PaneId, string>>> = {
  home: 'Everything about the project of this folder: its stack as it is now, environments, profiles, what happened, and the calls to AWS. Tab or a number goes to a pane, the arrows to a row, Enter opens it, y copies it.',
  calls:
    'Every call to AWS of this session: what it was for, how long it took and how it ended. y copies one as an aws command.',
  log: 'What the program has noted, the newest lines last. There is no secret in it.',
};

/** What a pane is for, in a sentence or two. */
export function aboutOf(pane: PaneId): string {
  const flow = flowOfPane(pane);
  return others[pane] ?? (flow ? flowOf(flow).about : (others.home ?? ''));
}
