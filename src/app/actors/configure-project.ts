import { fromPromise } from 'xstate';
import { configureProjectMachine } from '../../../machines/configure-project/machine.ts';
import type { AskingWhoItIs, ProjectWork } from '../../../machines/configure-project/setup.ts';
import type { Looked } from '../../../machines/configure-project/types.ts';
import { jsonValue } from '../../core/json-values.ts';
import type { Identity } from '../../core/plan.ts';
import { asProblem, type ProblemText } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import { accessChoices, optionOf } from '../../credentials/choice.ts';
import type { PulledBackend } from '../../flows/configure-project/current-backend.ts';
import { elsewhereOf, elsewhereProblem } from '../../flows/configure-project/elsewhere.ts';
import { stackOf, switches } from '../../flows/configure-project/facts.ts';
import type { ProjectPlan } from '../../flows/configure-project/plan.ts';
import type { ProjectRun } from '../../flows/configure-project/run.ts';
import { nameAmong } from '../../platform/real-path.ts';
import { byLastUse } from '../../profiles/last-used.ts';
import { asObject } from '../../project/json-text.ts';
import { currentFolder } from '../../project/layouts/file-names.ts';
import type { ProjectAccess } from '../../project/project.ts';
import type { AppContext } from '../app-context.ts';
import { identifyAccess } from '../identify-access.ts';
import { keepUse } from '../keep-use.ts';
import { chooseAccess, inUse } from '../local-state.ts';
import type { Wire } from '../wiring.ts';

/** Loaded when the flow starts: the first frame of the screen does not wait for it. */
const loadLook = () => import('../../flows/configure-project/look.ts');

export const wire: Wire<'configureProject'> = ({ appContext }) => wireConfigureProject(appContext);

/** The machine of `configure project` with everything it touches. */
export function wireConfigureProject(appContext: AppContext) {
  return configureProjectMachine.provide({
    actors: {
      look: fromPromise<Looked, { folder: string }>(({ input }) => look(appContext, input.folder)),
      identify: fromPromise<Identity, AskingWhoItIs>(async ({ input: { choice, region, tell }, signal }) => {
        const identity = await identifyAccess(appContext, choice, region, {
          signal,
          tell,
          giveUpAfter: Math.max(30_000, appContext.patience),
        });
        keepUse(appContext, choice);
        return identity;
      }),
      plan: fromPromise<ProjectPlan, ProjectWork>(({ input }) => makePlan(appContext, input)),
      write: fromPromise<ProjectRun, { plan: ProjectPlan }>(({ input: { plan } }) => write(appContext, plan)),
    },
    actions: { tryNow: () => appContext.clock.wake() },
  });
}

async function look(appContext: AppContext, folder: string): Promise<Looked> {
  const { lookAtProject, openProject } = await loadLook();
  const project = await openProject(folder);
  const list = byLastUse(appContext.profiles(), appContext.stateFolder);
  const { sharedWith } = await import('./share/work.ts');
  const targets = await sharedWith(appContext, project.root);
  const { earlierSettings } = await import('../../flows/undo/earlier.ts');
  const { listChanges } = await import('../../state/changes.ts');
  const changes = await listChanges(appContext.stateFolder);
  const roots = changes.flatMap(({ root }) => root ?? []);
  const earlier = earlierSettings(changes, await nameAmong(roots, project.root));
  const options = accessChoices(list, appContext.env, appContext.flags.region);
  const facts = await lookAtProject(project, options, targets, earlier);
  const suggested = await suggestedAccess(appContext);
  return { facts, ...(suggested ? { suggested } : {}) };
}

/** The default access here, if it can be used. */
async function suggestedAccess(appContext: AppContext): Promise<ProjectAccess | undefined> {
  const list = appContext.profiles();
  const chosen = inUse(appContext, list) ?? (await chooseAccess(appContext, list, { kind: 'none' }));
  const usable = chosen && optionOf(chosen.choice, list, appContext.env)?.usable;
  if (!usable?.ok || !chosen) return undefined;
  return chosen.choice.kind === 'profile' ? chosen.choice : { kind: 'environment' };
}

