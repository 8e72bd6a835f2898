import { lookingPane } from '../looking-pane.tsx';
import { useConfigureProject } from './use-configure-project.ts';

/** The project is being read, or what keeps it from being read. */
export const LookingPane = lookingPane(useConfigureProject);
