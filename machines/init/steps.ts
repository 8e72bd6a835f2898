import type { AccessChoice } from '../../src/credentials/access.ts';
import type { AccessOption } from '../../src/credentials/choice.ts';
import type { InitAnswers } from '../../src/init/answers.ts';
import type { StepId } from '../meta.ts';
import type { InitContext } from './types.ts';

/** The steps of `init` for the chosen kind of app, in order: what the step list shows. */
export function initSteps(answers: InitAnswers | undefined): StepId[] {
  const app = answers?.app ?? 'javascript';
  const settings: StepId[] = app === 'javascript' ? ['framework'] : app === 'ios' ? [] : ['resources'];
  return ['name', 'editor', 'app', ...settings, 'profile', 'account', 'review', 'deploy'];
}

/** The option that is chosen now, if it exists. */
export function chosenOption(context: InitContext): AccessOption | undefined {
  const choice = context.answers?.access;
  if (!choice) return undefined;
  return context.surroundings?.accessOptions.find((option) => sameChoice(option.choice, choice));
}

/** Whether two choices mean the same access. */
export function sameChoice(a: AccessOption['choice'], b: AccessOption['choice']): boolean {
  return a.kind === b.kind && (a.kind !== 'profile' || (b.kind === 'profile' && a.name === b.name));
}

/**
 * Takes over what was typed or chosen. A new framework brings its own settings with it, unless they were changed by
 * hand; a new access brings its region.
 */
export function editAnswers(context: InitContext, change: Partial<InitAnswers>): InitAnswers | undefined {
  const { answers, surroundings } = context;
  if (!answers) return undefined;
  const next = { ...answers, ...change };
  if (change.access && !change.region) {
    const option = surroundings?.accessOptions.find((candidate) =>
      sameChoice(candidate.choice, next.access ?? candidate.choice),
    );
    const { region: _old, ...rest } = next;
    return option?.region ? { ...rest, region: option.region } : rest;
  }
  return next;
}

/**
 * Takes the answers from the note of the unfinished init, so that going on asks nothing again.
 *
 * @param access another one than the note's
 */
export function takeUp(context: InitContext, access?: AccessChoice): Partial<InitContext> {
  const entry = context.surroundings?.unfinished;
  if (!entry || !context.answers) return {};
  return {
    resumed: entry,
    problem: undefined,
    answers: {
      ...context.answers,
      ...entry.settings,
      layout: entry.layout ?? 'documented',
      ...(entry.environment ? { environment: entry.environment } : {}),
      access: access ?? entry.access,
      region: entry.region,
    },
  };
}
