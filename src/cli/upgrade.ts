import { randomBytes } from 'node:crypto';
import { openProject } from '../configure-project/look.ts';
import { writeProjectPlan } from '../configure-project/run.ts';
import { shownFile } from '../configure-project/shown.ts';
import { projectPlanText } from '../headless/configure-project.ts';
import { createReport, type Report } from '../headless/report.ts';
import { readTextFile } from '../platform/files.ts';
import { projectPath } from '../project/layouts/file-names.ts';
import type { Project } from '../project/project.ts';
import { makeBackup, newestBackup, undoUpgrade } from '../upgrade/backup.ts';
import { planUpgrade, upgradedFiles } from '../upgrade/plan.ts';
import { Problem } from '../values/problem.ts';
import { plainText } from '../values/text.ts';
import type { Arguments } from './arguments.ts';
import { askLine } from './ask-line.ts';
import { processStreams } from './headless-desk.ts';
import { openHouse } from './house.ts';

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
    if (options.undo) return await undo(project.root, options, report);
    if (project.layout !== 'documented') {
      report.tell({ type: 'result', ok: true, files: [], environment: project.environment });
      report.print('The project has environments already; nothing was written.');
      return 0;
    }
    const environment = typeof options.env === 'string' ? options.env : 'dev';
    const files = planUpgrade({ project, environment, texts: await textsOf(project) });
    const labels = files.map(({ label }) => label);
    if (!options.yes || options['dry-run']) {
      report.tell({ type: 'plan', environment, files: files.map(shownFile) });
      report.print(projectPlanText(files.map(shownFile)).join('\n'));
    }
    if (options['dry-run']) {
      report.tell({ type: 'result', ok: true, dryRun: true, files: labels });
      return 0;
    }
    if (!(await confirmed('Write them', options))) return 0;
    const backup = await makeBackup(project.root, files, randomBytes(3).toString('hex').slice(0, 5));
    const outcome = await writeProjectPlan(files);
    if (outcome.kind === 'changed') throw changedMeanwhile(outcome.label);
    report.tell({ type: 'result', ok: true, environment, files: labels, backup: backup.folder });
    report.print(
      [
        `✔ the project has the environment ${environment}`,
        ...files.map(
          ({ label, change }) => `  ${plainText(label)}${change === 'remove' ? '   removed' : ''}`,
        ),
        `  before: ${backup.folder}; amplify-tui upgrade --undo puts it back`,
      ].join('\n'),
    );
    return 0;
  } finally {
    await house.close();
  }
}

async function textsOf({ root }: Project): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const label of upgradedFiles) {
    const text = await readTextFile(projectPath(root, label));
    if (text !== undefined) texts.set(label, text);
  }
  return texts;
}

async function undo(root: string, options: Arguments['options'], report: Report): Promise<number> {
  const backup = await newestBackup(root);
  if (!backup) {
    throw new Problem({
      code: 'USAGE',
      what: 'There is no upgrade to undo here.',
      why: 'The folder holds no backup of one.',
      next: 'Restore the project from source control.',
    });
  }
  report.print(
    backup.files
      .map(({ label, change }) => `${plainText(label)}   ${change === 'create' ? 'removed' : 'as it was'}`)
      .join('\n'),
  );
  if (options['dry-run'] || !(await confirmed('Put them back', options))) return 0;
  const files = await undoUpgrade(root, backup);
  report.tell({ type: 'result', ok: true, undone: true, files, backup: backup.folder });
  report.print(`✔ as it was before; ${backup.folder} stays until you delete it`);
  return 0;
}

async function confirmed(question: string, options: Arguments['options']): Promise<boolean> {
  if (options.yes) return true;
  if (options.json || !process.stdin.isTTY) {
    throw new Problem({
      code: 'ANSWERS_MISSING',
      what: 'Nothing was written.',
      why: 'Nobody can be asked here.',
      next: 'Add --yes, or look first with --dry-run.',
    });
  }
  return /^y(?:es)?$/i.test((await askLine(`${question}? [y/N] `)).trim());
}

function changedMeanwhile(label: string): Problem {
  return new Problem({
    code: 'PROJECT_EXISTS',
    what: `${plainText(label)} was changed by another program in the same moment.`,
    why: 'What would be written now is not what was shown, so nothing was written.',
    next: 'Run the command again.',
  });
}
