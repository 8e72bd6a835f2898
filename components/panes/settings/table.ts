import type { SettingsPaneId } from '../../../machines/settings/meta.ts';
import type { Pane } from '../pane-props.ts';
import { KeysPane, PressPane } from './keys.tsx';
import { ListPane, LookingPane, ReviewPane } from './panes.tsx';

/** Exactly one component for each pane of the settings. */
export const panes: Readonly<Record<SettingsPaneId, Pane>> = {
  'settings.looking': LookingPane,
  'settings.list': ListPane,
  'settings.keys': KeysPane,
  'settings.press': PressPane,
  'settings.review': ReviewPane,
};
