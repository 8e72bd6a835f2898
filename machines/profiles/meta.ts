/** The panes of the profiles; `components/panes/profiles` has exactly one component for each. */
export type ProfilesPaneId =
  | 'profiles'
  | 'profiles.details'
  | 'profiles.edit'
  | 'profiles.name'
  | 'profiles.review'
  | 'profiles.pin'
  | 'profiles.keep'
  | 'profiles.who';
