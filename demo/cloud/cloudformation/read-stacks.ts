import type { Cloud } from '../cloud.ts';
import { brokenRule, validationError } from '../errors.ts';
import {
  type QueryAction,
  type QueryCall,
  requiredText,
  textList,
  textParameter,
} from '../query-protocol.ts';
import { findStack, requireStack, stackArn, stacksOf } from './lookup.ts';
import { pageOf } from './pages.ts';
import type { ResourceState, StackState } from './stack-state.ts';
import {
  eventView,
  resourceDetail,
  resourceSummary,
  resourceView,
  stackSummary,
  stackView,
} from './views.ts';

/** DescribeStacks: one stack, or all that are not deleted. */
export const describeStacks: QueryAction = {
  parameters: ['StackName', 'NextToken'],
  resource: stackArn,
  run(call, cloud) {
    const name = textParameter(call, 'StackName');
    if (name !== undefined) {
      const stack = findStack(cloud, call, name);
      if (stack === undefined) throw validationError(`Stack with id ${name} does not exist`);
      return { Stacks: [stackView(stack)] };
    }
    const stacks = stacksOf(cloud, call).filter(({ status }) => status !== 'DELETE_COMPLETE');
    const { page, nextToken } = pageOfStacks(call, cloud, stacks);
    return { Stacks: page.map(stackView), NextToken: nextToken };
  },
};

function pageOfStacks(call: QueryCall, cloud: Cloud, stacks: StackState[]) {
  return pageOf(call, stacks, (stack) => cloud.state.stacks.indexOf(stack), cloud.pageSize);
}

/** Every status that a stack can have. */
const STATUSES = [
  ...['CREATE', 'ROLLBACK', 'DELETE'].flatMap(ends),
  'REVIEW_IN_PROGRESS',
  ...ends('UPDATE'),
  'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
  ...ends('UPDATE_ROLLBACK'),
  'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
  ...['IMPORT_IN_PROGRESS', 'IMPORT_COMPLETE'],
  ...ends('IMPORT_ROLLBACK'),
];

function ends(verb: string): string[] {
  return ['IN_PROGRESS', 'COMPLETE', 'FAILED'].map((end) => `${verb}_${end}`);
}

/** ListStacks: deleted ones too, newest first. */
export const listStacks: QueryAction = {
  parameters: ['StackStatusFilter', 'NextToken'],
  run(call, cloud) {
    const statuses = textList(call, 'StackStatusFilter');
    if (!statuses.every((status) => STATUSES.includes(status))) {
      throw brokenRule(
        `[${statuses.join(', ')}]`,
        'stackStatusFilter',
        `Member must satisfy constraint: [Member must satisfy enum value set: [${STATUSES.join(', ')}]]`,
      );
    }
    const stacks = stacksOf(cloud, call)
      .filter(({ status }) => statuses.length === 0 || statuses.includes(status))
      .reverse();
    const { page, nextToken } = pageOfStacks(call, cloud, stacks);
    return { StackSummaries: page.map(stackSummary), NextToken: nextToken };
  },
};

/** DescribeStackEvents: newest first. */
export const describeStackEvents: QueryAction = {
  parameters: ['StackName', 'NextToken'],
  resource: stackArn,
  run(call, cloud) {
    const stack = requireStack(cloud, call, requiredText(call, 'StackName'));
    const { page, nextToken } = pageOf(
      call,
      stack.events.filter(({ validation }) => validation === undefined).toReversed(),
      ({ sequence }) => sequence,
      cloud.pageSize,
    );
    return { StackEvents: page.map((event) => eventView(stack, event)), NextToken: nextToken };
  },
};

/** ListStackResources: those that have been started. */
export const listStackResources: QueryAction = {
  parameters: ['StackName', 'NextToken'],
  resource: stackArn,
  run(call, cloud) {
    const stack = requireStack(cloud, call, requiredText(call, 'StackName'));
    const all = [...stack.resources, ...(stack.update?.leftovers ?? [])];
    const numberOf = (resource: ResourceState): number => all.indexOf(resource);
    const { page, nextToken } = pageOf(call, started(stack), numberOf, cloud.pageSize);
    return { StackResourceSummaries: page.map(resourceSummary), NextToken: nextToken };
  },
};

/** The most resources in DescribeStackResources, which has no second page. */
const DESCRIBED_RESOURCES = 100;

/** DescribeStackResources: by stack, or by the physical id of any of its resources. */
export const describeStackResources: QueryAction = {
  parameters: ['StackName', 'PhysicalResourceId', 'LogicalResourceId'],
  resource: stackArn,
  run(call, cloud) {
    const name = textParameter(call, 'StackName');
    const physicalId = textParameter(call, 'PhysicalResourceId');
    if (name === undefined && physicalId === undefined) {
      throw validationError('Either StackName or PhysicalResourceId must be specified.');
    }
    if (name !== undefined && physicalId !== undefined) {
      throw validationError('StackName and PhysicalResourceId must not both be specified.');
    }
    const stack = name === undefined ? undefined : requireStack(cloud, call, name);
    const owner =
      stack ??
      stacksOf(cloud, call).find(
        ({ status, resources }) =>
          status !== 'DELETE_COMPLETE' && resources.some((resource) => resource.physicalId === physicalId),
      );
    if (owner === undefined) throw validationError(`Stack for ${physicalId} does not exist`);
    const logicalId = textParameter(call, 'LogicalResourceId');
    const resources = started(owner)
      .filter((resource) => logicalId === undefined || resource.logicalId === logicalId)
      .slice(0, DESCRIBED_RESOURCES);
    return { StackResources: resources.map((resource) => resourceView(owner, resource)) };
  },
};

/** DescribeStackResource: one resource of a stack. */
export const describeStackResource: QueryAction = {
  parameters: ['StackName', 'LogicalResourceId'],
  resource: stackArn,
  run(call, cloud) {
    const name = requiredText(call, 'StackName');
    const logicalId = requiredText(call, 'LogicalResourceId');
    const stack = findStack(cloud, call, name);
    if (stack === undefined) throw validationError(`Stack '${name}' does not exist`);
    const resource = started(stack).find((candidate) => candidate.logicalId === logicalId);
    if (resource === undefined)
      throw validationError(`Resource ${logicalId} does not exist for stack ${name}`);
    return { StackResourceDetail: resourceDetail(stack, resource) };
  },
};

/** A waiting resource is not shown yet. One that an update removes is shown until it is gone. */
function started(stack: StackState): ResourceState[] {
  const isNamed = (resource: ResourceState): boolean =>
    stack.resources.some(({ logicalId }) => logicalId === resource.logicalId);
  const leaving = stack.update?.leftovers.filter((left) => left.phase !== 'gone' && !isNamed(left)) ?? [];
  return [...stack.resources, ...leaving].filter(({ status }) => status !== '');
}
