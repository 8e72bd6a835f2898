import { isAlive } from './alive.ts';
import { hostName, startOf } from './lock.ts';

/** Identifies a process, also against a later one with the same id. */
export interface ProcessMark {
  readonly pid: number;
  /** When it started, in the system's own units; `-` if the system does not say. */
  readonly started: string;
  /** The computer it runs on. */
  readonly host: string;
}

/** The mark of this process. */
export async function ownProcess(): Promise<ProcessMark> {
  return { pid: process.pid, started: await startOf('self'), host: hostName() };
}

/** True if another process with this mark is running; one on another computer cannot be checked and counts as ended. */
export async function isOtherLiving({ pid, started, host }: ProcessMark): Promise<boolean> {
  if (pid === process.pid || host !== hostName() || !isAlive(pid)) return false;
  const now = await startOf(String(pid));
  return started === '-' || now === '-' || now === started;
}
