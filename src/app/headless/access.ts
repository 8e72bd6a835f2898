import { type accessMachine, planned } from '../../../machines/access/machine.ts';
import type { AccessInput } from '../../../machines/access/types.ts';
import { piecesText } from '../../core/pieces.ts';
import { Problem } from '../../core/problem.ts';
import { shellWord } from '../../core/shell.ts';
import { plainText } from '../../core/text.ts';
import {
  type AccessPlan,
  type FoundAccess,
  pieceKey,
  piecesNamed,
  tallyWords,
} from '../../flows/access/plan.ts';
import { pieceFields, pieceLines, usedKeySentences } from '../../flows/access/plan-text.ts';
import { drive, nobodyAnswers } from './drive.ts';
import type { Report } from './report.ts';
import { tellIdentity } from './review.ts';

export interface HeadlessAccess extends AccessInput {
  /** `access remove`; otherwise it is only shown. */
  readonly removes: boolean;
  /** `--yes`: without it nothing is confirmed or removed. */
  readonly confirmed: boolean;
  /** `--confirm`: the name of the profile. */
  readonly confirm?: string | undefined;
  /** `--also`: resources that others made. */
  readonly also: readonly string[];
  readonly dryRun: boolean;
  readonly report: Report;
  readonly signal: AbortSignal;
}

/**
 * Shows what AWS has for a profile, and removes it if asked to.
 *
 * @throws Problem when it cannot be shown or removed; USAGE without the right name
 */
export async function driveAccess(machine: typeof accessMachine, options: HeadlessAccess): Promise<void> {
  const { report, signal, profile, role, acting, also } = options;
  let named = 0;
  let step: number | undefined;
  await drive(
    machine,
    { profile, role, acting },
    ({ context, value }, flow) => {
      if (value === 'review') {
        const plan = planned(context);
        const word = also[named];
        if (word !== undefined) {
          named += 1;
          for (const piece of expectNamed(plan, word))
            flow.send({ type: 'DECIDE', key: pieceKey(piece), taken: true });
          return undefined;
        }
        if (review(plan, options) === 'stop') return 'stop';
        flow.send({ type: 'NEXT' });
      } else if (value === 'confirming') {
        flow.send({ type: 'TYPE', name: options.confirm ?? '' });
        flow.send({ type: 'CONFIRM' });
      } else if (value === 'done' && context.plan) {
        tellRemoved(context.plan, report);
        flow.send({ type: 'CLOSE' });
      } else nobodyAnswers(value);
      return undefined;
    },
    {
      signal,
      onChange: ({ context, value }) => {
        if (value !== 'running' || context.step === undefined || context.step === step) return;
        step = context.step;
        const doing = context.plan?.steps[step];
        report.say(`${doing?.text} …`);
        report.tell({ type: 'step', step: doing?.text });
      },
    },
  );
}

function review(plan: AccessPlan, options: HeadlessAccess): 'stop' | undefined {
  const { report, removes, dryRun, confirmed, confirm, profile } = options;
  const { found, steps, stays } = plan;
  tellIdentity(report, found.identity);
  const facts = { ...namedFact(found), steps: steps.map(({ text }) => text) };
  const answered = removes && confirmed && !dryRun && confirm === profile;
  if (!answered) {
    report.tell({
      type: 'plan',
      ...facts,
      user: found.user,
      stays,
      notes: plan.notes,
      pieces: found.pieces.map((piece) => pieceFields(piece, plan)),
      begunAt: found.begunAt,
    });
    report.print(piecesText(pieceLines(plan)));
  }
  for (const text of usedKeySentences(plan))
    if (removes) {
      report.tell({ type: 'warning', text });
      report.say(`▲ ${text}`);
    }
  if (!removes || dryRun) {
    report.tell({ type: 'result', ok: true, ...(dryRun ? { dryRun: true } : {}), ...facts });
    if (!removes) report.print(`${tallyWords(found)}.`);
    return 'stop';
  }
  if (found.cannot !== undefined) throw ownAccess(profile);
  if (!answered) throw notNamed(found, confirmed ? confirm : undefined);
  if (steps.length > 0) return undefined;
  report.tell({ type: 'result', ok: true, ...facts, stays });
  report.print(
    [`Nothing of ${plainText(profile)} is taken away.`, ...stays.map((text) => `  ${text}`)].join('\n'),
  );
  return 'stop';
}

function expectNamed({ found }: AccessPlan, word: string) {
  const pieces = piecesNamed(found, word).filter(({ kept }) => kept === undefined);
  if (pieces.length > 0) return pieces;
  throw new Problem({
    code: 'USAGE',
    what: `--also ${plainText(word)} names nothing of the ${kindOf(found)} ${plainText(found.subject.name)} that could go.`,
    why: 'A key, policy, device, user or role is named by its id, its ARN or its name.',
    next: `Run \`amplify-tui access --${kindOf(found)} ${shellWord(found.subject.name)}\` to see what there is.`,
  });
}

function ownAccess(profile: string): Problem {
  return new Problem({
    code: 'ACCESS_NONE',
    what: `The access of ${plainText(profile)} cannot take itself away.`,
    why: 'Without its key or its policies the next call is refused, and the rest would stay.',
    next: 'Name another access of the account: --with-profile NAME.',
  });
}

/** The subject, for a script. */
function namedFact({ subject: { name, isRole } }: FoundAccess): Record<string, string> {
  return isRole ? { role: name } : { profile: name };
}

function kindOf({ subject }: FoundAccess): 'role' | 'profile' {
  return subject.isRole ? 'role' : 'profile';
}

function notNamed(found: FoundAccess, confirm: string | undefined): Problem {
  return new Problem({
    code: 'USAGE',
    what: 'Nothing was taken away.',
    why:
      confirm === undefined
        ? `What is deleted does not come back, and nobody has named the ${kindOf(found)}.`
        : `--confirm ${plainText(confirm)} is not the name of the ${kindOf(found)}.`,
    next: `Add --yes --confirm ${shellWord(found.subject.name)} to take it away, or --dry-run to see the plan only.`,
  });
}

function tellRemoved({ found, steps, stays }: AccessPlan, report: Report): void {
  const { name } = found.subject;
  report.tell({ type: 'result', ok: true, removed: name, steps: steps.map(({ text }) => text), stays });
  report.print(
    [
      `✔ The access of ${plainText(name)} is taken away`,
      ...steps.map(({ text }) => `  ${text}`),
      ...stays.map((text) => `  ${text}`),
    ].join('\n'),
  );
}
