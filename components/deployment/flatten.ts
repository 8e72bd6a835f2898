import type { ResourceProgress } from '../../src/aws/progress/model.ts';

/** A resource as a row: nested stacks' resources follow their stack, one step further in. */
export interface FlatResource {
  readonly key: string;
  readonly resource: ResourceProgress;
  readonly depth: number;
}

/** The tree of resources as rows, in order. */
export function flatten(resources: readonly ResourceProgress[], depth = 0, path = ''): FlatResource[] {
  return resources.flatMap((resource) => {
    const key = `${path}/${resource.logicalId}`;
    const row = { key, resource, depth };
    return resource.nested ? [row, ...flatten(resource.nested.resources, depth + 1, key)] : [row];
  });
}
