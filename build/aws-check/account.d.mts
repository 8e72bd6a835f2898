export class Stopped extends Error {}
export interface Account {
  // biome-ignore lint/suspicious/noExplicitAny: an answer as the SDK gives it
  send(service: string, operation: string, input?: object): Promise<any>;
  note(kind: string, name: string): void;
  spend(count: number): void;
  calls(): number;
  beginCleaning(reserve: number): void;
  close(): void;
}
export function openAccount(how: {
  credentials: { accessKeyId: string; secretAccessKey: string };
  region: string;
  endpoint?: string;
  budget: number;
  tag: string;
  ledger: string;
  signal: AbortSignal;
}): Account;
