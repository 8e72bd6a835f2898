import type { ConfigureAnswers } from '../../src/flows/configure/answers.ts';
import type { ConfigureContext, ConfigureMeta } from './types.ts';

type Step = NonNullable<ConfigureMeta['step']>;

const byWay: Readonly<Record<ConfigureAnswers['way'], readonly Step[]>> = {
  existing: ['way', 'profile', 'account'],
  create: ['way', 'profile', 'account', 'user', 'policy', 'region', 'save-as', 'review', 'save'],
  console: ['way', 'region', 'console', 'keys', 'account', 'save-as', 'review', 'save'],
  rotate: ['account', 'user', 'review', 'save'],
};

/** The steps of the chosen way, in order, for the step list. A usable profile without a region needs more steps. */
export function configureSteps({ answers, plan }: ConfigureContext, now?: Step): readonly Step[] {
  const way = answers?.way ?? 'existing';
  if (way === 'existing' && (plan !== undefined || now === 'region' || now === 'review'))
    return ['way', 'profile', 'region', 'account', 'review', 'save'];
  return byWay[way];
}
