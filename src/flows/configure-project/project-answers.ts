import type { GitIgnore } from '../../project/layouts/git-ignore.ts';
import type { AppType, Framework, JavascriptConfig, ProjectAccess } from '../../project/project.ts';

/** The user's answers in `configure project`, always complete; they start with the project's values. */
export interface ProjectAnswers {
  readonly name: string;
  readonly editor: string;
  readonly app: AppType;
  readonly framework: Framework;
  readonly javascript: JavascriptConfig;
  readonly resDir: Readonly<Record<'android' | 'flutter', string>>;
  /** The environment that this machine uses; only in the layout with environments. */
  readonly environment?: string | undefined;
  /** Absent: the project is tied to none on this machine. */
  readonly access?: ProjectAccess | undefined;
  /** Whether the app's configuration files are written; absent: if a change requires it. */
  readonly configFiles?: 'write' | 'leave' | undefined;
  /** What to do with such files in places that the app no longer reads. */
  readonly oldFiles: 'remove' | 'leave';
  /** What to do with values that an app's configuration has and the backend does not give. */
  readonly oldValues: 'keep' | 'remove';
  /** Whether Amplify's block is added to .gitignore, if nothing there ignores the files of one machine. */
  readonly gitIgnore: GitIgnore;
}
