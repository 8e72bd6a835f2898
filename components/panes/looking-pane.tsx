import type { ProblemText } from '../../src/core/problem.ts';
import { ProblemView } from '../widgets/problem-view.tsx';
import { Waiting } from '../widgets/waiting.tsx';
import type { PaneProps } from './pane-props.ts';

/** The pane of a flow that loads before its first question: what it is doing, or why that failed. @param useFlow its hook */
export function lookingPane(
  useFlow: (session: PaneProps['session']) => { readonly problem?: ProblemText | undefined },
) {
  return function LookingPane({ session, meta }: PaneProps) {
    const { problem } = useFlow(session);
    if (problem && !meta.busy) return <ProblemView problem={problem} />;
    return <Waiting what={meta.busy ?? meta.title} leave="esc leave" />;
  };
}
