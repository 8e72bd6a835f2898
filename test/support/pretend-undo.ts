import { fromPromise } from 'xstate';
import { undoMachine } from '../../machines/undo/machine.ts';
import type { UndoPlan } from '../../src/flows/undo/plan.ts';
import type { ChangeRow } from '../../src/flows/undo/rows.ts';
import type { Pretends } from './pretend.ts';

/** The actors of `undo`; a test replaces those that matter to it. */
export interface UndoPretence {
  look(): Promise<readonly ChangeRow[]>;
  plan(id: string): Promise<UndoPlan>;
  write(mark: string): Promise<readonly string[]>;
}

export const changeRows: readonly ChangeRow[] = [
  {
    ...{ id: '1f0c93ab', at: Date.UTC(2026, 10, 29, 12, 5), what: 'configure project', root: '~/shop' },
    files: ['amplify/.config/project-config.json', 'src/aws-exports.js'],
  },
  {
    ...{ id: '77aa01ff', at: Date.UTC(2026, 10, 28, 9), what: 'profile dev renamed to work' },
    files: ['~/.aws/credentials', '~/.aws/config'],
  },
];

export const undoPlan: UndoPlan = {
  files: [
    {
      ...{ label: 'amplify/.config/project-config.json', change: 'update' },
      rows: [
        { kind: 'same', text: '  "frontend": {' },
        { kind: 'remove', text: '    "app": "android"' },
        { kind: 'add', text: '    "app": "javascript"' },
      ],
    },
    { label: 'app/src/main/res/raw/awsconfiguration.json', change: 'remove', rows: [] },
  ],
  notes: ['A copy of the access key that goes is kept'],
  mark: 'as shown',
};

const everythingWorks: UndoPretence = {
  look: async () => changeRows,
  plan: async () => undoPlan,
  write: async () => ['amplify/.config/project-config.json'],
};

/** The flow on stand-in actors, with the names of what was started, in order. */
export function pretendUndo(given: Partial<UndoPretence> = {}) {
  const does: UndoPretence = { ...everythingWorks, ...given };
  const calls: string[] = [];
  const called = <T>(name: string, result: Promise<T>) => {
    calls.push(name);
    return result;
  };
  const undo = undoMachine.provide({
    actors: {
      look: fromPromise(() => called('look', does.look())),
      plan: fromPromise(({ input: { id } }) => called(`plan ${id}`, does.plan(id))),
      write: fromPromise(({ input: { mark } }) => called(`write ${mark}`, does.write(mark))),
    },
  });
  return { undo, calls };
}

declare module './pretend.ts' {
  interface FlowPretences {
    /** Replaces actors of `undo`; the others succeed. */
    readonly undo: Partial<UndoPretence>;
  }
}

export const pretends: Pretends = ({ undo }) => pretendUndo(undo).undo;
