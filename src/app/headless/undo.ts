import { given } from '../../../machines/kit/given.ts';
import type { undoMachine } from '../../../machines/undo/machine.ts';
import { plainText, utcTime } from '../../core/text.ts';
import { undoLines } from '../../flows/undo/plan-text.ts';
import { nothingKept } from '../../flows/undo/rows.ts';
import { drive, nobodyAnswers } from './drive.ts';
import type { Report } from './report.ts';

export interface HeadlessUndo {
  /** The id of the change to undo; absent to only list them. */
  readonly id?: string | undefined;
  readonly dryRun: boolean;
  /** Whether to go on. @throws Problem when nobody can be asked */
  readonly confirm: (question: string) => Promise<boolean>;
  readonly report: Report;
}

/**
 * Lists the changes that can be undone, or undoes one, on the same machine as the screen.
 *
 * @throws Problem USAGE for an unknown id; CHANGE_STAYS
 */
export async function driveUndo(machine: typeof undoMachine, options: HeadlessUndo): Promise<void> {
  const { id, dryRun, confirm, report } = options;
  await drive(machine, undefined, async ({ context, value }, flow) => {
    const { rows, written } = context;
    switch (value) {
      case 'list': {
        if (id === undefined) {
          report.tell({ type: 'result', ok: true, changes: rows });
          const lines = rows.map(
            ({ id: each, at, what, root, files }) =>
              `${each}   ${utcTime(at)}   ${plainText(what)}   ${plainText(root ?? files.join(', '))}`,
          );
          report.print(lines.length === 0 ? nothingKept : lines.join('\n'));
          return 'stop';
        }
        flow.send({ type: 'SELECT_ROW', id });
        flow.send({ type: 'NEXT' });
        return undefined;
      }
      case 'review': {
        const { plan } = given(context, 'plan');
        report.tell({ type: 'plan', files: plan.files, notes: plan.notes });
        report.print(undoLines(plan).join('\n'));
        if (dryRun) report.tell({ type: 'result', ok: true, dryRun: true, id });
        if (dryRun || !(await confirm('Take it back'))) return 'stop';
        flow.send({ type: 'CONFIRM' });
        return undefined;
      }
      case 'done':
        report.tell({ type: 'result', ok: true, id, files: written });
        report.print(`✔ taken back: ${(written ?? []).map(plainText).join(', ')}`);
        flow.send({ type: 'CLOSE' });
        return undefined;
      default:
        nobodyAnswers(value);
    }
  });
}
