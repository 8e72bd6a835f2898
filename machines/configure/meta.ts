/** Every pane of the flow `configure`. */
export type ConfigurePaneId =
  | 'configure.looking'
  | 'configure.unfinished'
  | 'configure.lost'
  | 'configure.way'
  | 'configure.access'
  | 'configure.region'
  | 'configure.account'
  | 'configure.user'
  | 'configure.keys'
  | 'configure.policy'
  | 'configure.console'
  | 'configure.typed'
  | 'configure.save-as'
  | 'configure.review'
  | 'configure.plan-text'
  | 'configure.working'
  | 'configure.not-finished'
  | 'configure.old-key'
  | 'configure.done';

/** Its steps, besides those that it shares with other flows. */
export type ConfigureStepId = 'way' | 'region' | 'user' | 'policy' | 'console' | 'keys' | 'save-as' | 'save';
