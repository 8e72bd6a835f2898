import { assign, fromPromise, setup } from 'xstate';
import type { ProjectFileChange } from '../../src/flows/configure-project/plan.ts';
import type { EnvironmentRow } from '../../src/flows/environments/rows.ts';
import { cutOffWords } from '../../src/flows/environments/upgrade/undone-lines.ts';
import { environmentNameProblem } from '../../src/project/names.ts';
import { keepProblem } from '../kit/problem.ts';
import { tellingNotProvided } from '../kit/telling.ts';
import type { StateMeta, TransitionMeta } from '../meta.ts';
import { notProvided } from '../not-provided.ts';
import type { EnvironmentsPaneId } from './meta.ts';
import type {
  EnvironmentsContext,
  EnvironmentsEvent,
  EnvironmentsInput,
  EnvironmentsOutput,
  LookedEnvironments,
  UpgradeRun,
  WrittenUpgrade,
} from './types.ts';

/** The suggested name for the environment that an upgrade turns the single backend into. */
export const firstEnvironment = 'dev';

/** The types, guards and actors of the environments; the states use them in the file beside this one. */
export const environmentsSetup = setup({
  types: {
    context: {} as EnvironmentsContext,
    events: {} as EnvironmentsEvent,
    input: {} as EnvironmentsInput,
    output: {} as EnvironmentsOutput,
    meta: {} as StateMeta<EnvironmentsPaneId>,
    transitionMeta: {} as TransitionMeta,
  },
  actors: {
    look: fromPromise<LookedEnvironments, EnvironmentsInput>(notProvided('look')),
    /** Sends STATE for each environment as AWS answers. */
    askStates: tellingNotProvided<{ root: string; rows: readonly EnvironmentRow[] }>('askStates'),
    plan: fromPromise<readonly ProjectFileChange[], { folder: string; name: string }>(notProvided('plan')),
    write: fromPromise<UpgradeRun, { root: string; plan: readonly ProjectFileChange[] }>(
      notProvided('write'),
    ),
    undo: fromPromise<WrittenUpgrade, { root: string }>(notProvided('undo')),
    /** Removes what an upgrade that was cut off has left of the old layout. */
    finish: fromPromise<void, { root: string }>(notProvided('finish')),
  },
  guards: {
    isOther: ({ context: { selected } }) => selected !== undefined && !selected.current,
    hasBackup: ({ context }) => context.looked?.backup !== undefined,
    isCutOff: ({ context: { looked } }) =>
      looked !== undefined && cutOffWords(looked.layout, looked.backup) !== undefined,
    isNamed: ({ context }) => environmentNameProblem(context.name) === undefined,
  },
  actions: {
    keepProblem: assign(keepProblem),
    forget: assign({ problem: undefined }),
    takeState: assign(({ context, event }) =>
      event.type === 'STATE' ? { states: { ...context.states, [event.name]: event.state } } : {},
    ),
    selectRow: assign(({ event }) => (event.type === 'SELECT_ROW' ? { selected: event.row } : {})),
    type: assign(({ event }) => (event.type === 'TYPE' ? { name: event.name } : {})),
  },
});
