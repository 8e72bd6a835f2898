import { findProvider, RESOURCE_TYPES } from './registry.ts';

/** How long the same kind of resource may take, as a share of its usual time: the shortest and what is added to the longest. */
export const pace = { shortest: 0.92, more: 0.16 } as const;

/** How long this cloud takes for each type of resource, milliseconds: the shortest time, the middle, the longest. */
export function usualTimes(speed: number): ReadonlyMap<string, readonly [number, number, number]> {
  return new Map(
    RESOURCE_TYPES.map((type) => {
      const whole = ((findProvider(type)?.seconds.untilComplete ?? 0) * 1000) / speed;
      const { shortest, more } = pace;
      return [type, [whole * shortest, whole * (shortest + more / 2), whole * (shortest + more)]];
    }),
  );
}
