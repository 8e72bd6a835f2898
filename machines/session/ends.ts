import { count } from '../../src/core/text.ts';
import type { ActivityEntry } from '../../src/state/activity.ts';
import type { AccessOutput } from '../access/types.ts';
import type { AssumeOutput } from '../assume-role/types.ts';
import type { CommandOutput } from '../command/types.ts';
import type { ConfigureOutput } from '../configure/types.ts';
import type { ConfigureProjectOutput } from '../configure-project/types.ts';
import type { DeleteOutput } from '../delete/types.ts';
import type { EnvironmentsOutput } from '../environments/types.ts';
import type { InitOutput } from '../init/types.ts';
import type { SettingsOutput } from '../settings/types.ts';
import type { ShareOutput } from '../share/types.ts';
import type { UndoOutput } from '../undo/types.ts';
import type { InitStopped } from './background.ts';

type Told = Pick<ActivityEntry, 'text' | 'tone'>;

/** How `init` ended, as the activity list tells it. */
export function endOfInit(output: InitOutput): Told {
  if (output.kind === 'created') {
    return { text: `init finished: ${output.stack.stackName}, ${output.files.length} files`, tone: 'good' };
  }
  return { text: 'left init', tone: 'plain' };
}

/** How an `init` in the background has stopped, as the activity list tells it. */
export function stopOfInit({ done, stackName }: InitStopped): Told {
  return done
    ? { text: `init finished: ${stackName}`, tone: 'good' }
    : { text: `init needs you: ${stackName}`, tone: 'bad' };
}

/** How `configure` ended, as the activity list tells it. */
export function endOfConfigure(output: ConfigureOutput): Told {
  if (output.kind === 'left') return { text: 'left configure', tone: 'plain' };
  const done = { existing: 'verified', create: 'created', console: 'saved', rotate: 'rotated' }[output.way];
  return { text: `profile ${output.profile} ${done}: account ${output.identity.account}`, tone: 'good' };
}

/** How `configure project` ended, as the activity list tells it. */
export function endOfConfigureProject(output: ConfigureProjectOutput): Told {
  if (output.kind !== 'configured') return { text: 'left configure project', tone: 'plain' };
  return { text: `project ${output.name} changed: ${count(output.files.length, 'file')}`, tone: 'good' };
}

/** How `assume-role` ended, as the activity list tells it. */
export function endOfAssume(output: AssumeOutput): Told {
  if (output.kind === 'left') return { text: 'left assume-role', tone: 'plain' };
  if (output.kind === 'role') return { text: `role made: ${output.roleArn}`, tone: 'good' };
  return { text: `profile ${output.roleProfile} ${output.proved ? 'proved' : 'written'}`, tone: 'good' };
}

/** How the environments ended, as the activity list tells it. */
export function endOfEnvironments(output: EnvironmentsOutput): Told {
  if (output.kind === 'upgraded')
    return { text: `upgraded to environments: ${output.environment}`, tone: 'good' };
  return output.kind === 'undone'
    ? { text: 'upgrade undone', tone: 'good' }
    : { text: 'left environments', tone: 'plain' };
}

/** How `delete` ended, as the activity list tells it. */
export function endOfDelete(output: DeleteOutput): Told {
  if (output.kind === 'left') return { text: 'left delete', tone: 'plain' };
  const what = output.scope === 'project' ? 'project' : 'environment';
  return { text: `${what} ${output.name} deleted`, tone: 'good' };
}

/** What was saved in the settings, as the activity list tells it. */
export function endOfSettings(output: SettingsOutput): Told {
  if (output.kind === 'left') return { text: 'left settings', tone: 'plain' };
  return {
    text: `settings saved: ${output.changes.map(({ name, to }) => `${name} ${to}`).join(', ')}`,
    tone: 'good',
  };
}

/** How `access` ended, as the activity list tells it. */
export function endOfAccess(output: AccessOutput): Told {
  if (output.kind === 'left') return { text: 'left access', tone: 'plain' };
  return { text: `access of ${output.profile} taken away`, tone: 'good' };
}

/** How `share` ended, as the activity list tells it. */
export function endOfShare(output: ShareOutput): Told {
  if (output.kind === 'left') return { text: 'left share', tone: 'plain' };
  return { text: `backend shared with ${count(output.roots.length, 'folder')}`, tone: 'good' };
}

/** How `undo` ended, as the activity list tells it. */
export function endOfUndo(output: UndoOutput): Told {
  if (output.kind === 'left') return { text: 'left undo', tone: 'plain' };
  return { text: `taken back: ${output.what}`, tone: 'good' };
}

/** How the command prompt ended, as the activity list tells it: a command line may hold what nobody else should read. */
export function endOfCommand(output: CommandOutput): Told {
  if (output.kind === 'left') return { text: 'left the command prompt', tone: 'plain' };
  return { text: `a command ended with exit code ${output.code}`, tone: output.code === 0 ? 'good' : 'bad' };
}
