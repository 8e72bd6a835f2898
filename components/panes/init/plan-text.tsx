import { useSelector } from '@xstate/react';
import { planScript, planText } from '../../../src/flows/init/plan-text.ts';
import { PlanLines } from '../../widgets/plan-lines.tsx';
import { initOf, type PaneProps } from '../pane-props.ts';

/** The plan in full, to scroll through: each call and each file, or the command that does the same. */
export function PlanTextPane({ session }: PaneProps) {
  const snapshot = useSelector(initOf(session), (state) => state);
  const { plan, answers } = snapshot.context;
  if (!plan || !answers) return null;
  const isScript = snapshot.matches({ review: 'script' });
  return <PlanLines lines={isScript ? planScript(plan, answers) : planText(plan)} />;
}
