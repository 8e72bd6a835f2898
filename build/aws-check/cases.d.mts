interface Place {
  account: string;
  region: string;
}
// biome-ignore lint/suspicious/noExplicitAny: steps as the recordings have them
type Steps = readonly any[];
interface Case {
  id: string;
  steps: Steps;
  differs?: string;
}
export const recordedPlace: Place;
export function madeBy(
  service: string,
  operation: string,
  input: object,
): { kind: string; name: string } | undefined;
export function casesOf(service: string): Case[];
export function inAccount(
  service: string,
  recorded: Omit<Case, 'id'>,
  prefix: string,
  place: Place,
): { steps: Steps; why?: undefined } | { steps?: undefined; why: string };
export function asRecorded<T>(value: T, prefix: string, place: Place): T;
