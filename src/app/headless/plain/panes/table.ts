import type { PaneId } from '../../../../../machines/flows.ts';
import type { PaneTalk } from '../pane-talk.ts';
import type { Scene } from '../scene.ts';
import { dialogTalk } from './dialogs.ts';

/** Each flow has its panes in `<flow>.ts`, one for each of its ids. */
const ofFlows = import.meta.glob<{ readonly talk?: Readonly<Partial<Record<PaneId, object>>> }>('./*.ts', {
  eager: true,
});

/** How each pane that a state can ask for is told in lines; a test asks for every one. */
export const panes: Readonly<Partial<Record<string, object>>> = Object.assign(
  {},
  ...Object.values(ofFlows).map(({ talk }) => talk),
);

/** The words of what is shown: a dialog stands before the pane. Each gets the context of the machine that shows it. */
export function talkOf({ dialog, meta }: Pick<Scene, 'dialog' | 'meta'>): PaneTalk<unknown> {
  return (dialog ? dialogTalk[dialog] : panes[meta.pane]) as PaneTalk<unknown>;
}
