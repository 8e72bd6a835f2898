import type { AssumePaneId } from '../../../machines/assume-role/meta.ts';
import type { Pane } from '../pane-props.ts';
import { ChoicesPane } from './choices.tsx';
import { DevicePane } from './device.tsx';
import { FormPane } from './form.tsx';
import { DonePane, LookingPane, PartPane, ReviewPane, UnfinishedPane, WorkingPane } from './panes.tsx';

/** Exactly one component for each pane of `assume-role`. */
export const panes: Readonly<Record<AssumePaneId, Pane>> = {
  'assume.looking': LookingPane,
  'assume.unfinished': UnfinishedPane,
  'assume.part': PartPane,
  'assume.form': FormPane,
  'assume.choices': ChoicesPane,
  'assume.review': ReviewPane,
  'assume.working': WorkingPane,
  'assume.device': DevicePane,
  'assume.done': DonePane,
};
