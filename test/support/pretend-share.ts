import { fromPromise } from 'xstate';
import { shareMachine } from '../../machines/share/machine.ts';
import type { PlannedShare, SharedFolder } from '../../machines/share/types.ts';
import { Problem } from '../../src/core/problem.ts';
import type { Pretends } from './pretend.ts';
import { trouble } from './pretend-values.ts';

/** The actors of `share`; a test replaces those that matter to it. */
export interface SharePretence {
  look(): Promise<readonly string[]>;
  plan(typed: string): Promise<PlannedShare>;
  write(): Promise<readonly SharedFolder[]>;
}

export const otherFrontend = '/home/sam/shop-android';

/** A folder that gets the backend, and one that cannot be updated. */
export const sharePlan: PlannedShare = {
  plan: {
    source: '/home/sam/shop',
    targets: [
      {
        root: otherFrontend,
        app: 'android, from settings.gradle and build.gradle',
        refresh: false,
        copies: [{ label: 'amplify/backend/amplify-meta.json', change: 'create' }],
        files: [
          {
            path: `${otherFrontend}/amplify/.config/project-config.json`,
            label: 'amplify/.config/project-config.json',
            contents: '{}',
            change: 'create',
          },
        ],
        extra: ['amplify/backend/own.txt'],
        ...{ kept: [], values: [], notes: [] },
      },
    ],
  },
  left: [{ root: '/home/sam/gone', problem: new Problem(trouble).toJSON() }],
};

const everythingWorks: SharePretence = {
  look: async () => [],
  plan: async () => sharePlan,
  write: async () => [{ root: otherFrontend, files: 2 }],
};

/** The flow on stand-in actors, with the names of what was started, in order. */
export function pretendShare(given: Partial<SharePretence> = {}) {
  const does: SharePretence = { ...everythingWorks, ...given };
  const calls: string[] = [];
  const called = <T>(name: string, result: Promise<T>) => {
    calls.push(name);
    return result;
  };
  const share = shareMachine.provide({
    actors: {
      look: fromPromise(() => called('look', does.look())),
      plan: fromPromise(({ input }) => called('plan', does.plan(input.typed))),
      write: fromPromise(() => called('write', does.write())),
    },
  });
  return { share, calls };
}

declare module './pretend.ts' {
  interface FlowPretences {
    /** Replaces actors of `share`; the others succeed. */
    readonly share: Partial<SharePretence>;
  }
}

export const pretends: Pretends = ({ share }) => pretendShare(share).share;