async function write(appContext: AppContext, plan: ProjectPlan): Promise<ProjectRun> {
  const { keepingFiles } = await import('../keep-change.ts');
  const { root, files } = plan;
  const { findProject } = await import('../../project/open.ts');
  const found = await findProject(root);
  const settings = found.kind === 'project' ? found.project.settings : undefined;
  const changed = files.map(({ path }) => ({ path, kind: 'text' as const }));
  const recording = { what: 'configure project', root, files: changed, settings };
  return keepingFiles(appContext, recording, () => writePlan(plan));
}

async function writePlan({ root, files, current }: ProjectPlan): Promise<ProjectRun> {
  const { writeProjectPlan } = await import('../../flows/configure-project/run.ts');
  const { replaceCurrentBackend, tidyLeftOvers } = await import(
    '../../flows/configure-project/current-backend.ts'
  );
  const done = await writeProjectPlan(files, async () => {
    await tidyLeftOvers(root);
    return current && replaceCurrentBackend(root, current.files);
  });
  if (!current) return done;
  return done.kind === 'written' ? { ...done, files: [`${currentFolder}/`, ...done.files] } : done;
}

async function makePlan(appContext: AppContext, work: ProjectWork): Promise<ProjectPlan> {
  const { facts, answers, identity } = work;
  const { readMetadata, readProjectTexts } = await loadLook();
  const { planProject } = await import('../../flows/configure-project/plan.ts');
  const { linkNotes } = await import('../../project/inside.ts');
  const { handlerPaths } = await import('../../project/handlers.ts');
  const { expectUnlocked } = await import('../migration-lock.ts');
  const { environment, access } = answers;
  const switched = switches(facts, answers);
  const [unknown, pulled] = await Promise.all([
    expectUnlocked(appContext, { stack: stackOf(facts, answers), environment, access }),
    facts.backendMissing || switched ? pull(appContext, work) : undefined,
  ]);
  const plan = planProject({
    facts,
    answers,
    handlers: await handlerPaths(answers.app, appContext.env, appContext.ownFolder),
    texts: await readProjectTexts(facts, answers),
    // Metadata of another stack is useless.
    metadata: pulled?.meta
      ? asObject(jsonValue(pulled.meta))
      : switched
        ? undefined
        : await readMetadata(facts.project.root),
    pulled,
    identity,
  });
  const links = await linkNotes(facts.project.root, plan.files);
  return { ...plan, notes: [...plan.notes, ...links, ...(unknown === undefined ? [] : [unknown])] };
}

/**
 * What the current Amplify CLI stores in the deployment bucket at each push. When it cannot be fetched, the plan says why and
 * keeps the local files.
 *
 * @returns undefined when no stack is known
 */
async function pull(
  appContext: AppContext,
  { facts, answers, identity }: ProjectWork,
): Promise<PulledBackend | undefined> {
  const stack = stackOf(facts, answers);
  if (!stack) return undefined;
  const { fetchDeadline, pullBackend } = await import('../../flows/configure-project/pull.ts');
  const { notPulled } = await import('../../flows/configure-project/current-backend.ts');
  const { access, environment } = answers;
  const bucket = stack.deploymentBucketName;
  if (!access || access.kind === 'keys-file') return notPulled(bucket, noAccess(environment, access));
  try {
    const who = identity ?? (await identifyAccess(appContext, access, stack.region));
    const elsewhere = elsewhereOf(stack, who, environment);
    if (elsewhere) throw elsewhereProblem(elsewhere, facts.project.layout);
    const { clients } = appContext.connect(access, stack.region);
    return await pullBackend(
      clients,
      stack,
      new AbortController().signal,
      fetchDeadline + appContext.patience,
    );
  } catch (thrown) {
    return notPulled(bucket, asProblem(thrown).toJSON());
  }
}

/** The problem that no access is available to ask what is deployed. */
function noAccess(environment: string | undefined, access: ProjectAccess | undefined): ProblemText {
  return {
    code: 'ACCESS_NONE',
    what: `What is deployed${environment === undefined ? '' : ` in the environment ${plainText(environment)}`} has to be fetched from AWS.`,
    why:
      access?.kind === 'keys-file'
        ? 'The project is tied to a file with keys of its own, which this program does not use.'
        : 'Nothing on this machine gives access to it.',
    next: 'Choose a profile for it (--profile NAME), then try again.',
  };
}
