import { lookingPane } from '../looking-pane.tsx';
import { useConfigureProject } from './use-configure-project.ts';

/** The wait for the project's files, or why they cannot be read. */
export const LookingPane = lookingPane(useConfigureProject);
