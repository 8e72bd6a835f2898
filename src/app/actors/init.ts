import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fromPromise } from 'xstate';
import { initMachine } from '../../../machines/init/machine.ts';
import type { IdentifyInput, InitWork } from '../../../machines/init/setup.ts';
import type { InitLocalState } from '../../../machines/init/types.ts';
import type { Identity } from '../../core/plan.ts';
import { asProblem, Problem, type ProblemCode } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import { type InitAnswers, settingsOf } from '../../flows/init/answers.ts';
import type { InitPlan, InitPlanInput } from '../../flows/init/init-plan.ts';
import { expectWritableFolder, pathExists } from '../../platform/files.ts';
import { handlerPaths } from '../../project/handlers.ts';
import { placeInside } from '../../project/inside.ts';
import { planConflicts } from '../../project/open.ts';
import type { InitJournalEntry } from '../../state/journal.ts';
import type { AddedNote } from '../../state/journal-entry.ts';
import type { AppContext } from '../app-context.ts';
import type { Desktop } from '../desktop.ts';
import { identifyAccess } from '../identify-access.ts';
import { lookAround } from '../local-state.ts';
import { saveAnswersFile } from '../save-answers.ts';
import type { Wire } from '../wiring.ts';
import { wireDeployment } from './deployment.ts';

/** How long a run without a user waits for AWS before anything was started there, in milliseconds. */
const beforeAnything = 30_000;

export const wire: Wire<'init'> = ({ appContext, desktop }) => wireInit(appContext, desktop);

/**
 * The init machine with everything it touches.
 *
 * @param giveUpAfter for a run without a user, see {@link wireDeployment}; at most {@link beforeAnything} before anything was
 *   started
 */
export function wireInit(appContext: AppContext, desktop: Desktop, giveUpAfter?: number) {
  return initMachine.provide({
    actors: {
      lookAround: fromPromise<InitLocalState, { folder: string }>(() => lookAround(appContext)),
      identify: fromPromise<Identity, IdentifyInput>(({ input, signal }) => {
        const { access, region, tell } = input;
        const limit = giveUpAfter === undefined ? undefined : Math.min(giveUpAfter, beforeAnything);
        return identifyAccess(appContext, access, region, {
          signal,
          tell,
          giveUpAfter: limit,
        });
      }),
      makePlan: fromPromise<InitPlan, InitWork>(({ input }) => makePlan(appContext, input)),
      saveAnswers: fromPromise<string, { folder: string; answers: InitAnswers }>(({ input }) =>
        saveAnswersFile(input),
      ),
      forget: fromPromise(async ({ input }) => {
        if (!input.entry) return;
        await takeOver(appContext, input.entry.id, ['PROJECT_NONE', 'FILE_UNWRITABLE']);
        await appContext.journal.remove(input.entry.id);
      }),
      deployment: wireDeployment(appContext, desktop, giveUpAfter),
    },
    actions: { tryNow: () => appContext.clock.wake() },
  });
}

async function makePlan(
  appContext: AppContext,
  { folder, answers, access, identity, resumed, cleanUp, addsTo }: InitWork,
): Promise<InitPlan> {
  if (resumed) {
    expectSamePlace(resumed, identity);
    await takeOver(appContext, resumed.id, cleanUp ? ['FILE_UNWRITABLE'] : []);
  }
  const { newStackName, planInit } = await import('../../flows/init/plan.ts');
  const settings = settingsOf(answers);
  const token = resumed?.token ?? randomUUID();
  const { layout, environment, gitIgnore } = answers;
  const made: InitPlanInput = {
    folder,
    settings,
    layout,
    environment,
    gitIgnore,
    token,
    identity,
    isRepository: await pathExists(join(folder, '.git')),
    // The files name the access that was confirmed at the start, whichever one finishes it.
    access: resumed?.access ?? access,
    handlers: await handlerPaths(answers.app, appContext.env, appContext.ownFolder),
    existing: new Map<string, string>(),
    stackName:
      resumed?.stackName ??
      newStackName({ settings, layout, environment, token }, new Date(appContext.clock.now())),
  };
  const { readCategories, readExistingBackend, readSharedFiles } = await import(
    '../../flows/init/existing-backend.ts'
  );
  const earlier = resumed?.filesBegun && {
    note: resumed,
    cleanUp: cleanUp === true,
    before: await appContext.journal.filesBefore(resumed.id),
  };
  const note = resumed ? (resumed.added ?? {}) : addedOf(answers, addsTo);
  const there =
    addsTo || resumed?.added
      ? { backend: await readExistingBackend(made, note, earlier) }
      : { existing: await readSharedFiles(made, earlier), categories: await readCategories(folder) };
  return expectRoom(folder, planInit({ ...made, ...there }), resumed, cleanUp);
}

