import { type ActorRefFrom, createActor, type SnapshotFrom } from 'xstate';
import { type deleteMachine, planned } from '../../../machines/delete/machine.ts';
import type { DeleteInput } from '../../../machines/delete/types.ts';
import { given } from '../../../machines/kit/given.ts';
import { connectionReason } from '../../aws/connection-words.ts';
import type { StackProgress } from '../../aws/progress/model.ts';
import { deleteCommand } from '../../core/delete-command.ts';
import { piecesText } from '../../core/pieces.ts';
import { Problem } from '../../core/problem.ts';
import { shellWord } from '../../core/shell.ts';
import { plainText } from '../../core/text.ts';
import type { DeletePlan } from '../../flows/delete/plan.ts';
import { stayingInAws } from '../../flows/delete/plan.ts';
import { pieceLines } from '../../flows/delete/plan-text.ts';
import { stateOf } from './connection-lines.ts';
import { updateTeller } from './deployment-lines.ts';
import { nobodyAnswers } from './drive.ts';
import type { Report } from './report.ts';
import { tellIdentity } from './review.ts';
import { ignoreFault, settled } from './settled.ts';

export interface HeadlessDelete extends DeleteInput {
  /** `--yes`: without it nothing is confirmed or deleted. */
  readonly confirmed: boolean;
  /** `--confirm`: the name of what is deleted. */
  readonly confirm?: string | undefined;
  readonly dryRun: boolean;
  /** `--no-wait`: ends once AWS is deleting a stack; a later run does the rest. */
  readonly noWait?: boolean | undefined;
  readonly report: Report;
  readonly signal: AbortSignal;
}

/** What was deleted, and what stays. */
export interface Deleted {
  readonly plan: DeletePlan;
  /** Labels of the files that were removed or changed. */
  readonly files: readonly string[];
}

/**
 * Answers the questions of the `delete` machine from the given input.
 *
 * @returns undefined after a dry run, and with `--no-wait`
 * @throws Problem when it cannot be deleted; USAGE without the right name
 */
export async function driveDelete(
  machine: typeof deleteMachine,
  options: HeadlessDelete,
): Promise<Deleted | undefined> {
  const { report, folder, environment, resume, choices } = options;
  const actor = createActor(machine, { input: { folder, environment, resume, choices } });
  const stopTelling = tellDelete(actor, report);
  const underWay = new AbortController();
  const looking = actor.subscribe({
    error: ignoreFault,
    next: (snapshot) => options.noWait && stackUnderWay(snapshot) && underWay.abort(),
  });
  const signal = AbortSignal.any([options.signal, underWay.signal]);
  actor.start();
  try {
    for (;;) {
      const snapshot = await settled(actor, signal);
      const { context } = snapshot;
      if (context.problem) throw new Problem(context.problem);
      if (snapshot.matches('review')) {
        const plan = planned(context);
        if (review(plan, options) === 'stop') return undefined;
        if (plan.steps.length === 0) return { plan, files: [] };
        actor.send({ type: 'NEXT' });
      } else if (snapshot.matches('confirming')) {
        actor.send({ type: 'TYPE', name: options.confirm ?? '' });
        if (!actor.getSnapshot().can({ type: 'CONFIRM' })) throw notNamed(planned(context), options.confirm);
        actor.send({ type: 'CONFIRM' });
      } else if (snapshot.matches('done') && context.plan) {
        return { plan: context.plan, files: context.removed ?? [] };
      } else nobodyAnswers(snapshot.value);
    }
  } catch (thrown) {
    if (!underWay.signal.aborted || options.signal.aborted || thrown instanceof Problem) throw thrown;
    tellUnderWay(actor.getSnapshot(), report);
    return undefined;
  } finally {
    looking.unsubscribe();
    stopTelling();
    actor.stop();
  }
}

/** The stack that AWS is deleting. */
function stackUnderWay(snapshot: SnapshotFrom<typeof deleteMachine>): StackProgress | undefined {
  const { progress } = snapshot.context.update ?? {};
  return snapshot.matches('running') && progress?.status === 'DELETE_IN_PROGRESS' ? progress : undefined;
}

