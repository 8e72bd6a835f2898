import { stateFolder } from '../platform/paths.ts';
import { createLog } from '../state/log.ts';

/** Puts an error that a command did not expect into the log, with its stack trace, before the process ends. */
export function logFault(error: unknown): void {
  createLog({ folder: stateFolder(process.env) }).fault(error);
}
