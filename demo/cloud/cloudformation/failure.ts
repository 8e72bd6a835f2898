import type { Cloud } from '../cloud.ts';
import { ServiceError } from '../errors.ts';
import { newLetters, newUuid } from '../ids.ts';
import { HandlerFailure, handlerFailure, PlainFailure, type ResourceProvider } from './resources/provider.ts';
import type { ResourceState } from './stack-state.ts';

/** Checks that a resource has the properties that its type requires and no unknown ones. @throws what failureReason() takes */
export function checkProperties(
  provider: ResourceProvider,
  logicalId: string,
  properties: Record<string, unknown>,
): void {
  const problems = propertyProblems(provider, properties);
  if (problems.length === 0) return;
  throw new PlainFailure(
    `Properties validation failed for resource ${logicalId} with message:\n${problems.join('\n')}`,
  );
}

/** What is wrong with the names of a resource's properties, in the words of the handlers. */
export function propertyProblems(
  { properties: known, required }: ResourceProvider,
  properties: Record<string, unknown>,
): string[] {
  return [
    ...Object.keys(properties)
      .filter((name) => known !== 'any' && !known.includes(name))
      .map((name) => `#: extraneous key [${name}] is not permitted`),
    ...required
      .filter((name) => properties[name] === undefined)
      .map((name) => `#: required key [${name}] not found`),
  ];
}

/** The service's name as its handlers write it. */
function serviceName(type: string): string {
  const name = type.split('::')[1] ?? '';
  return name === 'IAM' ? 'Iam' : name;
}

/** The failure of a handler for a fault with this code. */
export function injectedFailure({ type, logicalId }: ResourceState, code: string): HandlerFailure {
  return new HandlerFailure(code, `The handler of ${type} could not handle ${logicalId}: ${code}`);
}

/** The reason text of a failed resource: a handler's message in CloudFormation's frame. */
export function failureReason(cloud: Cloud, resource: ResourceState, error: unknown, moment: number): string {
  if (error instanceof PlainFailure) return error.message;
  const service = serviceName(resource.type);
  const failure =
    error instanceof ServiceError
      ? handlerFailure(service, error, newLetters(cloud.state, moment, 16))
      : error;
  if (!(failure instanceof HandlerFailure)) throw error;
  const token = newUuid(cloud.state, moment);
  return `Resource handler returned message: "${failure.message}" (RequestToken: ${token}, HandlerErrorCode: ${failure.handlerErrorCode})`;
}
