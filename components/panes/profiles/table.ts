import type { ProfilesPaneId } from '../../../machines/profiles/meta.ts';
import type { Pane } from '../pane-props.ts';
import { ProfilesPane } from '../profiles.tsx';
import { DetailsPane } from './details.tsx';
import { EditPane, NamePane } from './edit.tsx';
import { KeepPane } from './keep.tsx';
import { PinPane } from './pin.tsx';
import { ReviewPane } from './review.tsx';
import { WhoPane } from './who.tsx';

/** Exactly one component for each pane of the profiles. */
export const panes: Readonly<Record<ProfilesPaneId, Pane>> = {
  profiles: ProfilesPane,
  'profiles.details': DetailsPane,
  'profiles.edit': EditPane,
  'profiles.name': NamePane,
  'profiles.review': ReviewPane,
  'profiles.pin': PinPane,
  'profiles.keep': KeepPane,
  'profiles.who': WhoPane,
};
