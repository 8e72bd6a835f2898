import type { AnyStateNode } from 'xstate';
import { knownCommands } from '../components/keys/key-table.ts';
import { type PaneKeys, paneKeys } from '../components/keys/pane-keys.ts';
import { machinesByHeading } from '../machines/every-machine.ts';
import type { TransitionMeta } from '../machines/meta.ts';
import { sessionMachine } from '../machines/session/machine.ts';
import { answersJsonSchema } from '../src/app/headless/answers.ts';
import { linesJsonSchema } from '../src/app/headless/json-lines-schema.ts';

export { groups } from '../machines/kit/command.ts';
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
  readonly keys: readonly string[];
  /** Its effect there; several where it depends on the step. */
  readonly text: string;
}

const machines = { Everywhere: sessionMachine, ...machinesByHeading };

function metasOf(node: AnyStateNode): TransitionMeta[] {
  const own = [...node.transitions.values()].flat() as { meta?: TransitionMeta }[];
  return [...own.flatMap(({ meta }) => meta ?? []), ...Object.values(node.states).flatMap(metasOf)];
}

/** Every key that a machine names, one row per place and key: its effects there, also as an alternative key. */
const ofMachines: readonly KeyRow[] = Object.entries(machines).flatMap(([where, machine]) => {
  const metas = metasOf(machine.root as AnyStateNode);
  const keys = [...new Set(metas.flatMap(({ key, also = [] }) => [key, ...also]))];
  const rows = keys.map((key) => {
    const here = metas.filter((meta) => meta.key === key || meta.also?.includes(key));
    const labels = [...new Set(here.map(({ label }) => label))];
    const help = labels.length === 1 ? here.find((meta) => meta.help)?.help : undefined;
    return { key, text: help ? `${labels[0]}: ${help}` : labels.join(' · ') };
  });
  return [...new Set(rows.map(({ text }) => text))].map((text) => ({
    where,
    text,
    keys: rows.filter((row) => row.text === text).map(({ key }) => key),
  }));
});

/** All keys, by the place where they act. */
export const keyTable: readonly KeyRow[] = [
  ...ofMachines,
  ...paneKeys.map(({ where, keys, says }: PaneKeys) => ({ where, keys, text: says })),
];

/** Every command whose keys can be changed: its id, its keys, its effect. */
export const boundKeys = [...new Set(knownCommands.map(({ id }) => id))].map((id) => {
  const here = knownCommands.filter((each) => each.id === id);
  return {
    id,
    keys: [...new Set(here.flatMap(({ keys }) => keys))],
    labels: [...new Set(here.map(({ label }) => label))],
  };
});
