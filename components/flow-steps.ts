import type { ConfigureContext } from '../machines/configure/types.ts';
import { initSteps } from '../machines/init/steps.ts';
import type { InitContext } from '../machines/init/types.ts';
import type { StateMeta, StepId } from '../machines/meta.ts';
import { accessName } from '../src/credentials/access.ts';
import { configureFlowSteps } from './panes/configure/flow-steps.ts';
import type { StepItem } from './widgets/steps.tsx';

const labels: Readonly<Partial<Record<StepId, string>>> = {
  name: 'Name',
  environment: 'Environment',
  editor: 'Editor',
  app: 'App',
  framework: 'Framework',
  resources: 'Resources',
  profile: 'Profile',
  account: 'Account',
  review: 'Review',
  deploy: 'Deploy',
};

const says: Readonly<Partial<Record<StepId, string>>> = {
  name: 'the project and its layout',
  environment: 'its name, and whose parameters it takes',
  editor: 'noted in the project',
  app: 'JavaScript, Android, iOS or Flutter',
  framework: 'folders and commands',
  resources: 'their folder in the app',
  profile: 'the access that deploys',
  account: 'who you are to AWS',
  review: 'all that will happen; nothing is written before',
  deploy: 'the stack in AWS, then the files here',
};

/** The steps of `init` for the step list: done, current and next ones, with the answers. */
function flowSteps(context: InitContext, meta: StateMeta): StepItem[] {
  const steps = initSteps(context);
  const now = meta.step === undefined ? -1 : steps.indexOf(meta.step);
  return steps.map((id, index) => ({
    id,
    label: labels[id] ?? id,
    state: index === now ? 'now' : index < now ? 'done' : 'to-come',
    value: index < now ? answerOf(id, context) : undefined,
    says: says[id],
  }));
}

function answerOf(step: StepId, { answers, identity }: InitContext): string | undefined {
  switch (step) {
    case 'name':
      return answers?.name;
    case 'environment':
      return answers?.environment;
    case 'editor':
      return answers?.editor;
    case 'app':
      return answers?.app;
    case 'framework':
      return answers?.framework;
    case 'resources':
      return answers?.resDir;
    case 'profile':
      return answers?.access && accessName(answers.access);
    case 'account':
      return identity?.account;
    default:
      return undefined;
  }
}

/** The steps of the current flow; empty before its first question. */
export function stepsOf(
  flow: { readonly getSnapshot: () => { readonly context: InitContext | ConfigureContext } } | undefined,
  meta: StateMeta,
): StepItem[] {
  if (!flow || meta.step === undefined) return [];
  const { context } = flow.getSnapshot();
  return 'folder' in context ? flowSteps(context, meta) : configureFlowSteps(context, meta.step);
}
