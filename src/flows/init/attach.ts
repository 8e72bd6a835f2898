import { shellWord } from '../../core/shell.ts';
import { plainText } from '../../core/text.ts';
import type { AccessChoice } from '../../credentials/access.ts';

/** Everything by which another run of the program finds a stack again. */
export interface AttachTo {
  readonly stackName: string;
  readonly access: AccessChoice;
  readonly region: string;
  /** The project's folder, absolute. */
  readonly folder: string;
  /** The shell's working folder. */
  readonly here: string;
  /** Set if it was given on the command line, and has to be given again. */
  readonly endpointUrl?: string | undefined;
}

/** The commands, ready to paste. */
export interface AttachCommands {
  /** Follows the stack. */
  readonly watch: string;
  /** Resumes the init, without questions. */
  readonly resume: string;
  /** Deletes what the init has created. */
  readonly cleanUp: string;
}

/** The exact commands for returning to a stack that continues in AWS. */
export function attachCommands(to: AttachTo): AttachCommands {
  const profile = to.access.kind === 'profile' ? ` --profile ${quoted(to.access.name)}` : '';
  const endpoint = to.endpointUrl ? ` --endpoint-url ${quoted(to.endpointUrl)}` : '';
  const folder = to.folder === to.here ? '' : ` --cwd ${quoted(to.folder)}`;
  return {
    watch: `amplify-tui watch ${quoted(to.stackName)}${profile} --region ${quoted(to.region)}${endpoint}`,
    resume: `amplify-tui init --resume${folder}${endpoint}`,
    cleanUp: `amplify-tui init --clean-up${folder}${endpoint}`,
  };
}

function quoted(word: string): string {
  return shellWord(plainText(word));
}
