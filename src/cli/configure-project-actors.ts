import { fromPromise } from 'xstate';
import { configureProjectMachine } from '../../machines/configure-project/machine.ts';
import type { AskedAccess } from '../../machines/configure-project/setup.ts';
import type { ConfigureProjectContext, Looked } from '../../machines/configure-project/types.ts';
import { stackOf } from '../configure-project/facts.ts';
import type { ProjectPlan } from '../configure-project/plan.ts';
import type { ProjectRun } from '../configure-project/run.ts';
import { accessChoices } from '../credentials/choice.ts';
import { byLastUse } from '../profiles/last-used.ts';
import { asObject } from '../project/json-text.ts';
import type { ProjectAccess } from '../project/project.ts';
import { jsonValue } from '../session/json-values.ts';
import { readSettings } from '../session/settings.ts';
import type { Identity } from '../values/plan.ts';
import { asProblem } from '../values/problem.ts';
import type { House } from './house.ts';
import { identifyAccess } from './init-actors.ts';
import { keepUse } from './keep-use.ts';
import { chooseAccess } from './surroundings.ts';

/** Loaded when the flow starts: the first frame of the screen does not wait for it. */
const loadLook = () => import('../configure-project/look.ts');

/** The machine of `configure project` with everything it touches. */
export function wireConfigureProject(house: House) {
  return configureProjectMachine.provide({
    actors: {
      look: fromPromise<Looked, { folder: string }>(({ input }) => look(house, input.folder)),
      identify: fromPromise<Identity, AskedAccess>(async ({ input: { choice, region }, signal }) => {
        const identity = await identifyAccess(house, choice, region, {
          signal,
          tell: () => {},
          giveUpAfter: 30_000,
        });
        keepUse(house, choice);
        return identity;
      }),
      plan: fromPromise<ProjectPlan, { context: ConfigureProjectContext }>(({ input }) =>
        makePlan(house, input.context),
      ),
      write: fromPromise<ProjectRun, { plan: ProjectPlan }>(async ({ input: { plan } }) =>
        (await import('../configure-project/run.ts')).writeProjectPlan(plan.files),
      ),
    },
  });
}

async function look(house: House, folder: string): Promise<Looked> {
  const { lookAtProject, openProject } = await loadLook();
  const project = await openProject(folder);
  const list = byLastUse(house.profiles(), house.stateFolder);
  const settings = await readSettings(house.stateFolder);
  const targets = settings.shared[project.root] ?? [];
  const facts = await lookAtProject(project, accessChoices(list, house.env), targets);
  const { region } = house.flags;
  const options = region ? facts.accessOptions.map((option) => ({ ...option, region })) : facts.accessOptions;
  const suggested = await suggestedAccess(house);
  return { facts: { ...facts, accessOptions: options }, ...(suggested ? { suggested } : {}) };
}

/** What would be used here when nobody chooses; only a profile that can be used is suggested. */
async function suggestedAccess(house: House): Promise<ProjectAccess | undefined> {
  const chosen = await chooseAccess(house, house.profiles(), { kind: 'none' });
  const usable = accessChoices(house.profiles(), house.env).find(
    ({ choice }) => JSON.stringify(choice) === JSON.stringify(chosen?.choice),
  )?.usable;
  return usable?.ok ? chosen?.choice : undefined;
}

async function makePlan(house: House, context: ConfigureProjectContext): Promise<ProjectPlan> {
  const { facts, answers, identity } = context;
  if (!facts || !answers) throw new Error('a plan needs answers');
  const { readMetadata, readProjectTexts } = await loadLook();
  const { planProject } = await import('../configure-project/plan.ts');
  const { handlerPaths } = await import('../project/handlers.ts');
  const fetched = facts.metadataMissing ? await fetchMetadata(house, context) : undefined;
  return planProject({
    facts,
    answers,
    handlers: await handlerPaths(answers.app, house.env, house.ownFolder),
    texts: await readProjectTexts(facts, answers),
    metadata: fetched === undefined ? await readMetadata(facts.project.root) : JSON.parse(fetched),
    fetched,
    identity,
  });
}

/** What today's Amplify CLI stores in the deployment bucket at each push; a clone lacks it. */
async function fetchMetadata(
  house: House,
  { facts, answers, identity }: ConfigureProjectContext,
): Promise<string | undefined> {
  const stack = facts && answers && stackOf(facts, answers);
  const access = answers?.access;
  if (!stack || !identity || !access || access.kind === 'keys-file') return undefined;
  try {
    const { readObjectText } = await import('../aws/object.ts');
    const { clients } = house.connect(access, stack.region);
    const enough = AbortSignal.timeout(20_000);
    const text = await readObjectText(clients, stack.deploymentBucketName, 'amplify-meta.json', enough);
    // What is no JSON object is not the file that was meant.
    return asObject(jsonValue(text)) ? text : undefined;
  } catch (thrown) {
    house.log.warn(`amplify-meta.json was not fetched: ${asProblem(thrown).what}`);
    return undefined;
  }
}
