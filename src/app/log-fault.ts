import { stateFolder } from '../platform/paths.ts';
import { createLog } from '../state/log.ts';

/** Writes an unexpected error to the log, with its stack trace, before the process ends. */
export function logFault(error: unknown): void {
  createLog({ folder: stateFolder(process.env) }).fault(error);
}
