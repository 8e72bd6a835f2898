import { resolve } from 'node:path';
import { projectRows } from '../../app/actors/projects.ts';
import type { ArgumentsOf } from '../../app/command-line/arguments.ts';
import { Problem } from '../../core/problem.ts';
import { aligned, plainText } from '../../core/text.ts';
import { findProjectsBelow, folderTyped } from '../../flows/projects/find.ts';
import { accountWords, environmentsWords, type ProjectRow, rowState } from '../../flows/projects/rows.ts';
import { tildePath } from '../../platform/paths.ts';
import { openRecentProjects } from '../../state/projects.ts';
import { inContext } from '../in-context.ts';

/**
 * `projects list`: the projects that were opened on this machine, with what is known about each, without calling AWS.
 * `projects find FOLDER`: those below a folder. `projects forget FOLDER`: removes one from the list.
 *
 * @returns the exit code
 * @throws Problem USAGE for another verb, or something that is not a folder
 */
export async function run(given: ArgumentsOf<'projects'>, version: string): Promise<number> {
  const { operands } = given;
  const [verb = 'list', folder] = operands;
  return inContext(given, version, async (appContext, report) => {
    const show = (path: string) => plainText(tildePath(path, appContext.env));
    if (verb === 'list') {
      const rows = await projectRows(appContext, []);
      report.tell({ type: 'result', ok: true, projects: rows.map(({ running: _, ...row }) => row) });
      report.print(
        rows.length === 0
          ? 'No project was opened on the screen yet; `amplify-tui projects find FOLDER` finds some.'
          : table(rows.map((row) => cells(row, show(row.folder), appContext.clock.now()))).join('\n'),
      );
      return 0;
    }
    if (verb === 'find') {
      const { signal } = new AbortController();
      const found = await findProjectsBelow(
        await folderTyped(folder ?? '.', appContext.folder, appContext.env),
        signal,
      );
      report.tell({ type: 'result', ok: true, ...found });
      report.print(
        found.projects.length === 0
          ? `There is no Amplify project below ${show(found.folder)}.`
          : table(found.projects.map((each) => [each.name, show(each.folder)])).join('\n'),
      );
      if (found.isPart) report.say('▲ The search was ended early: name a folder further down.');
      return 0;
    }
    if (verb !== 'forget' || folder === undefined) throw wrongVerb(verb);
    const path = resolve(appContext.folder, folder);
    const recent = openRecentProjects(appContext.stateFolder);
    const before = (await recent.list()).length;
    await recent.forget(path);
    const forgotten = (await recent.list()).length < before;
    report.tell({ type: 'result', ok: true, folder: path, forgotten });
    report.print(
      forgotten ? `${show(path)} is out of the list; its files stay.` : `${show(path)} was not in the list.`,
    );
    return 0;
  });
}

function cells(row: ProjectRow, path: string, now: number): string[] {
  return [
    row.current ? '*' : ' ',
    row.name,
    path,
    environmentsWords(row),
    accountWords(row),
    rowState(row, now).words,
    row.production ? 'production' : '',
  ];
}

/** Rows as lines, safe to print. */
function table(rows: readonly (readonly string[])[]): string[] {
  return aligned(rows.map((row) => row.map((cell) => plainText(cell))));
}

function wrongVerb(verb: string): Problem {
  return new Problem({
    code: 'USAGE',
    what: verb === 'forget' ? 'The folder is missing.' : `\`projects ${plainText(verb)}\` is not known.`,
    why: '`projects list` shows the projects, `projects find FOLDER` looks below a folder, `projects forget FOLDER` takes one out of the list.',
    next: 'Run `amplify-tui projects list` to see them.',
  });
}
