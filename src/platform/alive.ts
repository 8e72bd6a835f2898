import { errorCode } from './file-faults.ts';

/** True when a process has this id, whoever it belongs to. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // EPERM: it lives and belongs to somebody else.
    return errorCode(thrown) !== 'ESRCH';
  }
}
