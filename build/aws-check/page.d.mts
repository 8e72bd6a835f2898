interface CheckedCase {
  service: string;
  id: string;
  source: string;
  found?: readonly string[];
  why?: string;
}
export function checkPage(
  run: {
    id: string;
    at: string;
    target: string;
    region: string;
    calls: number;
    budget: number;
    stopped?: string;
    left: readonly string[];
  },
  life: { told: readonly object[]; differences: readonly string[] } | undefined,
  cases: readonly CheckedCase[],
): string;
