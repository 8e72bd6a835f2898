import { fromPromise } from 'xstate';
import { undoMachine } from '../../../machines/undo/machine.ts';
import { Problem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import type { UndoPlan } from '../../flows/undo/plan.ts';
import type { ChangeRow } from '../../flows/undo/rows.ts';
import { profileNames } from '../../profiles/profile-table.ts';
import type { ChangeRecord } from '../../state/changes.ts';
import type { AppContext } from '../app-context.ts';
import type { Wire } from '../wiring.ts';

/** Loaded when the flow starts: the first frame of the screen does not wait for it. */
const loadChanges = () => import('../../state/changes.ts');

export const wire: Wire<'undo'> = ({ appContext }) => wireUndo(appContext);

/** The machine of `undo` with everything it touches. */
export function wireUndo(appContext: AppContext) {
  const { env, stateFolder, clock } = appContext;
  return undoMachine.provide({
    actors: {
      look: fromPromise<readonly ChangeRow[]>(async () => {
        const { rowOf } = await import('../../flows/undo/rows.ts');
        return (await (await loadChanges()).listChanges(stateFolder)).map((record) => rowOf(record, env));
      }),
      plan: fromPromise<UndoPlan, { id: string }>(async ({ input: { id } }) => {
        const { planUndo } = await import('../../flows/undo/plan.ts');
        return (await planUndo(await recordOf(stateFolder, id), env)).plan;
      }),
      write: fromPromise<readonly string[], { id: string; mark: string }>(async ({ input: { id, mark } }) => {
        const { takeBack } = await import('../../flows/undo/run.ts');
        const record = await recordOf(stateFolder, id);
        const files = await takeBack(record, { env, mark, now: clock.now() });
        // Any profile may have other keys now.
        if (record.root === undefined)
          for (const name of profileNames(appContext.profiles()))
            appContext.disconnect({ kind: 'profile', name });
        return files;
      }),
    },
  });
}

async function recordOf(stateFolder: string, id: string): Promise<ChangeRecord> {
  const records = await (await loadChanges()).listChanges(stateFolder);
  const record = records.find((one) => one.id === id);
  if (record) return record;
  throw new Problem({
    code: 'USAGE',
    what: `There is no change ${plainText(id)}.`,
    why: 'It was taken back already, or is older than what is kept.',
    next: 'Run `amplify-tui undo` to see those that are kept.',
  });
}
