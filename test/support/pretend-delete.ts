import { fromPromise } from 'xstate';
import { deleteMachine } from '../../machines/delete/machine.ts';
import type { DeleteEvent, LookedDelete } from '../../machines/delete/types.ts';
import { telling } from '../../machines/kit/telling.ts';
import type { DeletePlan, FoundBackend, FoundPieces } from '../../src/flows/delete/plan.ts';
import type { Pretends } from './pretend.ts';
import { identity, project, stack } from './pretend-values.ts';

/** A backend with everything that one can have. */
export const someBackend: FoundBackend = {
  target: {
    environment: 'dev',
    access: { kind: 'profile', name: 'dev' },
    account: identity.account,
    region: identity.region,
    stackId: stack.stackId,
    stackName: stack.stackName,
    bucket: stack.deploymentBucketName,
    appId: 'd1abc',
  },
  identity,
  stack: {
    status: 'UPDATE_COMPLETE',
    nested: [{ path: 'storagefiles', stackName: 'amplify-shop-storagefiles', status: 'CREATE_COMPLETE' }],
    resources: 6,
    retained: [{ path: 'storagefiles/S3Bucket', type: 'AWS::S3::Bucket', physicalId: 'shop-files' }],
  },
  bucket: {
    name: stack.deploymentBucketName,
    ...{ state: 'there', objects: 4, versions: 2, bytes: 2_400_000, withStack: false },
  },
  app: { appId: 'd1abc', listed: true, whole: true },
  notes: [],
};

export const somePieces: FoundPieces = {
  root: project.root,
  scope: 'project',
  name: 'shop',
  layout: 'multi-env',
  settings: project.settings,
  backends: [someBackend],
  files: [
    { label: '.gitignore', change: 'update' },
    { label: 'amplify/#current-cloud-backend', change: 'remove-folder' },
    { label: 'amplify/.config/project-config.json', change: 'remove' },
  ],
  kept: [{ label: 'amplify/backend/function/greet/', why: 'it is your own' }],
  remembered: ['the entry among the recent projects'],
  sessions: [],
  notes: [],
};

/** The actors of `delete`; a test replaces those that matter to it. */
export interface DeletePretence {
  look(): Promise<LookedDelete>;
  checkFolder(): Promise<string>;
  /** Sends its events. */
  run(send: (event: DeleteEvent) => void): void;
}

/** The flow on stand-in actors, with the plans that were carried out. */
export function pretendDelete(given: Partial<DeletePretence> = {}) {
  const does: DeletePretence = {
    look: async () => ({ found: somePieces, choices: { keepBucket: false, keepFiles: false } }),
    checkFolder: async () => '/backup',
    run: (send) => send({ type: 'DELETED', files: [] }),
    ...given,
  };
  const carriedOut: DeletePlan[] = [];
  const flow = deleteMachine.provide({
    actors: {
      look: fromPromise(() => does.look()),
      checkFolder: fromPromise(() => does.checkFolder()),
      run: telling<DeleteEvent, { plan: DeletePlan }>((send, { plan }) => {
        carriedOut.push(plan);
        does.run(send);
        return undefined;
      }),
    },
    actions: { tryNow: () => {} },
  });
  return { flow, carriedOut };
}

declare module './pretend.ts' {
  interface FlowPretences {
    /** Replaces actors of `delete`; the others succeed. */
    readonly deletion: Partial<DeletePretence>;
  }
}

export const pretends: Pretends = ({ deletion }) => pretendDelete(deletion).flow;
