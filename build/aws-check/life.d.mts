interface Shape {
  [name: string]: unknown;
  command?: string;
}
export function lifeOf(tag: string): string[][];
export function shapeOf(
  ran: { code: number; facts: readonly object[]; complaint: string },
  home: string,
): Shape;
export function lifeDifferences(here: readonly Shape[], demo: readonly Shape[]): string[];
