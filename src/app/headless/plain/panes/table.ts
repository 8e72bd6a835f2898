import type { PaneId } from '../../../../../machines/meta.ts';
import type { PaneTalk } from '../pane-talk.ts';
import type { Scene } from '../scene.ts';
import { accessTalk } from './access.ts';
import { assumeTalk } from './assume-role.ts';
import { commandTalk } from './command.ts';
import { configureTalk } from './configure.ts';
import { deleteTalk } from './delete.ts';
import { dialogTalk } from './dialogs.ts';
import { environmentsTalk } from './environments.ts';
import { homeTalk } from './home.ts';
import { initTalk } from './init.ts';
import { profilesTalk } from './profiles.ts';
import { projectTalk } from './project.ts';
import { projectsTalk } from './projects.ts';
import { settingsTalk } from './settings.ts';
import { shareTalk } from './share.ts';
import { undoTalk } from './undo.ts';

/** How each pane that a state can ask for is told in lines; a missing one does not compile. */
const panes = {
  ...homeTalk,
  ...initTalk,
  ...configureTalk,
  ...projectTalk,
  ...projectsTalk,
  ...settingsTalk,
  ...shareTalk,
  ...undoTalk,
  ...commandTalk,
  ...deleteTalk,
  ...accessTalk,
  ...environmentsTalk,
  ...profilesTalk,
  ...assumeTalk,
} satisfies Record<PaneId, object>;

/** The words of what is shown: a dialog stands before the pane. Each gets the context of the machine that shows it. */
export function talkOf({ dialog, meta }: Pick<Scene, 'dialog' | 'meta'>): PaneTalk<unknown> {
  return (dialog ? dialogTalk[dialog] : panes[meta.pane]) as PaneTalk<unknown>;
}
