import { newLetters } from '../../ids.ts';
import type { ResourceProvider } from './provider.ts';

/** What a custom resource is called (User Guide, "AWS::CloudFormation::CustomResource"). */
const CUSTOM = /^(?:AWS::CloudFormation::CustomResource|Custom::[\w@-]{1,60})$/;

/**
 * The provider of a custom resource: a function of the template would make it and say which attributes it has. None runs
 * here, so it has each that is asked for, with a value that says where it comes from. Undefined for other types.
 */
export function customProvider(type: string): ResourceProvider | undefined {
  if (!CUSTOM.test(type)) return undefined;
  return {
    type,
    properties: 'any',
    required: ['ServiceToken'],
    attributes: [],
    attributePrefix: '',
    seconds: { untilComplete: 4, toRemove: 2 },
    note: 'demo placeholder, its function was not called',
    create: ({ cloud, resource, moment }) => ({
      physicalId: `demo-placeholder-${resource.logicalId}-${newLetters(cloud.state, moment, 8)}`,
      attributes: {},
    }),
    update: () => undefined,
    remove: () => undefined,
  };
}

/** What the function of a custom resource would have answered under this name; undefined for other resources. */
export function answeredAttribute(
  { type, physicalId }: { type: string; physicalId?: string },
  attribute: string,
): string | undefined {
  return CUSTOM.test(type) && physicalId !== undefined ? `${physicalId}-${attribute}` : undefined;
}
