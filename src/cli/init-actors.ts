import { randomUUID } from 'node:crypto';
import { fromPromise } from 'xstate';
import { initMachine } from '../../machines/init/machine.ts';
import type { InitContext, InitSurroundings } from '../../machines/init/types.ts';
import { identify } from '../aws/identity.ts';
import type { AccessChoice } from '../credentials/access.ts';
import { settingsOf } from '../init/answers.ts';
import { type InitPlan, planInit } from '../init/plan.ts';
import { expectWritableFolder } from '../platform/files.ts';
import { handlerPaths } from '../project/handlers.ts';
import { parentStackName } from '../project/names.ts';
import { planConflicts } from '../project/open.ts';
import type { Identity } from '../values/plan.ts';
import { Problem } from '../values/problem.ts';
import { type Desk, wireDeployment } from './deployment-actors.ts';
import type { House } from './house.ts';
import { saveAnswersFile } from './save-answers.ts';
import { lookAround } from './surroundings.ts';

/** Asks AWS who an access is. */
export async function identifyAccess(
  house: House,
  choice: AccessChoice,
  region: string | undefined,
  signal?: AbortSignal,
): Promise<Identity> {
  if (!region) {
    throw new Problem({
      code: 'REGION_MISSING',
      what: 'No AWS region is known.',
      why: 'Neither --region, the environment nor the profile names one.',
      next: 'Add --region, or `region = …` to the profile in ~/.aws/config.',
    });
  }
  const { clients, access } = house.connect(choice, region);
  return identify(clients, access, signal);
}

/** The init machine with everything it touches. */
export function wireInit(house: House, desk: Desk) {
  return initMachine.provide({
    actors: {
      lookAround: fromPromise<InitSurroundings, { folder: string }>(() => lookAround(house)),
      identify: fromPromise<Identity, { context: InitContext }>(({ input, signal }) => {
        const { answers } = input.context;
        if (!answers?.access) throw new Error('identify without an access');
        return identifyAccess(house, answers.access, answers.region, signal);
      }),
      makePlan: fromPromise<InitPlan, { context: InitContext }>(({ input }) =>
        makePlan(house, input.context),
      ),
      saveAnswers: fromPromise<string, { context: InitContext }>(({ input }) =>
        saveAnswersFile(input.context),
      ),
      forget: fromPromise(async ({ input }) => {
        if (input.entry) await house.journal.remove(input.entry.id);
      }),
      deployment: wireDeployment(house, desk),
    },
  });
}

async function makePlan(
  house: House,
  { folder, answers, identity, resumed }: InitContext,
): Promise<InitPlan> {
  if (!answers?.access || !identity) throw new Error('a plan needs an access and an identity');
  if (resumed && resumed.account !== identity.account) throw otherAccount(resumed.account, identity);
  const plan = planInit({
    folder,
    settings: settingsOf(answers),
    access: answers.access,
    handlers: await handlerPaths(answers.app, house.env, house.ownFolder),
    identity,
    stackName: resumed?.stackName ?? parentStackName(answers.name, new Date(house.clock.now())),
    token: resumed?.token ?? randomUUID(),
  });
  await expectWritableFolder(folder);
  // A file in the way is found before anything exists in AWS. One that is taken up again may have written some.
  const conflicts = resumed ? [] : await planConflicts(folder, plan.files);
  if (conflicts.length > 0) throw inTheWay(conflicts);
  return plan;
}

/** What was begun in one account is never finished or cleaned up in another. */
function otherAccount(account: string, identity: Identity): Problem {
  return new Problem({
    code: 'PROFILE_NOT_USABLE',
    what: `The unfinished init belongs to account ${account}.`,
    why: `${identity.access} is account ${identity.account} now.`,
    next: 'Use a profile of the first account, or forget the unfinished init.',
  });
}

function inTheWay(labels: readonly string[]): Problem {
  return new Problem({
    code: 'PROJECT_EXISTS',
    what: `${labels.length === 1 ? 'A file is' : `${labels.length} files are`} in the way: ${labels.join(', ')}.`,
    why: 'init would write there, and it never overwrites what it did not write.',
    next: 'Move it out of the folder, then try again.',
  });
}
