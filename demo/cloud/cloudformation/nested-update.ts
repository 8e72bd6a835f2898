import type { Cloud } from '../cloud.ts';
import { ServiceError, validationError } from '../errors.ts';
import { isObject } from '../records.ts';
import { waitsToCleanUp } from './cleanup.ts';
import { cancelUnderWay, failResource } from './end-resource.ts';
import { failureReason, injectedFailure } from './failure.ts';
import { requirePermission, tagsProperty, textProperty } from './resources/provider.ts';
import type { ResourceState, StackState } from './stack-state.ts';
import { storedTemplate } from './template-source.ts';
import { startUpdate } from './update.ts';
import { changesNothing, draftUpdate } from './update-draft.ts';
import { resumeRollback, rollBackUpdate } from './update-rollback.ts';

/** Seconds until a nested stack without changes is reported as up to date. */
const SECONDS_TO_FIND_NOTHING = 2;

/** Updates a nested stack, or rolls it back, together with the stack above. */
export function updateNested(cloud: Cloud, stack: StackState, resource: ResourceState, moment: number): void {
  const child = cloud.state.stacks.find(({ id }) => id === resource.physicalId);
  resource.phase = 'created';
  try {
    if (child === undefined) throw validationError(`Stack [${resource.physicalId}] does not exist`);
    const begun =
      stack.update?.direction === 'back'
        ? undoInside(cloud, child, moment, stack.update.skipped ?? [])
        : updateInside(cloud, stack, resource, child, moment);
    if (!begun) cloud.engine.plan(stack, moment, SECONDS_TO_FIND_NOTHING, 'complete', resource.logicalId);
  } catch (error) {
    failResource(cloud, stack, resource, moment, failureReason(cloud, resource, error, moment));
  }
}

/** Starts the update of a nested stack; false if there is nothing to do. @throws what UpdateStack throws */
function updateInside(
  cloud: Cloud,
  stack: StackState,
  resource: ResourceState,
  child: StackState,
  moment: number,
): boolean {
  const { properties = {} } = resource;
  const fault = cloud.faults.resourceFault?.(stack, resource, 'update');
  if (fault?.kind === 'fail') throw injectedFailure(resource, fault.code);
  const request = { cloud, stack, resource, properties, moment };
  requirePermission(request, 'cloudformation:UpdateStack', child.id, child.accountId);
  if (!/_(?:COMPLETE|FAILED)$/.test(child.status) && !waitsToCleanUp(child)) {
    throw validationError(`Stack:${child.id} is in ${child.status} state and can not be updated.`);
  }
  const draft = draftUpdate(child, {
    template: storedTemplate(cloud, child.accountId, textProperty(properties, 'TemplateURL') ?? ''),
    parameters: nestedParameters(properties.Parameters),
    capabilities: stack.capabilities,
    tags: [...stack.tags, ...tagsProperty(properties)],
  });
  if (fault?.kind === 'stuck') return true;
  if (changesNothing(cloud, child, draft)) return false;
  const { creator, disableRollback, retainExceptOnCreate } = stack;
  startUpdate(
    cloud,
    child,
    draft,
    { kind: 'UPDATE', creator, disableRollback, retainExceptOnCreate, ofParent: true, checksNames: false },
    moment,
  );
  return true;
}

/** Rolls a nested stack back; false if there is nothing to undo. */
function undoInside(cloud: Cloud, child: StackState, moment: number, skipped: readonly string[]): boolean {
  const { update, status } = child;
  if (update === undefined) return false;
  if (status === 'UPDATE_ROLLBACK_FAILED') {
    resumeRollback(cloud, child, moment, skipped);
    return true;
  }
  if (update.direction === 'back') return !waitsToCleanUp(child);
  if (status === 'UPDATE_IN_PROGRESS') cancelUnderWay(cloud, child, moment);
  rollBackUpdate(cloud, child, moment, undefined);
  return true;
}

/** The parameters of a nested stack as texts. @throws ValidationError */
export function nestedParameters(value: unknown): Map<string, string> {
  if (value === undefined) return new Map();
  if (!isObject(value)) throw new ServiceError('ValidationError', 'Parameters must be an object');
  return new Map(
    Object.entries(value).map(([name, item]) => [name, Array.isArray(item) ? item.join(',') : String(item)]),
  );
}
