import { useSyncExternalStore } from 'react';
import { machineCommands } from '../../machines/commands.ts';
import type { PaneProps } from '../panes/pane-props.ts';
import type { FlatResource } from './flatten.ts';

const key = 'y';

/** How to copy the row of a stack, on a pane about that stack. */
export interface CopiesRow {
  readonly key: typeof key;
  readonly put: (text: string) => void;
  /** Whether the pane itself copies failures in full, so that failed rows are left to it. */
  readonly leavesFailed: boolean;
}

/** @returns undefined while a notice that can be copied has the key */
export function useCopy({ session, host }: Pick<PaneProps, 'session' | 'host'>): CopiesRow | undefined {
  const notice = useSyncExternalStore(host.watchNotice, host.notice);
  if (notice?.copy !== undefined) return undefined;
  const leavesFailed = machineCommands(session).some((command) => command.key === key);
  return { key, put: (text) => session.send({ type: 'COPY', text }), leavesFailed };
}

/** What is useful to copy of a resource: why it failed, its ARN or id, or its name as long as it has none. */
export function copyOf({ resource: { logicalId, physicalId, reason }, failed }: FlatResource): string {
  return (failed ? reason : undefined) ?? physicalId ?? logicalId;
}
