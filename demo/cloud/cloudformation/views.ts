import type { XmlValue } from '../xml.ts';
import { neededCapabilities } from './check.ts';
import type { ResourceState, StackEvent, StackState } from './stack-state.ts';
import type { Template, TemplateParameter } from './template.ts';

type Fields = { [name: string]: XmlValue };

const NOT_CHECKED = { StackDriftStatus: 'NOT_CHECKED' };

/** A stack as DescribeStacks shows it. */
export function stackView(stack: StackState): Fields {
  return {
    StackId: stack.id,
    StackName: stack.name,
    ChangeSetId: stack.status === 'DELETE_COMPLETE' ? undefined : stack.changeSetId,
    Description: stack.status === 'REVIEW_IN_PROGRESS' ? undefined : stack.description,
    Parameters: unlessEmpty(
      stack.parameters.map(({ key, value, noEcho }) => ({
        ParameterKey: key,
        ParameterValue: noEcho ? '****' : value,
      })),
    ),
    CreationTime: new Date(stack.createdAt),
    LastUpdatedTime: dateOf(stack.updatedAt),
    DeletionTime: dateOf(stack.deletedAt),
    RollbackConfiguration: {},
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason,
    DetailedStatus: stack.detailedStatus,
    DisableRollback: stack.disableRollback,
    NotificationARNs: [],
    Capabilities: unlessEmpty(stack.capabilities),
    Outputs: unlessEmpty(
      stack.outputs.map(({ key, value, description, exportName }) => ({
        OutputKey: key,
        OutputValue: value,
        Description: description,
        ExportName: exportName,
      })),
    ),
    Tags: stack.tags.map(({ key, value }) => ({ Key: key, Value: value })),
    EnableTerminationProtection: stack.status === 'DELETE_COMPLETE' ? undefined : stack.terminationProtection,
    DriftInformation: NOT_CHECKED,
    RetainExceptOnCreate: stack.retainExceptOnCreate || undefined,
    ParentId: stack.parent?.stackId,
    RootId: stack.parent?.rootId,
    LastOperations: stack.operations
      .slice(-1)
      .map(({ type, id }) => ({ OperationType: type, OperationId: id })),
  };
}

/** A stack as ListStacks shows it. */
export function stackSummary(stack: StackState): Fields {
  return {
    StackId: stack.id,
    StackName: stack.name,
    TemplateDescription: stack.description,
    CreationTime: new Date(stack.createdAt),
    LastUpdatedTime: dateOf(stack.updatedAt),
    DeletionTime: dateOf(stack.deletedAt),
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason,
    ParentId: stack.parent?.stackId,
    RootId: stack.parent?.rootId,
    DriftInformation: NOT_CHECKED,
  };
}

/** An event as DescribeStackEvents shows it. */
export function eventView(stack: StackState, event: StackEvent): Fields {
  return {
    StackId: stack.id,
    EventId: event.id,
    StackName: stack.name,
    OperationId: event.operationId,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: new Date(event.time),
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason,
    ResourceProperties: event.properties,
    ClientRequestToken: event.token,
    DetailedStatus: event.detailedStatus,
  };
}

/** A resource as ListStackResources shows it. */
export function resourceSummary(resource: ResourceState): Fields {
  return {
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    LastUpdatedTimestamp: new Date(resource.updatedAt),
    ResourceStatus: resource.status,
    ResourceStatusReason: resource.statusReason,
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
  };
}

/** A resource as DescribeStackResources shows it. */
export function resourceView(stack: StackState, resource: ResourceState): Fields {
  const { LastUpdatedTimestamp, ...fields } = resourceSummary(resource);
  return { StackName: stack.name, StackId: stack.id, ...fields, Timestamp: LastUpdatedTimestamp };
}

/** A resource as DescribeStackResource shows it. */
export function resourceDetail(stack: StackState, resource: ResourceState): Fields {
  return {
    StackName: stack.name,
    StackId: stack.id,
    ...resourceSummary(resource),
    Metadata: JSON.stringify(resource.metadata ?? {}),
  };
}

/** What ValidateTemplate and GetTemplateSummary show of a template. */
export function templateView(
  template: Template,
  parameterView: (parameter: TemplateParameter) => Fields,
): Fields {
  const { capabilities, types } = neededCapabilities(template);
  return {
    Parameters: template.parameters.map(parameterView),
    Description: template.description,
    Capabilities: capabilities.length > 0 ? capabilities : undefined,
    CapabilitiesReason:
      capabilities.length > 0
        ? `The following resource(s) require capabilities: [${types.join(', ')}]`
        : undefined,
  };
}

/** AWS leaves empty lists out of its answers. */
export function unlessEmpty(list: XmlValue[]): XmlValue[] | undefined {
  return list.length === 0 ? undefined : list;
}

function dateOf(time: number | undefined): Date | undefined {
  return time === undefined ? undefined : new Date(time);
}
