import { findProvider, RESOURCE_TYPES } from './registry.ts';

/** How long one type of resource takes, as fractions of its usual time: at least `shortest`, at most `shortest + more`. */
export const pace = { shortest: 0.92, more: 0.16 } as const;

/** How long this cloud takes for each type of resource, milliseconds: the shortest, the middle and the longest time. */
export function usualTimes(speed: number): ReadonlyMap<string, readonly [number, number, number]> {
  return new Map(
    RESOURCE_TYPES.map((type) => {
      const whole = ((findProvider(type)?.seconds.untilComplete ?? 0) * 1000) / speed;
      const { shortest, more } = pace;
      return [type, [whole * shortest, whole * (shortest + more / 2), whole * (shortest + more)]];
    }),
  );
}
