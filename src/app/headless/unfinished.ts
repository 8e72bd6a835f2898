import type { ActorRefFrom } from 'xstate';
import type { initMachine } from '../../../machines/init/machine.ts';
import { given } from '../../../machines/kit/given.ts';
import { Problem } from '../../core/problem.ts';
import type { AccessChoice } from '../../credentials/access.ts';
import { sameChoice } from '../../credentials/access.ts';
import type { InitJournalEntry } from '../../state/journal.ts';
import type { Answers } from './answers.ts';
import type { Report } from './report.ts';

/** What to do with an unfinished init; absent to say that there is one. */
export type UnfinishedWay = 'resume' | 'clean-up' | 'forget';

export interface UnfinishedOptions {
  readonly way?: UnfinishedWay | undefined;
  readonly answers: Answers;
  readonly dryRun: boolean;
  readonly report: Report;
}

/** Answers the question about an unfinished init. @returns `stop` when there is no more to do */
export function answerUnfinished(
  actor: ActorRefFrom<typeof initMachine>,
  { way, answers, dryRun, report }: UnfinishedOptions,
): 'stop' | undefined {
  const { localState } = given(actor.getSnapshot().context, 'localState');
  const { unfinished: entry } = given(localState, 'unfinished');
  const { stackName, stackId, step } = entry;
  report.say(`An earlier init in this folder did not finish: stack ${stackName}.`);
  report.tell({ type: 'unfinished', stackName, ...(stackId ? { stackId } : {}), step });
  if (!way && !dryRun) throw notFinished(entry);
  if (dryRun) {
    report.print(`Would ${words[way ?? 'resume']} the stack ${stackName}; no second stack is made.`);
    report.tell({ type: 'result', ok: true, dryRun: true, stackName, files: [] });
    return 'stop';
  }
  if (way === 'forget') {
    // The second one confirms the first.
    actor.send({ type: 'FORGET' });
    actor.send({ type: 'FORGET' });
    return undefined;
  }
  const access = givenAccess(answers);
  if (access && !sameChoice(access, entry.access))
    actor.send({ type: 'TAKE_ACCESS', choice: access, cleanUp: way === 'clean-up' });
  else if (way === 'clean-up') {
    actor.send({ type: 'CLEAN_UP' });
    // The option confirms the deletion.
    if (actor.getSnapshot().matches({ unfinished: 'sureToDelete' })) actor.send({ type: 'CLEAN_UP' });
  } else actor.send({ type: 'RESUME' });
  return undefined;
}

const words = {
  resume: 'resume',
  'clean-up': 'delete',
  forget: 'forget',
} as const satisfies Record<UnfinishedWay, string>;

function givenAccess({ profile, useEnvironmentKeys }: Answers): AccessChoice | undefined {
  if (profile) return { kind: 'profile', name: profile };
  return useEnvironmentKeys ? { kind: 'environment' } : undefined;
}

/** The Problem that an unfinished init blocks a new one. */
function notFinished({ stackName, account, region }: InitJournalEntry): Problem {
  return new Problem({
    code: 'USAGE',
    what: 'An earlier init in this folder did not finish, so no other one is started.',
    why: `The stack ${stackName} in account ${account}, ${region}, belongs to it.`,
    next: 'Add --resume to resume it, --clean-up to delete it, or --forget to leave it and remove the note.',
  });
}

/** The Problem of `--resume` and the like when there is no unfinished init. */
export function nothingUnfinished(way: UnfinishedWay): Problem {
  return new Problem({
    code: 'PROJECT_NONE',
    what: `There is no unfinished init to ${words[way].replace(' with', '')}.`,
    why: 'None was started in this folder, or it has finished.',
    next: `Run \`amplify-tui init\` without --${way}.`,
  });
}
