import { type ActorRefFrom, createActor } from 'xstate';
import type { configureMachine } from '../../../machines/configure/machine.ts';
import type { ConfigureOutput } from '../../../machines/configure/types.ts';
import { given } from '../../../machines/kit/given.ts';
import { Problem } from '../../core/problem.ts';
import { optionIn } from '../../credentials/option-rows.ts';
import { type ConfigureAnswers, configureFaults } from '../../flows/configure/answers.ts';
import { configurePlanText } from '../../flows/configure/plan-text.ts';
import { answersProblem } from './answers-problem.ts';
import { fullProblem, leftBehind, unfinishedProblem, userExistsProblem } from './configure-problems.ts';
import { tellWaits } from './configure-waits.ts';
import { nobodyAnswers } from './drive.ts';
import type { Report } from './report.ts';
import { notConfirmed, tellIdentity } from './review.ts';
import { settled } from './settled.ts';

export interface HeadlessConfigure {
  /** The given answers; the rest is detected or has a default. */
  readonly answers: Partial<ConfigureAnswers>;
  /** The profile whose key is replaced; absent for `configure`. */
  readonly rotate?: string;
  /** For a rotation: delete the old key, too. */
  readonly deleteOld: boolean;
  /** `--yes`: without it nothing is confirmed or written. */
  readonly confirmed: boolean;
  readonly dryRun: boolean;
  /** `--resume`: continue with an unfinished key; one that nobody can use is deleted. */
  readonly resume: boolean;
  readonly report: Report;
  readonly signal: AbortSignal;
}

type ConfigureActor = ActorRefFrom<typeof configureMachine>;
type Configured = Extract<ConfigureOutput, { kind: 'configured' }>;

/**
 * Answers the questions of the configure machine from the given input, so that a script goes the same way as a user.
 *
 * @returns what is now set up, or undefined after a dry run
 * @throws Problem when it cannot be set up
 */
export async function driveConfigure(
  machine: typeof configureMachine,
  options: HeadlessConfigure,
): Promise<Configured | undefined> {
  const actor = createActor(machine, {
    input: options.rotate === undefined ? {} : { rotate: options.rotate },
  });
  const stopTelling = tellWaits(actor, options.report);
  actor.start();
  try {
    return await answerAll(actor, options);
  } finally {
    stopTelling();
    actor.stop();
  }
}

async function answerAll(actor: ConfigureActor, options: HeadlessConfigure): Promise<Configured | undefined> {
  for (;;) {
    const snapshot = await settled(actor, options.signal);
    if (snapshot.status === 'done') {
      if (snapshot.output.kind === 'configured') return snapshot.output;
      throw new Problem({
        code: 'UNEXPECTED',
        what: 'It ended without a profile.',
        why: 'You left before its end.',
        next: 'Run it again.',
      });
    }
    if (answerOne(actor, options) === 'stop') return undefined;
  }
}

function answerOne(actor: ConfigureActor, options: HeadlessConfigure): 'stop' | undefined {
  const snapshot = actor.getSnapshot();
  const { context } = snapshot;
  if (snapshot.matches('unfinished')) return unfinished(actor, options);
  if (snapshot.matches('lost') && !context.problem) {
    options.report.say(
      `Deleting ${context.lost?.length === 1 ? 'the key' : 'the keys'} that nobody can use.`,
    );
    actor.send({ type: 'DELETE' });
    return undefined;
  }
  if (snapshot.matches('way')) return giveAnswers(actor, options);
  if (snapshot.matches('notFinished')) throw leftBehind(context);
  if (context.problem) throw new Problem(context.problem);
  if (snapshot.matches('userThere')) throw userExistsProblem(context);
  if (snapshot.matches('keys')) throw fullProblem(context);
  if (snapshot.matches('identity')) tellWho(actor, options.report);
  if (snapshot.matches('review') || snapshot.matches('changed')) return review(actor, options);
  if (snapshot.matches('oldKey')) {
    actor.send({ type: options.deleteOld ? 'DELETE' : 'KEEP' });
    return undefined;
  }
  if (snapshot.matches('done')) {
    actor.send({ type: 'CLOSE' });
    return undefined;
  }
  if (!snapshot.can({ type: 'NEXT' })) nobodyAnswers(snapshot.value);
  actor.send({ type: 'NEXT' });
  return undefined;
}

