import { isDeepStrictEqual } from 'node:util';
import type { Cloud } from '../cloud.ts';
import { validationError } from '../errors.ts';
import { isInsideChanged } from './change-needed.ts';
import { checkCapabilities, checkChosen, checkTemplate } from './check.ts';
import { parameterValues } from './parameters.ts';
import { parameterScope, templateOf } from './scope.ts';
import type { StackState, StackVersion } from './stack-state.ts';
import { readTemplate, type Template } from './template.ts';

/** What a stack should become. */
export interface UpdateOrder {
  /** The template's text. */
  template: string;
  parameters: ReadonlyMap<string, string>;
  capabilities: string[];
  tags: StackVersion['tags'];
}

/** The part of a stack that an update replaces immediately; resources and outputs follow. */
export type Draft = Pick<StackState, 'template' | 'description' | 'parameters' | 'capabilities' | 'tags'>;

/**
 * Checks what a stack should become, as CloudFormation does before it starts.
 * @throws ValidationError or InsufficientCapabilitiesException
 */
export function draftUpdate(stack: StackState, order: UpdateOrder): Draft {
  const declared = readTemplate(order.template);
  checkTemplate(declared);
  const draft: Draft = {
    template: order.template,
    ...(declared.description !== undefined && { description: declared.description }),
    parameters: parameterValues(declared.parameters, order.parameters),
    capabilities: order.capabilities,
    tags: order.tags,
  };
  const drafted = withDraft(stack, draft);
  const template = templateOf(drafted);
  checkChosen(template, parameterScope(drafted, template));
  checkTypes(stack, template);
  checkCapabilities(template, order.capabilities);
  return draft;
}

/** A copy of the stack as the draft would make it. */
export function withDraft(stack: StackState, draft: Draft): StackState {
  const { description, ...rest } = stack;
  return { ...rest, ...draft };
}

function checkTypes(stack: StackState, template: Template): void {
  const changed = template.resources.filter(({ logicalId, type }) =>
    stack.resources.some(
      (resource) =>
        resource.logicalId === logicalId && resource.type !== type && resource.physicalId !== undefined,
    ),
  );
  if (changed.length === 0) return;
  const names = changed.map(({ logicalId }) => logicalId).join(', ');
  throw validationError(
    `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${names}]`,
  );
}

/** True if an update to this draft would change nothing, nested stacks included. */
export function changesNothing(cloud: Cloud, stack: StackState, draft: Draft): boolean {
  return (
    isDeepStrictEqual(ordered(readTemplate(stack.template)), ordered(readTemplate(draft.template))) &&
    isDeepStrictEqual(stack.parameters, draft.parameters) &&
    isDeepStrictEqual(stack.tags, draft.tags) &&
    stack.resources.every(({ phase }) => phase === 'complete') &&
    !isInsideChanged(cloud, stack)
  );
}

/** A template as plain values for comparison, regardless of the order of its members. */
function ordered(template: Template): unknown {
  const byName = <T>(list: readonly T[], name: (item: T) => string): Record<string, T> =>
    Object.fromEntries(list.map((item) => [name(item), item]));
  return JSON.parse(
    JSON.stringify({
      ...template,
      parameters: byName(template.parameters, ({ name }) => name),
      resources: byName(template.resources, ({ logicalId }) => logicalId),
      outputs: byName(template.outputs, ({ name }) => name),
    }),
  );
}
