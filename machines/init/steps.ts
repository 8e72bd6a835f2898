import { plainText } from '../../src/core/text.ts';
import type { AccessChoice } from '../../src/credentials/access.ts';
import type { AccessOption } from '../../src/credentials/access-option.ts';
import { optionIn } from '../../src/credentials/option-rows.ts';
import { type AnswerFault, environmentFaults, type InitAnswers } from '../../src/flows/init/answers.ts';
import { isClone, type Project } from '../../src/project/project.ts';
import { tiedKeysProblem } from '../../src/project/tied-keys.ts';
import type { StepId } from '../meta.ts';
import type { InitContext, InitLocalState } from './types.ts';

/** The steps of `init` for the chosen kind of app, in order, for the step list. */
export function initSteps({
  answers,
  addsTo,
  resumed,
}: Pick<InitContext, 'answers' | 'addsTo' | 'resumed'>): StepId[] {
  if (addsTo || resumed?.added) return ['environment', 'profile', 'account', 'review', 'deploy'];
  const app = answers?.app ?? 'javascript';
  const settings: StepId[] = app === 'javascript' ? ['framework'] : app === 'ios' ? [] : ['resources'];
  return ['name', 'editor', 'app', ...settings, 'profile', 'account', 'review', 'deploy'];
}

/** The environment to add to a project, and the project's name; undefined for a new project. */
export function newEnvironmentOf({ answers, addsTo, resumed }: InitContext) {
  if (!answers || !(addsTo || resumed?.added)) return undefined;
  return { project: addsTo?.settings.name ?? answers.name, environment: answers.environment };
}

/** What is wrong with the name of a new environment of the project, if anything. */
export function newEnvironmentFaults({ answers, localState }: InitContext): AnswerFault[] {
  if (!answers) return [];
  const { environment, parametersOf } = answers;
  const { environments = [] } = localState ?? {};
  const faults = environmentFaults(answers);
  if (faults.length === 0 && environments.includes(environment))
    faults.push({ answer: 'environment', text: `The project already has an environment ${environment}.` });
  if (parametersOf && !environments.includes(parametersOf))
    faults.push({
      answer: 'parametersOf',
      text: `The project has no environment ${plainText(parametersOf)} to copy parameters from.`,
    });
  return faults;
}

/** The answers for adding an environment to a project: the project's own, and an unused name. */
export function answersAdding({ answers, localState }: InitContext): Partial<InitContext> {
  const found = localState?.found;
  if (!answers || found?.kind !== 'project') return {};
  const { settings } = found.project;
  const taken = localState?.environments ?? [];
  const wanted = answers.layout === 'multi-env' ? answers.environment : 'dev';
  const free = [wanted, 'dev', 'test', 'mine', 'own'].find((name) => !taken.includes(name)) ?? '';
  // A requested name is not replaced; the user is told that it is taken.
  const environment = answers.layout === 'multi-env' ? wanted : free;
  return {
    addsTo: found.project,
    answers: {
      ...answers,
      ...settings,
      editor: settings.editor === 'none' ? answers.editor : settings.editor,
      layout: 'multi-env',
      environment,
    },
  };
}

/** The choices of whose parameters to copy. */
export function parameterOptions(sources: readonly string[]) {
  return [
    ...sources.map((name) => ({ value: name, label: `copied from ${plainText(name)}` })),
    { value: '', label: 'none' },
  ];
}

/** The current choice of whose parameters to copy. */
export function parametersChosen(
  { parametersOf }: InitAnswers,
  addsTo: Project | undefined,
  sources: readonly string[],
): string {
  const meant = parametersOf ?? addsTo?.environment ?? '';
  return sources.includes(meant) ? meant : '';
}

/** What can be done with an existing project, a sentence or two. */
export function existingWords({ found, environments = [] }: InitLocalState): string {
  if (found.kind !== 'project') return '';
  const { project } = found;
  if (project.layout === 'multi-env' && !project.stack && environments.length === 0)
    return 'No file here says where an environment of it lives: team-provider-info.json is not in this folder, or names none. You can make one of your own; nothing of others is touched.';
  if (isClone(project))
    return 'It was cloned: its backend is there already, and this machine only has to be set up for it. No second app or stack is made. If its account is not yours, make an environment of your own.';
  const tied = tiedKeysProblem(found);
  if (tied) return `\`init\` never overwrites a project. ${tied.what} ${tied.next}`;
  return `\`init\` never overwrites a project. Open it to see its stack and its files. To start over, move ${
    project.layout === 'documented' ? 'amplify/ and .amplifyrc' : 'amplify/'
  } out of the folder first; what is in AWS stays.`;
}

/** The option that is chosen now, if it exists. */
export function chosenOption(context: InitContext): AccessOption | undefined {
  return optionIn(context.localState?.accessOptions, context.answers?.access);
}

/**
 * Applies an edit. A new framework brings its own settings, unless they were changed by hand; a new access brings its
 * region.
 */
export function editAnswers(context: InitContext, change: Partial<InitAnswers>): InitAnswers | undefined {
  const { answers, localState } = context;
  if (!answers) return undefined;
  const next = { ...answers, ...change };
  if (change.access && !change.region) {
    const option = optionIn(localState?.accessOptions, change.access);
    const { region: _old, ...rest } = next;
    return option?.region ? { ...rest, region: option.region } : rest;
  }
  return next;
}

/**
 * The answers from the note of the unfinished init, so that resuming it asks nothing again.
 *
 * @param access overrides the note's
 */
export function takeUp(context: InitContext, access?: AccessChoice): Partial<InitContext> {
  const entry = context.localState?.unfinished;
  if (!entry || !context.answers) return {};
  return {
    resumed: entry,
    problem: undefined,
    answers: {
      ...context.answers,
      ...entry.settings,
      layout: entry.layout ?? 'documented',
      ...(entry.environment ? { environment: entry.environment } : {}),
      ...(entry.gitIgnore ? { gitIgnore: entry.gitIgnore } : {}),
      access: access ?? entry.access,
      region: entry.region,
    },
  };
}
