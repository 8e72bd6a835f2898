import type { PaneProps } from '../pane-props.ts';
import type { StandStore } from './stands.ts';

/** What each part of home is given. */
export interface PartProps extends PaneProps {
  /** Keys go to it. */
  readonly focused: boolean;
  readonly stands: StandStore;
  /** What there is to know of the row that is stood on is shown beside the parts. */
  readonly hasDetail: boolean;
  /** Opens what the cursor is on. */
  readonly onOpen: () => void;
}
