import type { Scope } from './intrinsics.ts';
import type { StackState } from './stack-state.ts';
import { readTemplate, type Template } from './template.ts';

/** The parameters that every template has without declaring them. */
export const PSEUDO_PARAMETERS: readonly string[] = [
  'AWS::AccountId',
  'AWS::NoValue',
  'AWS::NotificationARNs',
  'AWS::Partition',
  'AWS::Region',
  'AWS::StackId',
  'AWS::StackName',
  'AWS::URLSuffix',
];

/** What references mean in this stack now. */
export function scopeOf(stack: StackState): Scope {
  const pseudo = new Map<string, string | string[]>([
    ['AWS::AccountId', stack.accountId],
    ['AWS::NotificationARNs', []],
    ['AWS::Partition', 'aws'],
    ['AWS::Region', stack.region],
    ['AWS::StackId', stack.id],
    ['AWS::StackName', stack.name],
    ['AWS::URLSuffix', 'amazonaws.com'],
  ]);
  return {
    ref(name) {
      const parameter = stack.parameters.find(({ key }) => key === name);
      if (parameter !== undefined) {
        return parameter.list ? parameter.value.split(',').map((item) => item.trim()) : parameter.value;
      }
      return pseudo.get(name) ?? stack.resources.find(({ logicalId }) => logicalId === name)?.physicalId;
    },
    attribute(logicalId, attribute) {
      const resource = stack.resources.find((candidate) => candidate.logicalId === logicalId);
      if (resource === undefined || !Object.hasOwn(resource.attributes, attribute)) return undefined;
      return resource.attributes[attribute];
    },
  };
}

const TEMPLATES = new WeakMap<StackState, Template>();

/** The stack's template, read once. */
export function templateOf(stack: StackState): Template {
  const known = TEMPLATES.get(stack);
  if (known !== undefined) return known;
  const template = readTemplate(stack.template);
  TEMPLATES.set(stack, template);
  return template;
}
