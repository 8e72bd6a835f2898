import { ProblemView } from '../../widgets/problem-view.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import type { PaneProps } from '../pane-props.ts';
import { useConfigureProject } from './use-configure-project.ts';

/** The project is being read, or what keeps it from being read. */
export function LookingPane({ session, meta }: PaneProps) {
  const { problem } = useConfigureProject(session);
  if (problem && !meta.busy) return <ProblemView problem={problem} />;
  return <Waiting what={meta.busy ?? 'reading the project'} leave="esc leave" />;
}
