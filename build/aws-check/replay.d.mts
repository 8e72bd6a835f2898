interface Outcome {
  output?: Record<string, unknown>;
  raw?: Record<string, unknown>;
  failure?: { code: string; status: number; message: string };
}
interface Step {
  as?: string;
  region?: string;
}
export function replay(
  service: string,
  steps: readonly object[],
  ask: (service: string, operation: string, input: object, step: Step) => Promise<Outcome>,
  options?: { saved?: Record<string, unknown>; pause?: number; tries?: number },
): Promise<string[]>;
export function differencesOf(actual: unknown, expected: unknown, path?: string): string[];
