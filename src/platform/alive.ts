import { errorCode } from './file-faults.ts';

/** True if a process has this id, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // EPERM: it is alive and belongs to somebody else.
    return errorCode(thrown) !== 'ESRCH';
  }
}
