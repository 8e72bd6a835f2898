import { configureSteps } from '../../../machines/configure/steps.ts';
import type { ConfigureContext, ConfigureMeta } from '../../../machines/configure/types.ts';
import { accessName } from '../../../src/credentials/access.ts';
import { policyWords } from '../../../src/flows/configure/policies.ts';
import type { StepItem } from '../../widgets/steps.tsx';

type Step = NonNullable<ConfigureMeta['step']>;

const labels: Readonly<Record<Step, string>> = {
  way: 'Way',
  profile: 'Profile',
  account: 'Account',
  user: 'User',
  policy: 'Policy',
  region: 'Region',
  console: 'Console',
  keys: 'Keys',
  'save-as': 'Save as',
  review: 'Review',
  save: 'Save',
};

const says: Readonly<Record<Step, string>> = {
  way: 'how to sign in to AWS',
  profile: 'the access that is used',
  account: 'who that is to AWS',
  user: 'the name of the new user',
  policy: 'what the user may do',
  region: 'where your projects run',
  console: 'the pages that make a key',
  keys: 'pasted, and never shown',
  'save-as': 'the profile that holds them',
  review: 'all that will happen; nothing is written before',
  save: 'into ~/.aws, then checked',
};

const ways = { existing: 'profile', create: 'new user', console: 'own keys', rotate: 'rotate' } as const;

/** The steps of `configure` for the step list: done, current and next ones, with the answers. */
export function configureFlowSteps(context: ConfigureContext, step: string): StepItem[] {
  const steps = configureSteps(context, step as Step);
  const at = steps.indexOf(step as Step);
  // The end of a way that writes nothing is not a step: everything is done.
  const now = at < 0 ? steps.length : at;
  return steps.map((id, index) => ({
    id,
    label: labels[id],
    state: index === now ? 'now' : index < now ? 'done' : 'to-come',
    value: index < now ? answerOf(id, context) : undefined,
    says: says[id],
  }));
}

function answerOf(step: Step, { answers, verified }: ConfigureContext): string | undefined {
  if (!answers) return undefined;
  switch (step) {
    case 'way':
      return ways[answers.way];
    case 'profile':
      return answers.access && accessName(answers.access);
    case 'account':
      return verified?.identity.account;
    case 'user':
      return answers.userName;
    case 'policy':
      return policyWords[answers.policy.kind].label;
    case 'region':
      return answers.region;
    case 'save-as':
      return answers.profile;
    default:
      return undefined;
  }
}
