import type { PaneId } from '../../../../../machines/flows.ts';
import type { PaneTalk } from '../pane-talk.ts';
import type { Scene } from '../scene.ts';
import { dialogTalk } from './dialogs.ts';

/** The panes of each flow are in `<flow>.ts`, one for each of its ids. */
const ofFlows = import.meta.glob<{ readonly talk?: Readonly<Partial<Record<PaneId, object>>> }>('./*.ts', {
  eager: true,
});

/** Every pane of a state in lines; a test checks that none is missing. */
export const panes: Readonly<Partial<Record<string, object>>> = Object.assign(
  {},
  ...Object.values(ofFlows).map(({ talk }) => talk),
);

/** The words of what is shown: a dialog takes precedence over the pane. Each gets the context of its machine. */
export function talkOf({ dialog, meta }: Pick<Scene, 'dialog' | 'meta'>): PaneTalk<unknown> {
  return (dialog ? dialogTalk[dialog] : panes[meta.pane]) as PaneTalk<unknown>;
}
