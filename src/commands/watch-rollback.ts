import { askLine } from '../app/ask-line.ts';
import type { OptionsOf } from '../app/command-line/commands.ts';
import type { Report } from '../app/headless/report.ts';
import { notConfirmed } from '../app/headless/review.ts';
import type { StackProgress } from '../aws/progress/model.ts';
import { continueWords, isRollbackStuck, stuckInRollback } from '../aws/progress/stuck-rollback.ts';
import { statusNote } from '../aws/progress/words.ts';
import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';

/**
 * Shows what could not be rolled back and what continuing means, and asks.
 *
 * @returns the resources to skip; undefined if nothing is to be done: in a dry run, or if the user declines
 * @throws Problem STACK_STATE if the stack is not in UPDATE_ROLLBACK_FAILED; USAGE for a resource that cannot be skipped,
 * and if nobody can be asked
 */
export async function reviewRollback(
  stack: StackProgress,
  options: OptionsOf<'watch'>,
  report: Report,
): Promise<readonly string[] | undefined> {
  if (!isRollbackStuck(stack)) {
    throw new Problem({
      code: 'STACK_STATE',
      what: `The stack ${stack.stackName} has no rollback to continue: it is in ${stack.status}.`,
      why: statusNote(stack.status) ?? 'AWS continues a rollback of a stack in UPDATE_ROLLBACK_FAILED only.',
      next: `See what it does with \`amplify-tui watch ${stack.stackName}\`.`,
    });
  }
  const stuck = stuckInRollback(stack);
  const skip = skipNames(
    options.skip,
    stuck.map(({ name }) => name),
  );
  report.tell({
    type: 'plan',
    continueRollback: true,
    stackName: stack.stackName,
    stackId: stack.stackId,
    stuck,
    skip,
  });
  report.print(`The rollback of ${stack.stackName} is stuck.`);
  for (const { name, reason } of stuck)
    report.print(`  ${skip.includes(name) ? 'skip' : 'try '}  ${name}: ${reason}`);
  report.print(continueWords.what);
  report.print(continueWords.skip);
  if (options['dry-run']) {
    report.tell({ type: 'result', ok: true, dryRun: true, stackName: stack.stackName, skip });
    return undefined;
  }
  if (options.yes) return skip;
  if (options.json || !process.stdin.isTTY) throw notConfirmed('continue the rollback');
  const answer = await askLine('Continue the rollback? [y/N] ');
  if (/^y(?:es)?$/i.test(answer.trim())) return skip;
  report.print('Nothing was asked of AWS.');
  return undefined;
}

function skipNames(given: string | undefined, known: readonly string[]): string[] {
  const names = (given ?? '').split(',').map((name) => name.trim());
  const wanted = [...new Set(names.filter(Boolean))];
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length === 0) return wanted;
  throw new Problem({
    code: 'USAGE',
    what: `--skip names what cannot be skipped: ${unknown.map(plainText).join(', ')}.`,
    why:
      known.length > 0
        ? `Only what could not be taken back can be skipped: ${known.join(', ')}.`
        : 'AWS does not say which resources could not be taken back.',
    next: 'Run it with --dry-run to see them with their reasons.',
  });
}
