/** The panes of the settings; `components/panes/settings` has exactly one component for each. */
export type SettingsPaneId =
  | 'settings.looking'
  | 'settings.list'
  | 'settings.keys'
  | 'settings.press'
  | 'settings.review';
