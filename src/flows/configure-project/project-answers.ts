import type { GitIgnore } from '../../project/layouts/git-ignore.ts';
import type { AppType, Framework, JavascriptConfig, ProjectAccess } from '../../project/project.ts';

/** What a person decides in `configure project`, whole at any time; it starts as what the project has. */
export interface ProjectAnswers {
  readonly name: string;
  readonly editor: string;
  readonly app: AppType;
  readonly framework: Framework;
  readonly javascript: JavascriptConfig;
  readonly resDir: Readonly<Record<'android' | 'flutter', string>>;
  /** Layout with environments only: the one that this machine works with. */
  readonly environment?: string | undefined;
  /** Absent: the project is tied to none on this machine. */
  readonly access?: ProjectAccess | undefined;
  /** Whether the files that tell the app about its backend are written; absent: when a change asks for it. */
  readonly configFiles?: 'write' | 'leave' | undefined;
  /** What becomes of such files in places that the app does not read any more. */
  readonly oldFiles: 'remove' | 'leave';
  /** What becomes of values that an app's configuration has, and the backend does not give. */
  readonly oldValues: 'keep' | 'remove';
  /** Whether Amplify's block is added to .gitignore, where nothing there keeps out what is of one machine. */
  readonly gitIgnore: GitIgnore;
}
