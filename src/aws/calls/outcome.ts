import type { CallRecord } from './record.ts';

/** Whether a call succeeded. */
export function wentWell({ error, status = 0 }: Pick<CallRecord, 'error' | 'status'>): boolean {
  return error === undefined && status < 400;
}

/** The result of a call in a word: the status, or the name of the error. */
export function callResult({ error, status }: Pick<CallRecord, 'error' | 'status'>): string {
  if (error === undefined) return status === undefined ? 'done' : String(status);
  return status === undefined ? error : `${status} ${error}`;
}
