import type { AnyStateNode } from 'xstate';
import { knownCommands } from '../components/keys/key-table.ts';
import { assumeMachine } from '../machines/assume-role/machine.ts';
import { configureMachine } from '../machines/configure/machine.ts';
import { configureProjectMachine } from '../machines/configure-project/machine.ts';
import { deploymentMachine } from '../machines/deployment/machine.ts';
import { environmentsMachine } from '../machines/environments/machine.ts';
import { initMachine } from '../machines/init/machine.ts';
import type { TransitionMeta } from '../machines/meta.ts';
import { profilesMachine } from '../machines/profiles/machine.ts';
import { sessionMachine } from '../machines/session/machine.ts';
import { shareMachine } from '../machines/share/machine.ts';
import { watchMachine } from '../machines/watch/machine.ts';
import { answersJsonSchema } from '../src/app/headless/answers.ts';
import { linesJsonSchema } from '../src/app/headless/json-lines-schema.ts';

export { groups } from '../src/app/command-line/command-spec.ts';
export { commandSpecs } from '../src/app/command-line/commands.ts';
export { exitCodes } from '../src/app/exit-codes.ts';
export { exitsOf, linesOf, optionsOf } from '../src/commands/help.ts';
export { problemCodes } from '../src/core/problem.ts';
export { settingList } from '../src/state/setting-values.ts';
export { accessOrder, endpointOrder, regionOrder, requestRules } from './precedence-facts.ts';

export const answersSchema = answersJsonSchema();
export const linesSchema = linesJsonSchema();

export interface KeyRow {
  readonly where: string;
  readonly key: string;
  /** What it does there; several things where it depends on the step. */
  readonly text: string;
}

const machines = {
  Everywhere: sessionMachine,
  init: initMachine,
  Deployment: deploymentMachine,
  configure: configureMachine,
  'configure project': configureProjectMachine,
  share: shareMachine,
  environments: environmentsMachine,
  'assume-role': assumeMachine,
  Profiles: profilesMachine,
  Stack: watchMachine,
};

function metasOf(node: AnyStateNode): TransitionMeta[] {
  const own = [...node.transitions.values()].flat() as { meta?: TransitionMeta }[];
  return [...own.flatMap(({ meta }) => meta ?? []), ...Object.values(node.states).flatMap(metasOf)];
}

/** Every key that a machine names, in one row for each place. */
export const keyTable: readonly KeyRow[] = Object.entries(machines).flatMap(([where, machine]) => {
  const metas = metasOf(machine.root as AnyStateNode);
  const keys = [...new Set(metas.map(({ key }) => key))];
  return keys.map((key) => {
    const here = metas.filter((meta) => meta.key === key);
    const labels = [...new Set(here.map(({ label }) => label))];
    const help = labels.length === 1 ? here.find((meta) => meta.help)?.help : undefined;
    return { where, key, text: help ? `${labels[0]}: ${help}` : labels.join(' · ') };
  });
});

/** Every command that may be given other keys: its id, the keys that it has, what it does. */
export const boundKeys = [...new Set(knownCommands.map(({ id }) => id))].map((id) => {
  const here = knownCommands.filter((each) => each.id === id);
  return {
    id,
    keys: [...new Set(here.flatMap(({ keys }) => keys))],
    labels: [...new Set(here.map(({ label }) => label))],
  };
});
