import { type ActorRefFrom, createActor } from 'xstate';
import type { assumeMachine } from '../../../machines/assume-role/machine.ts';
import { faultsNow } from '../../../machines/assume-role/setup.ts';
import type { AssumeContext, AssumeOutput } from '../../../machines/assume-role/types.ts';
import { given } from '../../../machines/kit/given.ts';
import { Problem } from '../../core/problem.ts';
import { type Part, partDeeds } from '../../flows/assume-role/answers.ts';
import { madeLines } from '../../flows/assume-role/made.ts';
import { assumePlanText } from '../../flows/assume-role/plan-text.ts';
import { type StepId, stepWords, type WaitingDevice } from '../../flows/assume-role/steps.ts';
import { answersProblem } from './answers-problem.ts';
import { nobodyAnswers } from './drive.ts';
import type { Report } from './report.ts';
import { notConfirmed, tellIdentity } from './review.ts';
import { ignoreFault, settled } from './settled.ts';

export interface HeadlessAssume {
  readonly part: Part;
  /** `--yes`: without it nothing is confirmed or created. */
  readonly confirmed: boolean;
  readonly dryRun: boolean;
  /** `--script`: writes the calls as a script for an administrator instead of making them. */
  readonly script: boolean;
  /** What to do with an interrupted run; absent to say that there is one. */
  readonly unfinished: 'resume' | 'clean-up' | 'forget' | undefined;
  /** Whether `--mfa-code` has two codes of a device that an earlier run created. */
  readonly hasCodes: boolean;
  /** Gets the two codes of a new device. @throws Problem MFA_NEEDED when nobody can be asked */
  readonly codes: (device: WaitingDevice, refused: boolean) => Promise<readonly [string, string]>;
  readonly report: Report;
  readonly signal: AbortSignal;
}

type Flow = ActorRefFrom<typeof assumeMachine>;
type Ended = Exclude<AssumeOutput, { kind: 'left' }>;

/**
 * Answers the questions of `assume-role` from the given input, on the same machine as the screen.
 *
 * @returns how it ended; undefined after a dry run, a script, a clean-up
 * @throws Problem when it cannot be set up
 */
export async function driveAssume(
  machine: typeof assumeMachine,
  options: HeadlessAssume,
): Promise<Ended | undefined> {
  const flow = createActor(machine, { input: { part: options.part, hasCodes: options.hasCodes } });
  let told: StepId | undefined;
  flow.subscribe({
    next: ({ context: { step } }) => {
      if (step === undefined || step === told) return;
      told = step;
      options.report.tell({ type: 'step', step });
      options.report.say(stepWords[step]);
    },
    error: ignoreFault,
  });
  flow.start();
  try {
    return await answerAll(flow, options);
  } finally {
    flow.stop();
  }
}

async function answerAll(flow: Flow, options: HeadlessAssume): Promise<Ended | undefined> {
  const { report, signal } = options;
  for (;;) {
    const { context, value, status, output } = await settled(flow, signal);
    if (status !== 'active') return output && output.kind !== 'left' ? output : undefined;
    switch (value) {
      case 'unfinished':
        if (!options.unfinished) throw unfinishedProblem(context);
        flow.send({
          type: ({ resume: 'RESUME', 'clean-up': 'CLEAN_UP', forget: 'FORGET' } as const)[options.unfinished],
        });
        break;
      case 'form':
        if (options.unfinished === 'clean-up' || options.unfinished === 'forget') {
          report.tell({ type: 'result', ok: true, cleaned: context.cleaned === true });
          report.print(context.cleaned ? '✔ what was made is deleted' : '✔ nothing is noted any more');
          return undefined;
        }
        fillIn(flow);
        break;
      case 'review':
        if (context.script) {
          report.tell({ type: 'result', ok: true, script: context.script });
          report.print(`✔ ${context.script}`);
          return undefined;
        }
        if (options.script && !options.dryRun) flow.send({ type: 'SCRIPT' });
        else if (review(context, options) === 'stop') return undefined;
        else flow.send({ type: 'CONFIRM' });
        break;
      case 'device': {
        const { waiting } = given(context, 'waiting');
        if (context.problem && !waiting.secret) throw new Problem(context.problem);
        flow.send({
          type: 'CODES',
          codes: await options.codes(waiting, context.problem !== undefined),
        });
        break;
      }
      case 'done':
        flow.send({ type: 'CLOSE' });
        break;
      default:
        if (context.problem) throw new Problem(context.problem);
        nobodyAnswers(value);
    }
  }
}

function fillIn(flow: Flow): void {
  const faults = faultsNow(flow.getSnapshot().context);
  if (faults.length > 0) {
    throw answersProblem(
      // YAML takes twelve digits for a number, and drops a leading zero.
      faults.map(({ field, text }) => ({
        answer: field,
        text: field === 'account' ? `${text} Quote it in YAML.` : text,
      })),
      undefined,
      'assume-role',
    );
  }
  flow.send({ type: 'NEXT' });
}

function review(context: AssumeContext, { confirmed, dryRun, report }: HeadlessAssume): 'stop' | undefined {
  const { plan } = given(context, 'plan');
  const { identity, calls, there, words, files, part } = plan;
  if (identity) tellIdentity(report, identity);
  report.tell({
    type: 'plan',
    part,
    calls,
    there,
    words,
    note: plan.roleWork?.note,
    files: files.map(({ label, change, diff, warnings }) => ({ label, change, diff, warnings })),
  });
  const lines = assumePlanText(plan);
  if (dryRun || !confirmed) report.print(lines.join('\n'));
  else for (const line of lines) report.say(line);
  if (dryRun) {
    report.tell({ type: 'result', ok: true, dryRun: true });
    return 'stop';
  }
  if (!confirmed) throw notConfirmed(partDeeds[part]);
  return undefined;
}

function unfinishedProblem({ localState }: AssumeContext): Problem {
  const note = localState?.unfinished;
  const made = note ? madeLines(note) : [];
  return new Problem({
    code: 'USAGE',
    what: 'An assume-role was started and did not finish.',
    why:
      made.length > 0
        ? `It has made, or perhaps made: ${made.join(', ')}.`
        : 'It has made nothing in AWS yet.',
    next: 'Add --resume to continue, --clean-up to delete what it created, or --forget to leave everything as it is.',
  });
}