/** Where a new environment gets its parameters from: the current environment, unless another was chosen. */
function addedOf({ parametersOf }: InitAnswers, addsTo: InitWork['addsTo']): AddedNote {
  const previous = addsTo?.environment;
  return { previous, parametersOf: (parametersOf ?? previous) || undefined };
}

/** The plan, if nothing on disk is in its way. @throws Problem PROJECT_EXISTS, FILE_UNWRITABLE */
async function expectRoom(
  folder: string,
  plan: InitPlan,
  resumed: InitJournalEntry | undefined,
  cleanUp: boolean | undefined,
): Promise<InitPlan> {
  if (!(resumed && cleanUp)) await expectWritableFolder(folder);
  // A file in the way is found before anything exists in AWS. A resumed init may have written some itself.
  const conflicts = resumed ? [] : await planConflicts(folder, plan.files);
  if (conflicts.length > 0) throw inTheWay(conflicts);
  // Also before anything exists in AWS: a link out of the folder would be refused when the files are written.
  for (const file of plan.files) await placeInside(file);
  return plan;
}

/** Keeps two windows from working on one init. @param harmless codes of problems that do not matter for what comes next */
async function takeOver(appContext: AppContext, id: string, harmless: readonly ProblemCode[]): Promise<void> {
  await appContext.journal.takeOver(id).catch((thrown: unknown) => {
    if (!harmless.includes(asProblem(thrown).code)) throw thrown;
  });
}

/** What was started in one account and cloud is never finished or cleaned up in another. */
function expectSamePlace(entry: InitJournalEntry, identity: Identity): void {
  if (entry.account !== identity.account) {
    throw new Problem({
      code: 'PROFILE_NOT_USABLE',
      what: `The unfinished init belongs to account ${entry.account}.`,
      why: `${identity.access} is account ${identity.account} now.`,
      next: `Take a profile of account ${entry.account}, or forget the unfinished init.`,
    });
  }
  const now = identity.cloud.kind === 'aws' ? undefined : identity.cloud.url;
  // By the host: an emulator on this machine may have another port today.
  if (hostOf(entry.endpoint) === hostOf(now)) return;
  throw new Problem({
    code: 'ENDPOINT',
    what: `The unfinished init belongs to ${entry.endpoint ? plainText(entry.endpoint) : 'AWS'}.`,
    why: `Requests go to ${now ? plainText(now) : 'AWS'} now, where its stack is not.`,
    next: entry.endpoint
      ? `Add \`--endpoint-url ${plainText(entry.endpoint)}\`, or forget the unfinished init.`
      : 'Unset AWS_ENDPOINT_URL, or forget the unfinished init.',
  });
}

function hostOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).hostname : url;
}

function inTheWay(labels: readonly string[]): Problem {
  return new Problem({
    code: 'PROJECT_EXISTS',
    what: `${labels.length === 1 ? 'A file is' : `${labels.length} files are`} in the way: ${labels.join(', ')}.`,
    why: 'init would write there, and it never overwrites what it did not write.',
    next: 'Move it out of the folder, then try again.',
  });
}
