import type { PlannedCall, PlannedFile, PlannedResource } from '../../core/plan.ts';
import { plainText } from '../../core/text.ts';
import { projectFiles } from '../../project/layouts/file-names.ts';
import { ignoresAmplify } from '../../project/layouts/git-ignore.ts';
import { stackTags } from '../../project/layouts/multi-env-files.ts';
import { derivedNames, environmentStackName, parentStackName } from '../../project/names.ts';
import type { Layout } from '../../project/project.ts';
import { parentStackParameters, parentTemplate, templateKey } from '../../project/template.ts';
import { archiveKey } from './backend-objects.ts';
import { configNotes, initFiles, predictedStack } from './files.ts';
import type { InitPlan, InitPlanInput } from './init-plan.ts';
import {
  appsOfOthers,
  newEnvironmentNotes,
  newEnvironmentOf,
  nothingDeployed,
  tagsOf,
} from './new-environment.ts';

/** Makes the plan of an `init`: a pure function, so the same input always shows the same review. */
export function planInit(input: InitPlanInput): InitPlan {
  const { identity, stackName, layout, settings, environment } = input;
  const names = derivedNames(stackName);
  const hasEnvironments = layout === 'multi-env';
  const added = newEnvironmentOf(input);
  const predicted = predictedStack(identity, stackName);
  const files = initFiles(input, predicted);
  const ignoring = ignoringOf(input, files);
  return {
    ...input,
    template: parentTemplate(),
    parameters: parentStackParameters(stackName),
    tags: added ? tagsOf(added) : hasEnvironments ? stackTags(settings.name, environment) : {},
    notes: [
      ...(added ? newEnvironmentNotes(added) : [...categoryNotes(input), ...configNotes(input, predicted)]),
      ...(ignoring === 'offered' ? [ignoreOffer(layout)] : []),
    ],
    ...(ignoring ? { ignoring } : {}),
    ...(added ? { current: nothingDeployed(added, predicted) } : {}),
    resources: [
      { kind: 'stack', name: stackName, note: '4 resources' },
      {
        kind: 'bucket',
        name: names.bucket,
        note: 'private, kept when the stack is deleted',
      },
      { kind: 'roles', name: `${names.authRole}, …-unauthRole`, note: 'no policies attached' },
      ...(hasEnvironments ? [appOf(input)] : []),
    ],
    calls: [
      {
        service: 'CloudFormation',
        action: 'CreateStack',
        target: stackName,
        purpose: 'create the parent stack',
      },
      ...(hasEnvironments ? environmentCalls(input, names.bucket) : [templateCall(names.bucket)]),
    ],
    files,
  };
}

/** Notes about what an `amplify push` would deploy as well, although nothing was added here yet. */
function categoryNotes({ categories = [] }: InitPlanInput): string[] {
  if (categories.length === 0) return [];
  const names = plainText(categories.join(', '));
  return [
    `amplify/backend holds ${names} already: what is there stays, and the next amplify push deploys it.`,
  ];
}

function ignoringOf(input: InitPlanInput, files: readonly PlannedFile[]): InitPlan['ignoring'] {
  if (files.some(({ label }) => label === projectFiles.gitIgnore)) return 'added';
  const text = (input.backend?.texts ?? input.existing).get(projectFiles.gitIgnore);
  if (text === undefined && !input.isRepository) return undefined;
  return ignoresAmplify(text ?? '') ? undefined : 'offered';
}

function ignoreOffer(layout: Layout): string {
  const what = layout === 'documented' ? 'amplify/.config/, which belongs' : 'the files that belong';
  return `.gitignore does not keep out ${what} to this machine alone: "add to .gitignore" (g), or "gitIgnore": "add" in an answers file, adds its lines.`;
}

function appOf(input: InitPlanInput): PlannedResource {
  const { settings, environment } = input;
  const shared = sharedApps(input);
  return {
    kind: 'app',
    name: settings.name,
    note:
      shared === undefined
        ? `lists ${environment} in the Amplify console, if you may`
        : `${shared}, if it is yours, else a new one, lists ${environment} in the Amplify console, if you may`,
  };
}

/** The apps of the other environments, in a phrase; undefined if there are none. */
function sharedApps(input: InitPlanInput): string | undefined {
  const added = newEnvironmentOf(input);
  const ids = added ? appsOfOthers(added, input.identity.region) : [];
  return ids.length === 0 ? undefined : `the app ${ids.join(' or ')} of the other environments`;
}

function templateCall(bucket: string): PlannedCall {
  return {
    service: 'S3',
    action: 'PutObject',
    target: `${bucket}/${templateKey}`,
    purpose: 'store the template in the bucket',
  };
}

function environmentCalls(input: InitPlanInput, bucket: string): PlannedCall[] {
  const { settings, environment } = input;
  const shared = sharedApps(input);
  return [
    {
      service: 'Amplify',
      action: 'CreateApp',
      target: settings.name,
      purpose: `create the app in the Amplify console${shared === undefined ? '' : ` where ${shared} is not in this account`}`,
    },
    {
      service: 'Amplify',
      action: 'CreateBackendEnvironment',
      target: environment,
      purpose: 'list the environment there',
    },
    {
      service: 'S3',
      action: 'PutObject',
      target: `${bucket}/${archiveKey}`,
      purpose: 'store the backend for other machines, with its metadata',
    },
  ];
}

/**
 * Makes the plan for another attempt, always with a new token.
 *
 * @param renameAt milliseconds since the epoch: the stack gets another name, in the documented layout one for this time
 * or for the first second after it that results in a different one; absent: it keeps the name
 */
export function planAgain(plan: InitPlan, token: string, renameAt?: number): InitPlan {
  const { settings, layout, environment } = plan;
  if (renameAt === undefined) return planInit({ ...plan, token });
  const named = (at: number) => newStackName({ settings, layout, environment, token }, new Date(at));
  let at = renameAt;
  // Only a name made from the time can turn out to be the old one.
  while (layout === 'documented' && named(at) === plan.stackName) at += 1000;
  return planInit({ ...plan, stackName: named(at), token });
}

/** The name of a new parent stack: unique through the time, or in the layout with environments through the token. */
export function newStackName(
  {
    settings,
    layout,
    environment,
    token,
  }: Pick<InitPlanInput, 'settings' | 'layout' | 'environment' | 'token'>,
  at: Date,
): string {
  return layout === 'multi-env'
    ? environmentStackName(settings.name, environment, token.slice(0, 5))
    : parentStackName(settings.name, at);
}