function unfinished(actor: ConfigureActor, { resume, dryRun, report, answers, rotate }: HeadlessConfigure) {
  const { localState, problem } = actor.getSnapshot().context;
  if (problem) throw new Problem(problem);
  const { note } = given({ note: localState?.unfinished }, 'note');
  report.tell({
    type: 'unfinished',
    kind: note.kind,
    userName: note.userName,
    profile: note.profile,
    step: note.step,
  });
  if (resume && !dryRun) {
    actor.send({ type: 'RESUME' });
    return undefined;
  }
  // Given keys and existing profiles have nothing to do with it.
  if (rotate !== undefined || answers.way === 'create' || resume) throw unfinishedProblem(note);
  report.say(
    `A key of the user ${note.userName} did not finish; \`amplify-tui configure --resume\` resumes it.`,
  );
  actor.send({ type: 'ANEW' });
  return undefined;
}

function giveAnswers(actor: ConfigureActor, { answers, resume }: HeadlessConfigure): undefined {
  if (resume) {
    throw new Problem({
      code: 'USAGE',
      what: 'There is no key to resume.',
      why: 'None was started, or it has finished.',
      next: 'Run it without --resume.',
    });
  }
  const { way, access, ...rest } = answers;
  if (way) actor.send({ type: 'EDIT', answers: { way } });
  // The access first, because it sets the region, which a given one overrides.
  if (access) actor.send({ type: 'EDIT', answers: { access } });
  actor.send({ type: 'EDIT', answers: rest });
  const { localState, answers: now } = given(actor.getSnapshot().context, 'localState', 'answers');
  const faults = configureFaults(now, localState.strictKeys).map(({ answer, text }) => ({
    answer: answer === 'userName' ? 'createUser' : answer,
    text,
  }));
  const acting = now.way === 'console' ? undefined : now.access;
  const option = optionIn(localState.accessOptions, acting);
  const name = now.way === 'create' ? 'withProfile' : 'profile';
  if (acting?.kind === 'profile' && !option)
    faults.push({ answer: name, text: `Profile "${acting.name}" not found, and no key was given.` });
  if (option && !option.usable.ok) faults.push({ answer: name, text: option.usable.why });
  if (now.way === 'existing' && !now.access)
    faults.push({ answer: 'accessKeyId', text: 'No key was given, and no profile is there.' });
  if (faults.length > 0) throw answersProblem(faults, undefined, 'configure');
  actor.send({ type: 'NEXT' });
  return undefined;
}

function tellWho(actor: ConfigureActor, report: Report): void {
  const identity = actor.getSnapshot().context.verified?.identity;
  if (!identity) return;
  tellIdentity(report, identity);
}

function review(actor: ConfigureActor, { confirmed, dryRun, report }: HeadlessConfigure): 'stop' | undefined {
  const { plan } = given(actor.getSnapshot().context, 'plan');
  const { identity, profile, account, calls, replaces, also, keepsCopyIn } = plan;
  const files = plan.files.map(({ label, change, diff, warnings }) => ({ label, change, diff, warnings }));
  report.tell({
    type: 'plan',
    identity,
    profile,
    accountChange: account,
    replaces,
    also,
    keepsCopyIn,
    calls,
    files,
  });
  const lines = configurePlanText(plan);
  if (dryRun || !confirmed) report.print(lines.join('\n'));
  else for (const line of lines) report.say(line);
  if (dryRun) {
    report.tell({ type: 'result', ok: true, dryRun: true, profile, files: files.map(({ label }) => label) });
    return 'stop';
  }
  if (!confirmed) throw notConfirmed('set up your access');
  actor.send({ type: 'CONFIRM' });
  return undefined;
}
