import { fromCallback, fromPromise } from 'xstate';
import { environmentsMachine } from '../../machines/environments/machine.ts';
import type { LookedEnvironments, UpgradeRun, WrittenUpgrade } from '../../machines/environments/types.ts';
import type { ProjectFileChange } from '../../src/flows/configure-project/plan.ts';
import type { EnvironmentRow, StackState } from '../../src/flows/environments/rows.ts';
import type { Pretends } from './pretend.ts';

/** The actors of `environments`; a test replaces those that matter to it. */
export interface EnvironmentsPretence {
  look(): Promise<LookedEnvironments>;
  /** The state of each environment's stack; a missing environment never answers. */
  readonly states: Readonly<Record<string, StackState>>;
  plan(name: string): Promise<readonly ProjectFileChange[]>;
  write(): Promise<UpgradeRun>;
  undo(): Promise<WrittenUpgrade>;
  finish(): Promise<void>;
}

const row = (name: string, change: Partial<EnvironmentRow> = {}): EnvironmentRow => ({
  name,
  current: false,
  access: { kind: 'profile', name: `shop-${name}` },
  account: '111122223333',
  region: 'eu-west-1',
  stackName: `amplify-shop-${name}-0a1b2`,
  stackId: `arn:aws:cloudformation:eu-west-1:111122223333:stack/amplify-shop-${name}-0a1b2/1`,
  ...change,
});

const { access: _none, ...prod } = row('prod');

export const environments: readonly EnvironmentRow[] = [row('dev', { current: true }), row('test'), prod];

export const backup = {
  folder: 'amplify-backup-0a1b2',
  finished: true,
  files: [
    { label: 'amplify/team-provider-info.json', change: 'create' },
    { label: '.amplifyrc', change: 'remove' },
  ],
} as const;

export const withEnvironments: LookedEnvironments = {
  root: '/home/sam/shop',
  layout: 'multi-env',
  rows: environments,
};

export const withoutEnvironments: LookedEnvironments = {
  root: '/home/sam/shop',
  layout: 'documented',
  rows: [],
};

const plan: readonly ProjectFileChange[] = [
  {
    path: '/home/sam/shop/amplify/team-provider-info.json',
    label: 'amplify/team-provider-info.json',
    change: 'create',
    contents: '{\n  "dev": {}\n}',
  },
  { path: '/home/sam/shop/.amplifyrc', label: '.amplifyrc', change: 'remove', before: '{}' },
];

const everythingWorks: EnvironmentsPretence = {
  look: async () => withEnvironments,
  states: {
    dev: {
      kind: 'known',
      status: 'UPDATE_COMPLETE',
      changedAt: Date.parse('2026-11-22T09:30:00'),
      outputs: { Region: 'eu-west-1', AuthRoleName: 'amplify-shop-dev-0a1b2-authRole' },
    },
    prod: { kind: 'unknown', why: 'no access to it' },
  },
  plan: async () => plan,
  write: async () => ({ kind: 'written', files: plan.map(({ label }) => label), backup: backup.folder }),
  undo: async () => ({ kind: 'written', files: plan.map(({ label }) => label), backup: backup.folder }),
  finish: async () => {},
};

/** The flow on stand-in actors, with the names of what was started, in order. */
export function pretendEnvironments(given: Partial<EnvironmentsPretence> = {}) {
  const does: EnvironmentsPretence = { ...everythingWorks, ...given };
  const calls: string[] = [];
  const called = <T>(name: string, result: Promise<T>) => {
    calls.push(name);
    return result;
  };
  const flow = environmentsMachine.provide({
    actors: {
      look: fromPromise(() => called('look', does.look())),
      askStates: fromCallback(({ sendBack }) => {
        calls.push('askStates');
        queueMicrotask(() => {
          for (const [name, state] of Object.entries(does.states)) sendBack({ type: 'STATE', name, state });
        });
      }),
      plan: fromPromise(({ input }) => called('plan', does.plan(input.name))),
      write: fromPromise(() => called('write', does.write())),
      undo: fromPromise(() => called('undo', does.undo())),
      finish: fromPromise(() => called('finish', does.finish())),
    },
  });
  return { flow, calls };
}

declare module './pretend.ts' {
  interface FlowPretences {
    /** Replaces actors of `environments`; the others succeed. */
    readonly environments: Partial<EnvironmentsPretence>;
  }
}

export const pretends: Pretends = ({ environments }) => pretendEnvironments(environments).flow;
