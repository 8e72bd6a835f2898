import { isObject, own } from '../records.ts';
import type { CloudState } from '../state.ts';
import { applyConditions } from './conditions.ts';
import { exportsOf } from './exports.ts';
import type { Scope } from './intrinsics.ts';
import { answeredAttribute } from './resources/custom.ts';
import type { StackParameter, StackState } from './stack-state.ts';
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

/** Resolves references in this stack as it is now. */
export function scopeOf(state: CloudState, stack: StackState): Scope {
  const scope = parameterScope(stack, templateOf(stack));
  return {
    ...scope,
    ref(name) {
      return scope.ref(name) ?? stack.resources.find(({ logicalId }) => logicalId === name)?.physicalId;
    },
    attribute(logicalId, attribute) {
      const resource = stack.resources.find((candidate) => candidate.logicalId === logicalId);
      if (resource?.physicalId === undefined) return undefined;
      return own(resource.attributes, attribute) ?? answeredAttribute(resource, attribute);
    },
    imported(name) {
      return exportsOf(state, stack.accountId, stack.region).find((entry) => entry.name === name)?.value;
    },
  };
}

/** Resolves what is known before any resource exists: parameters, pseudo parameters and mappings. */
export function parameterScope(stack: StackState, template: Template): Scope {
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
      if (parameter === undefined) return pseudo.get(name);
      return parameter.list ? parameter.value.split(',').map((item) => item.trim()) : parameter.value;
    },
    attribute: () => undefined,
    mapped(map, top, second) {
      const entries = own(template.mappings, map);
      const values = isObject(entries) ? own(entries, top) : undefined;
      return isObject(values) ? own(values, second) : undefined;
    },
    imported: () => undefined,
  };
}

const TEMPLATES = new WeakMap<
  StackState,
  { text: string; parameters: StackParameter[]; template: Template }
>();

/** The stack's template with its conditions applied; cached by text and parameters. */
export function templateOf(stack: StackState): Template {
  const known = TEMPLATES.get(stack);
  if (known?.text === stack.template && known.parameters === stack.parameters) return known.template;
  const declared = readTemplate(stack.template);
  const template = applyConditions(declared, parameterScope(stack, declared));
  TEMPLATES.set(stack, { text: stack.template, parameters: stack.parameters, template });
  return template;
}
