import { waitFor } from 'xstate';
import type { EnvironmentsContext } from '../../machines/environments/types.ts';
import { type EnvironmentsNeeds, wireEnvironments } from '../app/actors/environments.ts';
import type { AppContext } from '../app/app-context.ts';
import type { ArgumentsOf } from '../app/command-line/arguments.ts';
import { drive } from '../app/headless/drive.ts';
import type { Report } from '../app/headless/report.ts';
import { Problem } from '../core/problem.ts';
import { aligned, plainText } from '../core/text.ts';
import { openProject } from '../flows/configure-project/look.ts';
import { accessWords, type EnvironmentRow, stateWords } from '../flows/environments/rows.ts';
import { changeProject } from './flows/configure-project.ts';
import { inContext } from './in-context.ts';

/**
 * `env list`: the environments of the project with profile, account, region and the state of each stack; `env use NAME`
 * switches this machine to another one.
 *
 * @returns the exit code
 */
export async function runEnvironments(given: ArgumentsOf<'env'>, version: string): Promise<number> {
  const { operands } = given;
  const [verb = 'list', name] = operands;
  return inContext(given, version, async (appContext, report) => {
    if (verb === 'list') return await listEnvironments(appContext, report);
    if (verb !== 'use' || name === undefined) throw wrongVerb(verb);
    const project = await openProject(appContext.folder);
    if (project.layout === 'documented') throw noEnvironments();
    const { profile } = appContext.flags;
    const answers = { environment: name, ...(profile === undefined ? {} : { profile }) };
    return await changeProject(appContext, given, report, answers, name);
  });
}

/**
 * Lists the environments of the project, each with the state of its stack, read with the access that it is tied to, or
 * with `--profile`.
 *
 * @returns the exit code
 */
export async function listEnvironments(
  appContext: EnvironmentsNeeds & Pick<AppContext, 'folder'>,
  report: Report,
): Promise<number> {
  await drive(
    wireEnvironments(appContext),
    { folder: appContext.folder },
    async (_, flow): Promise<'stop'> => {
      const { context } = await waitFor(
        flow,
        ({ value, context: { looked, states } }) =>
          value !== 'list' || looked?.rows.every(({ name }) => Object.hasOwn(states, name)) === true,
      );
      tellEnvironments(context, report);
      return 'stop';
    },
  );
  return 0;
}

function tellEnvironments({ looked, states }: EnvironmentsContext, report: Report): void {
  if (!looked) return;
  const { layout, rows, faults = [] } = looked;
  report.tell({
    type: 'result',
    ok: true,
    layout,
    environments: rows.map((row) => ({ ...row, state: states[row.name] })),
    faults,
  });
  if (layout === 'documented') {
    report.print('The project has one backend and no environments; `amplify-tui upgrade` gives it some.');
    return;
  }
  const told = faults.map(({ what, why, next }) => plainText(`▲ ${what} ${why} ${next}`));
  report.print([...environmentTable(rows, states), ...told].join('\n'));
}

/** The environments as lines with aligned columns; `*` marks the current one. */
function environmentTable(rows: readonly EnvironmentRow[], states: EnvironmentsContext['states']): string[] {
  if (rows.length === 0)
    return [
      'No file here names an environment: `amplify-tui init --env NAME` makes one of your own; else get team-provider-info.json from whoever works with the backend.',
    ];
  const cells = rows.map((row) => [
    row.current ? '*' : ' ',
    row.name,
    accessWords(row),
    row.account ?? '',
    row.region ?? '',
    row.stackName ?? '',
    stateWords(states[row.name]),
  ]);
  return aligned(cells.map((row) => row.map((cell) => plainText(cell))));
}

function wrongVerb(verb: string): Problem {
  return new Problem({
    code: 'USAGE',
    what: verb === 'use' ? 'The environment is missing.' : `\`env ${plainText(verb)}\` is not known.`,
    why: '`env list` shows the environments, `env use NAME` makes this machine work with another one, `env add NAME` makes one, `env remove NAME` deletes one.',
    next: 'Run `amplify-tui env list` to see their names.',
  });
}

function noEnvironments(): Problem {
  return new Problem({
    code: 'USAGE',
    what: 'The project has one backend and no environments.',
    why: 'It has the classic layout: one backend.',
    next: 'Run `amplify-tui upgrade` to take it to the layout with environments.',
  });
}
