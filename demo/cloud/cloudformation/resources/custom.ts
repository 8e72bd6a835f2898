import { newLetters } from '../../ids.ts';
import type { ResourceProvider } from './provider.ts';

/** The type names of custom resources (User Guide, "AWS::CloudFormation::CustomResource"). */
const CUSTOM = /^(?:AWS::CloudFormation::CustomResource|Custom::[\w@-]{1,60})$/;

/**
 * The provider of a custom resource; undefined for other types. On AWS, a function of the template makes it and returns its
 * attributes. None runs here, so it has any attribute, with a value that shows where it comes from.
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

/** A made-up attribute in place of one that the function of a custom resource would return; undefined for other resources. */
export function answeredAttribute(
  { type, physicalId }: { type: string; physicalId?: string },
  attribute: string,
): string | undefined {
  return CUSTOM.test(type) && physicalId !== undefined ? `${physicalId}-${attribute}` : undefined;
}
