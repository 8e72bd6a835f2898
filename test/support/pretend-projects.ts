import { fromPromise } from 'xstate';
import { projectsMachine } from '../../machines/projects/machine.ts';
import type { FoundProjects } from '../../src/flows/projects/find.ts';
import type { ProjectRow } from '../../src/flows/projects/rows.ts';
import type { Pretends } from './pretend.ts';

/** The actors of `projects`; a test replaces those that matter to it. */
export interface ProjectsPretence {
  look(): Promise<readonly ProjectRow[]>;
  check(folder: string): Promise<string>;
  find(folder: string): Promise<FoundProjects>;
  forget(folder: string): Promise<void>;
}

const now = Date.UTC(2026, 10, 23, 9, 45, 0);
const row = { openedAt: now, environments: [], current: false, gone: false, production: false };

/** The shown project, one in production that is being updated, and one that was never checked. */
export const projectRows: readonly ProjectRow[] = [
  { ...row, folder: '/home/sam/shop', name: 'shop', current: true, account: '111122223333' },
  {
    ...{ ...row, folder: '/home/sam/inventory', name: 'inventory', production: true },
    ...{ environment: 'dev', environments: ['dev', 'prod'], access: 'bizcorprole', region: 'eu-west-1' },
    ...{ account: '444455556666', accountAlias: 'biz-corp', running: 'updating 7 of 12 changed' },
    stack: { name: 'amplify-inventory-dev-90125', status: 'UPDATE_IN_PROGRESS', at: now },
  },
  {
    ...{ ...row, folder: '/home/sam/work/tienda', name: 'tienda', account: '111122223333' },
    stack: { name: 'tienda-20261120094512', status: 'CREATE_COMPLETE', at: now - 3 * 86_400_000 },
  },
  { ...row, folder: '/home/sam/old/app', name: 'old-app' },
];

const everythingWorks: ProjectsPretence = {
  look: async () => projectRows,
  check: async (folder) => folder,
  find: async (folder) => ({
    ...{ folder: folder || '/home/sam', isPart: true, unreadable: 2 },
    projects: [
      { folder: '/home/sam/work/tienda', name: 'tienda' },
      { folder: '/home/sam/work/new/portal', name: 'portal' },
    ],
  }),
  forget: async () => {},
};

/** The flow on stand-in actors, with what was started and for which folder, in order. */
export function pretendProjects(given: Partial<ProjectsPretence> = {}) {
  const does: ProjectsPretence = { ...everythingWorks, ...given };
  const calls: string[] = [];
  const called = <T>(name: string, result: Promise<T>) => {
    calls.push(name);
    return result;
  };
  const projects = projectsMachine.provide({
    actors: {
      look: fromPromise(() => called('look', does.look())),
      check: fromPromise(({ input }) => called(`check ${input.folder}`, does.check(input.folder))),
      find: fromPromise(({ input }) => called(`find ${input.folder}`, does.find(input.folder))),
      forget: fromPromise(({ input }) => called(`forget ${input.folder}`, does.forget(input.folder))),
    },
  });
  return { projects, calls };
}

declare module './pretend.ts' {
  interface FlowPretences {
    /** Replaces actors of `projects`; the others succeed. */
    readonly projects: Partial<ProjectsPretence>;
  }
}

export const pretends: Pretends = ({ projects }) => pretendProjects(projects).projects;
