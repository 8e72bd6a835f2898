import {
  createApp,
  deleteApp,
  deleteBackendEnvironment,
  ensureBackendEnvironment,
  hasAmplify,
  listApps,
} from '../../aws/amplify.ts';
import type { Persist } from '../../aws/persist.ts';
import { asProblem, Problem, type ProblemCode } from '../../core/problem.ts';
import { derivedNames } from '../../project/names.ts';
import type { InitPlan } from './init-plan.ts';
import { appsOfOthers, newEnvironmentOf } from './new-environment.ts';
import type { RunTools } from './run-tools.ts';

/** The app that lists the backend in the console, or why there is none: a backend works without. */
export type AppOutcome = { readonly appId: string } | { readonly missing: string };

/** What makes the app be left out, and the rest go on: a person cannot mend it here, and may not need to. */
const leftOut: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  ...(['ACCESS_DENIED', 'AWS_REJECTED', 'AWS_FAULT', 'ENDPOINT', 'REGION_DISABLED'] as const),
]);

/** Names the attempt in the app itself, so that one whose creation was answered to nobody is found again. */
function marks({ stackName }: InitPlan): string {
  return `Amplify backend of the stack ${stackName}`;
}

/**
 * Sees to the app and its environment. It is looked for before it is made, each time, so that there is never a second one.
 *
 * @throws Problem what a wait or other credentials can mend, when nobody waits any longer
 */
export async function ensureApp(tools: RunTools, plan: InitPlan, persist: Persist): Promise<AppOutcome> {
  const { followClients: clients } = tools;
  if (!hasAmplify(clients))
    return { missing: `AWS Amplify itself is not in ${clients.region}, so no console lists the backend.` };
  const { bucket } = derivedNames(plan.stackName);
  const { environment: environmentName, stackName } = plan;
  try {
    const list = notForEver(clients, (signal) => listApps(clients, signal));
    const appId = await persist(async (signal) => {
      const apps = await list(signal);
      const own = apps.find(({ description }) => description === marks(plan));
      if (own) return own.id;
      const shared = apps.find(({ id }) => appsElsewhere(plan).includes(id));
      if (shared) return shared.id;
      return createApp(clients, { name: plan.settings.name, description: marks(plan) }, signal);
    });
    await persist((signal) =>
      ensureBackendEnvironment(
        clients,
        { appId, environmentName, stackName, deploymentArtifacts: bucket },
        signal,
      ),
    );
    return { appId };
  } catch (thrown) {
    const problem = asProblem(thrown);
    if (leftOut.has(problem.code))
      return { missing: `The Amplify console does not list it: ${problem.what} ${problem.why}` };
    throw thrown;
  }
}

/** Deletes the app of an attempt, if there is one. @throws Problem when there is one and it stays */
export async function removeApp(tools: RunTools, plan: InitPlan, persist: Persist): Promise<void> {
  const { followClients: clients } = tools;
  if (plan.layout !== 'multi-env' || !hasAmplify(clients)) return;
  let apps: Awaited<ReturnType<typeof listApps>>;
  try {
    apps = await persist(notForEver(clients, (signal) => listApps(clients, signal)));
  } catch (thrown) {
    // Who may not even look has not made one.
    if (leftOut.has(asProblem(thrown).code)) return;
    throw thrown;
  }
  const shared = appsElsewhere(plan);
  const { environment: environmentName, stackName } = plan;
  for (const { id: appId, description } of apps) {
    if (description === marks(plan)) await persist((signal) => deleteApp(clients, appId, signal));
    else if (shared.includes(appId))
      await persist((signal) =>
        deleteBackendEnvironment(clients, { appId, environmentName, stackName }, signal),
      );
  }
}

/** The apps of the project's other environments: one that is in this account lists the new one, too. */
function appsElsewhere(plan: InitPlan): readonly string[] {
  const added = newEnvironmentOf(plan);
  return added ? appsOfOthers(added, plan.identity.region) : [];
}

/**
 * Makes what waiting would repeat without end final: a cloud that is not AWS may have no such service at all, and a fault
 * that AWS repeats is no reason to keep a backend from being finished.
 */
function notForEver<T>(
  { cloud }: RunTools['clients'],
  call: (signal: AbortSignal) => Promise<T>,
): (signal: AbortSignal) => Promise<T> {
  let faults = 0;
  return async (signal) => {
    try {
      return await call(signal);
    } catch (thrown) {
      signal.throwIfAborted();
      const problem = asProblem(thrown);
      faults += 1;
      const unknown = ['AWS_ANSWER', 'AWS_FAULT', 'UNEXPECTED'].includes(problem.code);
      if (unknown && (cloud.kind === 'endpoint' || faults === 3))
        throw new Problem({ ...problem.toJSON(), code: 'AWS_REJECTED' }, { cause: thrown });
      throw problem;
    }
  };
}
