/** For each logical id, the logical ids that it depends on. */
export type DependencyGraph = ReadonlyMap<string, readonly string[]>;

/**
 * The members of dependency cycles, and whatever connects two cycles, in the order of the graph; empty if the graph can be
 * put in order.
 */
export function cycleMembers(graph: DependencyGraph): string[] {
  const left = new Map(
    [...graph].map(([id, needs]) => [id, new Set(needs.filter((need) => graph.has(need)))]),
  );
  // Whatever depends on nothing, or has no dependents, is not part of a cycle.
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    for (const [id, needs] of left) if (needs.size === 0) strip(left, id);
    const needed = new Set([...left.values()].flatMap((needs) => [...needs]));
    for (const id of [...left.keys()]) if (!needed.has(id)) strip(left, id);
  }
  return [...left.keys()];
}

function strip(left: Map<string, Set<string>>, id: string): void {
  left.delete(id);
  for (const needs of left.values()) needs.delete(id);
}
