import type { AccessChoice } from '../credentials/access.ts';
import type { HandlerPaths } from '../project/handlers.ts';
import { planDocumentedFiles } from '../project/layouts/documented.ts';
import { derivedNames, parentStackName } from '../project/names.ts';
import type { ProjectAccess, ProjectSettings, ProjectStack } from '../project/project.ts';
import { parentStackParameters, parentTemplate, templateKey } from '../project/template.ts';
import { type Identity, type Plan, pendingValue } from '../values/plan.ts';

/** Everything `init` is about to do: the plan that the review shows, and what running it needs. */
export interface InitPlan extends Plan {
  readonly folder: string;
  readonly settings: ProjectSettings;
  readonly access: AccessChoice;
  readonly handlers: HandlerPaths;
  readonly stackName: string;
  /** ClientRequestToken: one a plan, so that a repeated CreateStack can never make a second stack. */
  readonly token: string;
  readonly template: string;
  readonly parameters: Readonly<Record<string, string>>;
}

export interface InitPlanInput {
  readonly folder: string;
  readonly settings: ProjectSettings;
  readonly access: AccessChoice;
  readonly handlers: HandlerPaths;
  readonly identity: Identity;
  readonly stackName: string;
  readonly token: string;
}

/** Makes the plan of an `init`: a pure function, so the same input always shows the same review. */
export function planInit(input: InitPlanInput): InitPlan {
  const { identity, stackName } = input;
  const names = derivedNames(stackName);
  return {
    ...input,
    template: parentTemplate(),
    parameters: parentStackParameters(stackName),
    resources: [
      { kind: 'stack', name: stackName, note: '4 resources' },
      {
        kind: 'bucket',
        name: names.bucket,
        note: 'private, kept when the stack is deleted',
      },
      { kind: 'roles', name: `${names.authRole}, …-unauthRole`, note: 'no policies attached' },
    ],
    calls: [
      {
        service: 'CloudFormation',
        action: 'CreateStack',
        target: stackName,
        purpose: 'create the parent stack',
      },
      {
        service: 'S3',
        action: 'PutObject',
        target: `${names.bucket}/${templateKey}`,
        purpose: 'store the template in the bucket',
      },
    ],
    files: initFiles(input, predictedStack(identity, stackName)),
  };
}

/**
 * Makes the plan of another attempt: it always has a new token.
 *
 * @param renameAt milliseconds since the epoch: the stack gets the name of this time, or of the first second after it
 * that gives another name; absent, it keeps the name
 */
export function planAgain(plan: InitPlan, token: string, renameAt?: number): InitPlan {
  let { stackName } = plan;
  for (let at = renameAt; at !== undefined && stackName === plan.stackName; at += 1000) {
    stackName = parentStackName(plan.settings.name, new Date(at));
  }
  return planInit({ ...plan, stackName, token });
}

/** The files of the plan with the values that AWS gave; what is written in the end. */
export function finalFiles(plan: InitPlan, stack: ProjectStack) {
  return initFiles(plan, stack);
}

function initFiles(input: InitPlanInput, stack: ProjectStack) {
  return planDocumentedFiles({
    root: input.folder,
    settings: input.settings,
    access: projectAccess(input.access),
    stack,
    handlers: input.handlers,
  });
}

/** The stack of a plan, all its values made from the names and the id: the same as the outputs that AWS gives. */
export function stackWithId({ identity, stackName }: InitPlan, stackId: string): ProjectStack {
  return { ...predictedStack(identity, stackName), stackId };
}

function projectAccess(choice: AccessChoice): ProjectAccess {
  return choice.kind === 'profile' ? { kind: 'profile', name: choice.name } : { kind: 'environment' };
}

/** What the stack will give, as far as it can be known before: all but its id. */
function predictedStack(identity: Identity, stackName: string): ProjectStack {
  const names = derivedNames(stackName);
  const role = (name: string) => `arn:${identity.partition}:iam::${identity.account}:role/${name}`;
  return {
    region: identity.region,
    stackName,
    stackId: pendingValue('StackId'),
    deploymentBucketName: names.bucket,
    authRoleArn: role(names.authRole),
    authRoleName: names.authRole,
    unauthRoleArn: role(names.unauthRole),
    unauthRoleName: names.unauthRole,
  };
}

/**
 * Reads the parent stack's eight outputs (amplify-meta.json holds them under the same names).
 *
 * @returns the stack, or the names of the outputs that are missing
 */
export function stackFromOutputs(
  outputs: Readonly<Record<string, string>>,
): ProjectStack | { missing: string[] } {
  const keys = {
    region: 'Region',
    stackName: 'StackName',
    stackId: 'StackId',
    deploymentBucketName: 'DeploymentBucketName',
    authRoleArn: 'AuthRoleArn',
    authRoleName: 'AuthRoleName',
    unauthRoleArn: 'UnauthRoleArn',
    unauthRoleName: 'UnauthRoleName',
  } as const;
  const missing = Object.values(keys).filter((output) => !outputs[output]);
  if (missing.length > 0) return { missing };
  return Object.fromEntries(
    Object.entries(keys).map(([field, output]) => [field, outputs[output] ?? '']),
  ) as unknown as ProjectStack;
}
