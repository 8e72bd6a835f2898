import { isDeepStrictEqual } from 'node:util';
import type { Cloud } from '../cloud.ts';
import { ServiceError } from '../errors.ts';
import { STACK_TYPE } from './events.ts';
import { providerOf } from './resources/registry.ts';
import type { ResourceState, StackState } from './stack-state.ts';
import { storedTemplate } from './template-source.ts';

/** What an update has to do to an existing resource to give it these properties; undefined if nothing. */
export function changeNeeded(
  cloud: Cloud,
  stack: StackState,
  resource: ResourceState,
  properties: Record<string, unknown>,
): 'modify' | 'replace' | undefined {
  const provider = providerOf(resource.type);
  const changed = changedProperties(resource.properties ?? {}, properties);
  if (changed.some((name) => provider.replacedBy?.includes(name))) return 'replace';
  if (changed.length > 0 || resource.metadataChanged === true) return 'modify';
  // An earlier creation or change of it failed.
  if (resource.status.endsWith('_FAILED')) return 'modify';
  if (provider.taggable === true && areTagsChanged(stack)) return 'modify';
  if (resource.type === STACK_TYPE) {
    return areTagsChanged(stack) || isNestedChanged(cloud, resource, properties) ? 'modify' : undefined;
  }
  return undefined;
}

/** The names of the properties that differ. */
function changedProperties(before: Record<string, unknown>, after: Record<string, unknown>): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !isDeepStrictEqual(plain(before[name]), plain(after[name])));
}

/** A saved value has lost what JSON cannot represent; so must the one it is compared with. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

function areTagsChanged({ update, tags }: StackState): boolean {
  return !isDeepStrictEqual(update?.before?.tags ?? [], tags);
}

/** True if the template of a nested stack, or of one inside it, has changed since it was used. */
function isNestedChanged(
  cloud: Cloud,
  { physicalId }: ResourceState,
  { TemplateURL: url }: Record<string, unknown>,
): boolean {
  const child = cloud.state.stacks.find(({ id }) => id === physicalId);
  if (child === undefined) return false;
  try {
    return (
      storedTemplate(cloud, child.accountId, String(url)) !== child.template || isInsideChanged(cloud, child)
    );
  } catch (error) {
    // The update of the nested stack will report that the template cannot be read.
    if (error instanceof ServiceError) return true;
    throw error;
  }
}

/** True if a stack has nested stacks whose templates have changed in their buckets. */
export function isInsideChanged(cloud: Cloud, { resources }: StackState): boolean {
  return resources.some(
    (resource) => resource.type === STACK_TYPE && isNestedChanged(cloud, resource, resource.properties ?? {}),
  );
}
