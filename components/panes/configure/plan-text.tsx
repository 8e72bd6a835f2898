import { configurePlanText } from '../../../src/flows/configure/plan-text.ts';
import { PlanLines } from '../../widgets/plan-lines.tsx';
import type { PaneProps } from '../pane-props.ts';
import { useConfigure } from './use-configure.ts';

/** The plan in full, to scroll through: each call, and both files with every line that changes. */
export function PlanTextPane({ session }: PaneProps) {
  const { plan } = useConfigure(session);
  return plan ? <PlanLines lines={configurePlanText(plan)} /> : null;
}
