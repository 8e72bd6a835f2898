import { HandlerFailure, type ResourceProvider } from './provider.ts';

/** AWS::CloudFormation::Stack: its properties in a template; nested.ts makes it. */
export const nestedStackProvider: ResourceProvider = {
  type: 'AWS::CloudFormation::Stack',
  properties: ['TemplateURL', 'Parameters', 'Tags', 'TimeoutInMinutes', 'NotificationARNs'],
  required: ['TemplateURL'],
  attributes: [],
  attributePrefix: 'Outputs.',
  // The time is that of its own stack.
  seconds: { untilComplete: 0, toRemove: 1 },
  reportsItsEnd: true,
  create() {
    throw new HandlerFailure('InternalFailure', 'A nested stack is made by the engine.');
  },
  // Its stack is gone by now.
  remove: () => undefined,
};

/** AWS::CloudFormation::WaitConditionHandle: an address and nothing else, as with AWS. */
export const waitConditionHandleProvider: ResourceProvider = {
  type: 'AWS::CloudFormation::WaitConditionHandle',
  properties: [],
  required: [],
  attributes: [],
  seconds: { untilComplete: 1.5, toRemove: 0.5 },
  create: ({ stack, resource }) => ({
    physicalId: `https://cloudformation-waitcondition-${stack.region}.s3.amazonaws.com/${encodeURIComponent(stack.id)}/${resource.logicalId}`,
    attributes: {},
  }),
  remove: () => undefined,
};
