import { useSelector } from '@xstate/react';
import { useMemo } from 'react';
import type { ProjectRow } from '../../../src/flows/projects/rows.ts';
import type { PaneProps } from '../pane-props.ts';
import { useStackReading } from '../use-stack-reading.ts';

/**
 * The rows with what the session knows of the project that is shown: AWS may have answered since the list was read, as it has
 * where the list was opened at once.
 */
export function useKnownRows(
  session: PaneProps['session'],
  rows: readonly ProjectRow[],
  now: number,
): readonly ProjectRow[] {
  const home = useSelector(session, (snapshot) => snapshot.context.home);
  const identity = useSelector(session, (snapshot) => snapshot.context.identity);
  const reading = useStackReading(session);
  const update = reading.kind === 'known' ? reading.update : undefined;
  const own = home?.found.kind === 'project' ? home.found.project : undefined;
  const environments = home?.environments;
  return useMemo(() => {
    if (!own) return rows;
    const { progress, readAt = now } = update ?? {};
    const isOwn = progress && progress.status !== '' && progress.stackName === own.stack?.stackName;
    const known: Partial<ProjectRow> = {
      ...(own.environment === undefined ? {} : { environment: own.environment }),
      ...(environments ? { environments } : {}),
      ...(identity ? { account: identity.account, region: identity.region, access: identity.access } : {}),
      ...(identity?.accountAlias === undefined ? {} : { accountAlias: identity.accountAlias }),
      ...(isOwn ? { stack: { name: progress.stackName, status: progress.status, at: readAt } } : {}),
    };
    return rows.map((row) => (row.current ? { ...row, ...known } : row));
  }, [rows, own, environments, identity, update, now]);
}
