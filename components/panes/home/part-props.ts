import type { PaneProps } from '../pane-props.ts';
import type { HomeCursor } from './home-cursor.ts';

/** The props of each part of home. */
export interface PartProps extends PaneProps {
  /** Whether it gets the keys. */
  readonly focused: boolean;
  readonly cursor: HomeCursor;
  /** Whether the details of the selected row are shown next to the parts. */
  readonly hasDetail: boolean;
  /** Opens the selected row. */
  readonly onOpen: () => void;
}
