import {
  carryOutUpgrade,
  expectUndoable,
  nothingToUndo,
  planUpgradeOf,
  upgradeNotes,
} from '../app/actors/environments/upgrade.ts';
import { confirmed } from '../app/ask-line.ts';
import type { Arguments } from '../app/command-line/arguments.ts';
import { projectPlanText } from '../app/headless/configure-project.ts';
import { createReport, type Report } from '../app/headless/report.ts';
import { processStreams } from '../app/headless-desk.ts';
import { type House, openHouse } from '../app/house.ts';
import { plainText } from '../core/text.ts';
import { openProject } from '../flows/configure-project/look.ts';
import { changedMeanwhile } from '../flows/configure-project/run.ts';
import { shownFile } from '../flows/configure-project/shown.ts';
import {
  changedSince,
  finishUpgrade,
  newestBackup,
  undoUpgrade,
} from '../flows/environments/upgrade/backup.ts';
import { undoneLines } from '../flows/environments/upgrade/undone-lines.ts';

/**
 * `upgrade`: from the documented layout to the one with environments, which today's Amplify CLI works with; `--undo` puts
 * back what the last one has changed. Asks in a terminal, wants --yes elsewhere.
 *
 * @returns the exit code
 */
export async function upgradeProject(given: Arguments, version: string): Promise<number> {
  const { options } = given;
  const house = openHouse(given, version);
  const report = createReport(options.json === true, processStreams);
  try {
    const project = await openProject(house.folder);
    if (options.undo) return await undo(house, project.root, options, report);
    if (project.layout !== 'documented') {
      const files = options.yes && !options['dry-run'] ? await finishUpgrade(project.root) : [];
      report.tell({ type: 'result', ok: true, files, environment: project.environment });
      report.print(
        files.length === 0
          ? 'The project has environments already; nothing was written.'
          : [
              '✔ what an upgrade that was cut off had left is removed',
              ...files.map((file) => `  ${file}`),
            ].join('\n'),
      );
      return 0;
    }
    const environment = options.env ?? 'dev';
    const files = await planUpgradeOf(project, environment);
    const labels = files.map(({ label }) => label);
    const notes = await upgradeNotes(project);
    const noteLines = notes.map((note) => `▲ ${plainText(note)}`);
    if (!options.yes || options['dry-run']) {
      report.tell({ type: 'plan', environment, files: files.map(shownFile), notes });
      report.print([...projectPlanText(files.map(shownFile)), ...noteLines].join('\n'));
    } else if (notes.length > 0) {
      report.tell({ type: 'notes', notes });
      for (const line of noteLines) report.say(line);
    }
    if (options['dry-run']) {
      report.tell({ type: 'result', ok: true, dryRun: true, files: labels, notes });
      return 0;
    }
    if (!(await confirmed('Write them', options))) return 0;
    const outcome = await carryOutUpgrade(project.root, files);
    if (outcome.kind === 'changed') throw changedMeanwhile(outcome.label);
    report.tell({ type: 'result', ok: true, environment, files: labels, backup: outcome.backup, notes });
    report.print(
      [
        `✔ the project has the environment ${environment}`,
        ...files.map(
          ({ label, change }) => `  ${plainText(label)}${change === 'remove' ? '   removed' : ''}`,
        ),
        `  before: ${outcome.backup}; amplify-tui upgrade --undo puts it back`,
      ].join('\n'),
    );
    return 0;
  } finally {
    await house.close();
  }
}

async function undo(
  house: House,
  root: string,
  options: Arguments['options'],
  report: Report,
): Promise<number> {
  const backup = await newestBackup(root);
  if (!backup) throw nothingToUndo();
  await expectUndoable(house, root);
  const changed = await changedSince(root, backup);
  report.print(undoneLines(backup, changed).join('\n'));
  if (options['dry-run'] || !(await confirmed('Put them back', options))) return 0;
  const { files, kept } = await undoUpgrade(root, backup);
  report.tell({
    type: 'result',
    ok: true,
    undone: true,
    files,
    backup: backup.folder,
    ...(kept ? { kept } : {}),
  });
  report.print(`✔ as it was before; ${backup.folder} stays until you delete it`);
  if (kept) report.print(`  what was changed since the upgrade is in ${kept}`);
  return 0;
}
