import { AMPLIFY_ACTION_NAMES } from '../amplify/service.ts';
import { cloudformation } from '../cloudformation/service.ts';
import { COGNITO_ACTION_NAMES } from '../cognito/service.ts';
import { iam } from '../iam/service.ts';
import { matchesPattern } from '../pattern.ts';
import type { ServiceName } from '../request.ts';
import { S3_ACTION_NAMES } from '../s3/service.ts';
import { SSM_ACTION_NAMES } from '../ssm/service.ts';
import { sts } from '../sts.ts';

const ACTIONS: Record<ServiceName, readonly string[]> = {
  sts: [...sts.actions.keys()],
  iam: [...iam.actions.keys()],
  cloudformation: [...cloudformation.actions.keys()],
  s3: S3_ACTION_NAMES,
  amplify: AMPLIFY_ACTION_NAMES,
  'cognito-idp': COGNITO_ACTION_NAMES,
  ssm: SSM_ACTION_NAMES,
};

/** The services that rules can name. */
export const SERVICES = Object.keys(ACTIONS) as ServiceName[];

/** The actions of a service, or of all services. */
export function actionsOf(service?: ServiceName): readonly string[] {
  return service === undefined ? SERVICES.flatMap((name) => ACTIONS[name]) : ACTIONS[service];
}

/** Whether a pattern matches any action; a rule whose pattern does not could never hit. */
export function fitsAnyAction(pattern: string, service?: ServiceName): boolean {
  return actionsOf(service).some((action) => matchesPattern(pattern, action));
}
