import type { environmentsMachine } from '../../../machines/environments/machine.ts';
import type { EnvironmentsContext } from '../../../machines/environments/types.ts';
import { plainText } from '../../core/text.ts';
import { changedMeanwhile } from '../../flows/configure-project/run.ts';
import { shownFile } from '../../flows/configure-project/shown.ts';
import { finishUpgrade, leftOfUpgrade } from '../../flows/environments/upgrade/backup.ts';
import { wrongName } from '../../flows/environments/upgrade/plan.ts';
import { undoneLines } from '../../flows/environments/upgrade/undone-lines.ts';
import { environmentNameProblem } from '../../project/names.ts';
import { projectPlanText } from './configure-project.ts';
import { drive, nobodyAnswers } from './drive.ts';
import type { Report } from './report.ts';

export interface HeadlessUpgrade {
  readonly folder: string;
  /** The name of the new environment; absent for the flow's suggestion. */
  readonly environment?: string | undefined;
  /** Undoes the last upgrade instead. */
  readonly undo: boolean;
  /** `--yes`: does not ask about the plan. */
  readonly confirmed: boolean;
  readonly dryRun: boolean;
  /** Whether to go on. @throws Problem when nobody can be asked */
  readonly confirm: (question: string) => Promise<boolean>;
  readonly report: Report;
}

/**
 * Answers the questions of an upgrade, or of undoing one, on the same machine as the screen.
 *
 * @throws Problem when it cannot be done
 */
export async function driveUpgrade(
  machine: typeof environmentsMachine,
  options: HeadlessUpgrade,
): Promise<void> {
  const { folder, environment, undo, confirmed, dryRun, confirm, report } = options;
  const ended = await drive(
    machine,
    { folder, task: undo ? 'undo' : 'upgrade' },
    async ({ context, value }, flow) => {
      switch (value) {
        case 'naming': {
          if (environment !== undefined) flow.send({ type: 'TYPE', name: environment });
          const { name } = flow.getSnapshot().context;
          const fault = environmentNameProblem(name);
          if (fault) throw wrongName(name, fault);
          flow.send({ type: 'NEXT' });
          return undefined;
        }
        case 'review':
          if (context.changed) throw changedMeanwhile(context.changed);
          tellPlan(context, confirmed && !dryRun, report);
          if (dryRun) {
            report.tell({ type: 'result', ok: true, dryRun: true, ...plannedFacts(context) });
            return 'stop';
          }
          if (!(await confirm('Write them'))) return 'stop';
          flow.send({ type: 'CONFIRM' });
          return undefined;
        case 'askingUndo':
          report.print(
            undoneLines(context.looked?.backup ?? { files: [] }, context.looked?.changedSince ?? []).join(
              '\n',
            ),
          );
          if (dryRun || !(await confirm('Put them back'))) return 'stop';
          flow.send({ type: 'CONFIRM' });
          return undefined;
        case 'done':
          if (context.output?.kind === 'undone') tellUndone(context, report);
          else tellUpgraded(context, report);
          flow.send({ type: 'CLOSE' });
          return undefined;
        default:
          nobodyAnswers(value);
      }
    },
  );
  if (ended?.kind !== 'upgraded-before') return;
  const files = confirmed && !dryRun ? await finishUpgrade(ended.root) : [];
  const left = files.length === 0 ? await leftOfUpgrade(ended.root) : [];
  report.tell({ type: 'result', ok: true, files, environment: ended.environment });
  report.print(
    left.length > 0
      ? [
          'An upgrade that was cut off has left these; --yes removes them:',
          ...left.map((file) => `  ${file}`),
        ].join('\n')
      : files.length === 0
        ? 'The project already has environments; nothing was written.'
        : [
            '✔ what an upgrade that was cut off had left is removed',
            ...files.map((file) => `  ${file}`),
          ].join('\n'),
  );
}

const plannedFacts = ({ plan = [], looked }: EnvironmentsContext) => ({
  files: plan.map(({ label }) => label),
  notes: looked?.notes ?? [],
});

function tellPlan(
  { name, plan = [], looked }: EnvironmentsContext,
  confirmed: boolean,
  report: Report,
): void {
  const notes = looked?.notes ?? [];
  const noteLines = notes.map((note) => `▲ ${plainText(note)}`);
  if (!confirmed) {
    const files = plan.map(shownFile);
    report.tell({ type: 'plan', environment: name, files, notes });
    report.print([...projectPlanText(files), ...noteLines].join('\n'));
  } else if (notes.length > 0) {
    report.tell({ type: 'notes', notes });
    for (const line of noteLines) report.say(line);
  }
}

function tellUpgraded(context: EnvironmentsContext, report: Report): void {
  const { name, plan = [], run } = context;
  report.tell({ type: 'result', ok: true, environment: name, backup: run?.backup, ...plannedFacts(context) });
  report.print(
    [
      `✔ the project has the environment ${name}`,
      ...plan.map(({ label, change }) => `  ${plainText(label)}${change === 'remove' ? '   removed' : ''}`),
      `  before: ${run?.backup}; amplify-tui upgrade --undo puts it back`,
    ].join('\n'),
  );
}

function tellUndone({ run }: EnvironmentsContext, report: Report): void {
  if (!run) return;
  const { files, backup, kept } = run;
  report.tell({ type: 'result', ok: true, undone: true, files, backup, ...(kept ? { kept } : {}) });
  report.print(`✔ as it was before; ${backup} stays until you delete it`);
  if (kept) report.print(`  what was changed since the upgrade is in ${kept}`);
}