/** The end of `--no-wait`: reports the stack being deleted, and what is left for a later run. */
function tellUnderWay(snapshot: SnapshotFrom<typeof deleteMachine>, report: Report): void {
  const { step = 0 } = snapshot.context;
  const { plan } = given(snapshot.context, 'plan');
  const { stackName, stackId } = given({ progress: stackUnderWay(snapshot) }, 'progress').progress;
  const { name, scope } = plan.found;
  const left = plan.steps.slice(step + 1).map(({ text }) => text);
  const resume = `${deleteCommand({ scope, name })} --yes --confirm ${shellWord(name)}`;
  report.tell({
    type: 'result',
    ok: true,
    state: 'in-progress',
    deleting: name,
    scope,
    stackName,
    stackId,
    left,
    resume,
  });
  const lines = [
    `▸ AWS is deleting the stack ${stackName}.`,
    ...left.map((text) => `  not done yet: ${text}`),
  ];
  report.print([...lines.map(plainText), `  \`${resume}\` waits for it and does what is left.`].join('\n'));
}

function review(plan: DeletePlan, options: HeadlessDelete): 'stop' | undefined {
  const { report, dryRun, confirmed, confirm } = options;
  const { found, choices, steps } = plan;
  for (const { identity } of found.backends) tellIdentity(report, identity);
  if (found.begunAt !== undefined)
    report.tell({ type: 'unfinished', name: found.name, startedAt: found.begunAt, step: 'delete' });
  const facts = { name: found.name, scope: found.scope, steps: steps.map(({ text }) => text) };
  if (!confirmed || dryRun || confirm !== found.name) {
    const { backends, files, kept, remembered, sessions, notes } = found;
    report.tell({ type: 'plan', ...facts, backends, files, kept, remembered, sessions, notes, choices });
    report.print(piecesText(pieceLines(plan)));
    if (steps.length > 0)
      report.print(
        ['In this order:', ...steps.map(({ text }, index) => `  ${index + 1}. ${text}`)].join('\n'),
      );
  } else for (const text of found.notes) report.tell({ type: 'warning', text });
  if (dryRun) {
    report.tell({ type: 'result', ok: true, dryRun: true, ...facts });
    return 'stop';
  }
  if (!confirmed || (steps.length > 0 && confirm !== found.name)) throw notNamed(plan, confirm);
  return undefined;
}

function notNamed({ found }: DeletePlan, confirm: string | undefined): Problem {
  const what = found.scope === 'project' ? 'project' : 'environment';
  return new Problem({
    code: 'USAGE',
    what: 'Nothing was deleted.',
    why:
      confirm === undefined
        ? `What is deleted does not come back, and nobody has named the ${what}.`
        : `--confirm ${plainText(confirm)} is not the name of the ${what}.`,
    next: `Add --yes --confirm ${shellWord(found.name)} to delete it, or --dry-run to see the plan only.`,
  });
}

/** Reports what a deletion does: each step and event once. @returns stops it */
function tellDelete(actor: ActorRefFrom<typeof deleteMachine>, report: Report): () => void {
  let step: number | undefined;
  let connection = 'ok';
  let tellUpdate = updateTeller(report);
  const subscription = actor.subscribe({
    error: ignoreFault,
    next: (snapshot) => {
      const { context } = snapshot;
      if (snapshot.matches('running') && context.step !== undefined && context.step !== step) {
        step = context.step;
        tellUpdate = updateTeller(report);
        const doing = context.plan?.steps[step];
        const backend = doing && 'backend' in doing ? context.plan?.found.backends[doing.backend] : undefined;
        report.say(`${doing?.text} …`);
        report.tell({ type: 'step', step: doing?.text, stackName: backend?.target.stackName });
      }
      if (context.update) return tellUpdate(context.update);
      const kind = context.connection?.kind ?? connection;
      if (!context.connection || kind === connection) return;
      connection = kind;
      report.tell({ type: 'connection', state: stateOf(context.connection) });
      const why = connectionReason(context.connection);
      report.say(kind === 'ok' ? 'the connection is back' : `▲ asking AWS again${why ? `: ${why}` : ''}`);
    },
  });
  return () => subscription.unsubscribe();
}

/** Reports how a deletion ended, in lines and for a script. */
export function tellDeleted({ plan, files }: Deleted, report: Report): void {
  const { found, steps } = plan;
  const stays = [...stayingInAws(plan), ...found.kept.map(({ label, why }) => `${label} stays: ${why}.`)];
  report.tell({ type: 'result', ok: true, deleted: found.name, scope: found.scope, files, stays });
  if (steps.length === 0) report.print(`Nothing is left of ${plainText(found.name)} that would be deleted.`);
  else
    report.print(
      [`✔ ${found.name} is deleted`, ...steps.map(({ text }) => `  ${text}`)].map(plainText).join('\n'),
    );
  for (const text of stays) report.print(plainText(`  ${text}`));
}
