import type { Layout } from '../../project/project.ts';
import type { InitPlan } from './init-plan.ts';

/** Something to do after an `init`. */
export interface NextStep {
  readonly command: string;
  /** What it does, a few words. */
  readonly what: string;
}

/**
 * The steps after an `init`: the Amplify CLI for the layout, and its commands.
 *
 * @param added whether an environment was added to an existing backend, so that its categories only have to be deployed
 */
export function nextSteps(layout: Layout, added: boolean): readonly NextStep[] {
  const cli: NextStep =
    layout === 'documented'
      ? {
          command: 'amplify-tui upgrade',
          what: 'takes the files to the current Amplify CLI (14.x); as they are, that of 2018 (0.1.x) reads them',
        }
      : {
          command: 'npm install -g @aws-amplify/cli',
          what: 'installs the current Amplify CLI (14.x)',
        };
  return [
    cli,
    ...(added
      ? []
      : [
          {
            command: 'amplify add auth',
            what: 'adds a category: also api, storage',
          },
        ]),
    {
      command: 'amplify push',
      what: added ? 'deploys the categories of the backend into the new stack' : 'deploys what was added',
    },
    { command: 'amplify-tui status', what: 'shows the project and its stack' },
  ];
}

/** Which project files belong in source control, one or two sentences. */
export function sharingAdvice({
  layout,
  environment,
  backend,
  ignoring,
}: Pick<InitPlan, 'layout' | 'environment' | 'backend' | 'ignoring'>): string {
  if (layout === 'documented')
    return ignoring === 'added'
      ? '.gitignore keeps amplify/.config/ out of source control: it holds paths of this machine.'
      : 'project-config.json contains local paths. Add it to .gitignore.';
  if (ignoring === 'offered')
    return `Commit amplify/ without what belongs to this machine, as amplify/.config/local-*: other machines find the environment ${environment} in team-provider-info.json.`;
  return backend
    ? `team-provider-info.json names ${environment} now: commit it for your team; in a public repository it tells your account and the names of your stack.`
    : `Commit amplify/ and .gitignore: other machines find the environment ${environment} in team-provider-info.json.`;
}
