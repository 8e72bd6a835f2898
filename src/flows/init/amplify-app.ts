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

/** The app that lists the backend in the console, or why there is none: a backend works without one. */
export type AppOutcome = { readonly appId: string } | { readonly missing: string };

/** Problems after which the app is left out, and the rest continues: people cannot solve them here, and may not need to. */
const leftOut: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  ...(['ACCESS_DENIED', 'AWS_REJECTED', 'AWS_FAULT', 'ENDPOINT', 'REGION_DISABLED'] as const),
]);

/** Identifies the attempt in the app itself, so that one is found again whose creation was never answered. */
function marks({ stackName }: InitPlan): string {
  return `Amplify backend of the stack ${stackName}`;
}

/**
 * Ensures that the app and its environment exist. It is looked up before it is created, each time, so that there is never
 * a second one.
 *
 * @throws Problem that waiting or other credentials can solve, once nobody is waiting any more
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

/** Deletes the app of an attempt, if there is one. @throws Problem if it exists and stays */
export async function removeApp(tools: RunTools, plan: InitPlan, persist: Persist): Promise<void> {
  const { followClients: clients } = tools;
  if (plan.layout !== 'multi-env' || !hasAmplify(clients)) return;
  let apps: Awaited<ReturnType<typeof listApps>>;
  try {
    apps = await persist(notForEver(clients, (signal) => listApps(clients, signal)));
  } catch (thrown) {
    // Without the permission to list apps none was created.
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

/** The apps of the project's other environments: one in this account lists the new environment, too. */
function appsElsewhere(plan: InitPlan): readonly string[] {
  const added = newEnvironmentOf(plan);
  return added ? appsOfOthers(added, plan.identity.region) : [];
}

/**
 * Makes problems final that waiting would repeat for ever: a cloud that is not AWS may not have the service at all, and a
 * repeated fault of AWS is no reason not to finish a backend.
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
