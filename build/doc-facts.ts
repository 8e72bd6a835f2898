import type { AnyStateNode } from 'xstate';
import { configureProjectMachine } from '../machines/configure-project/machine.ts';
import { deploymentMachine } from '../machines/deployment/machine.ts';
import { initMachine } from '../machines/init/machine.ts';
import type { TransitionMeta } from '../machines/meta.ts';
import { sessionMachine } from '../machines/session/machine.ts';
import { watchMachine } from '../machines/watch/machine.ts';
import { answersJsonSchema } from '../src/headless/answers.ts';

export { commandSpecs, optionSpecs } from '../src/cli/commands.ts';
export { problemCodes } from '../src/values/problem.ts';

export const answersSchema = answersJsonSchema();

export interface KeyRow {
  readonly where: string;
  readonly key: string;
  readonly label: string;
  readonly help?: string | undefined;
}

const machines = {
  Everywhere: sessionMachine,
  init: initMachine,
  'configure project': configureProjectMachine,
  Deployment: deploymentMachine,
  Stack: watchMachine,
};

function rowsOf(where: string, node: AnyStateNode): KeyRow[] {
  const own = [...node.transitions.values()].flat() as { meta?: TransitionMeta }[];
  const rows = own.flatMap(({ meta }) =>
    meta ? [{ where, key: meta.key, label: meta.label, help: meta.help }] : [],
  );
  return [...rows, ...Object.values(node.states).flatMap((child) => rowsOf(where, child))];
}

/** Every key that a machine names, once for each thing it does. */
export const keyTable: readonly KeyRow[] = Object.entries(machines).flatMap(([where, machine]) => {
  const rows = rowsOf(where, machine.root as AnyStateNode);
  const seen = new Set<string>();
  return rows.filter(({ key, label, help }) => {
    const id = `${key} ${help ?? label}`;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
});
