import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { AnyStateNode } from 'xstate';
import { panes } from '../../../components/panes/table.ts';
import { machineOf } from '../../../machines/every-machine.ts';
import { flowIds, flowOf, flowOfPane, folderOf } from '../../../machines/flows.ts';
import type { StateMeta } from '../../../machines/meta.ts';
import { profilesMachine } from '../../../machines/profiles/machine.ts';
import { sessionMachine } from '../../../machines/session/machine.ts';
import { commandSpecs } from '../../../src/app/command-line/commands.ts';
import { wireFlowMachines } from '../../../src/app/flow-machines.ts';
import { panes as talk } from '../../../src/app/headless/plain/panes/table.ts';
import type { FlowNeeds } from '../../../src/app/wiring.ts';
import { runnerOf } from '../../../src/commands/dispatch.ts';

function panesOf(node: AnyStateNode): string[] {
  const meta = node.meta as StateMeta | undefined;
  return [...(meta ? [meta.pane] : []), ...Object.values(node.states).flatMap(panesOf)];
}

const views = (sessionMachine.root as AnyStateNode).states.view?.states ?? {};

/** The program's own files, without tests. */
const sources = ['src', 'machines', 'components'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`),
);

describe('the list of flows', () => {
  it.each(flowIds.filter((id) => flowOf(id).view))(
    'is the only place outside its own folders that names %s',
    (id) => {
      const name = folderOf(id);
      const elsewhere = sources.filter(
        (file) => !file.includes(`/${name}/`) && !file.endsWith(`/${name}.ts`),
      );
      const naming = new RegExp(`\\b(?:${flowOf(id).event}|${id}Machine)\\b`);
      expect(elsewhere.filter((file) => naming.test(readFileSync(file, 'utf8')))).toEqual([]);
      expect(readFileSync('machines/flow-list.ts', 'utf8')).toContain(`as ${id} }`);
    },
  );

  it('gives the position of each', () => {
    expect(flowIds.map((id) => flowOf(id).place)).toEqual(flowIds.map((_, at) => at + 1));
  });

  it.each(flowIds)('finds the machine of %s, its panes on the screen and in lines', (id) => {
    const asked = panesOf(machineOf(id).root as AnyStateNode).filter((pane) => pane !== 'home');
    expect(asked.length).toBeGreaterThan(0);
    for (const pane of asked) {
      expect(panes).toHaveProperty([pane]);
      expect(talk).toHaveProperty([pane]);
    }
  });

  it.each(flowIds.filter((id) => id !== 'watch'))('finds the wiring of %s', (id) => {
    const needs = { appContext: {}, desktop: {}, elsewhere: () => [], lend: async () => new Error() };
    expect(wireFlowMachines(needs as unknown as FlowNeeds)[id].id).toBe(id);
  });

  it.each(commandSpecs.map(({ name }) => name).filter((name) => !['', 'demo', 'help'].includes(name)))(
    'finds the code that runs the command %s',
    async (name) => expect(await runnerOf(name as 'share')).toBeTypeOf('function'),
  );

  it('gives every pane to one flow, except for home, the calls and the log', () => {
    const without = Object.keys(panes).filter((pane) => flowOfPane(pane) === undefined);
    expect(without.sort()).toEqual(['calls', 'home', 'log']);
  });

  it.each(flowIds)('has %s as a view of the session, which starts with its own pane', (id) => {
    const meta = views[id]?.meta as StateMeta | undefined;
    expect(meta && flowOfPane(meta.pane)).toBe(id);
  });

  it.each(flowIds.filter((id) => id !== 'access'))('has a key of home that opens %s', (id) => {
    const openings = [...(views.home?.transitions.values() ?? [])]
      .flat()
      .filter(
        ({ target, eventType }) => eventType.startsWith('OPEN_') && target?.some((node) => node.key === id),
      );
    expect(openings.map(({ meta }) => meta)).toContainEqual(flowOf(id).opens);
    // Offered as the first thing to do, it is listed earlier, with the same key.
    for (const { meta } of openings) expect(meta?.key).toBe(flowOf(id).opens.key);
  });

  it('opens the access of a profile from the list of profiles', () => {
    const { ACCESS } = (profilesMachine.root as AnyStateNode).states.list?.config.on ?? {};
    expect(ACCESS).toMatchObject({ actions: 'openAccess', meta: flowOf('access').opens });
    expect(views.profiles?.config.on).toHaveProperty('OPEN_ACCESS');
  });

  it('gives no key twice', () => {
    const keys = flowIds.map((id) => flowOf(id).opens.key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
