import { isAlive } from './alive.ts';
import { hostName, startOf } from './lock.ts';

/** What tells a process from all others, also from a later one that gets its number. */
export interface ProcessMark {
  readonly pid: number;
  /** When it started, in the system's own count; `-` where the system does not say. */
  readonly started: string;
  /** The computer it runs on. */
  readonly host: string;
}

/** The mark of this process. */
export async function ownProcess(): Promise<ProcessMark> {
  return { pid: process.pid, started: await startOf('self'), host: hostName() };
}

/** True when the mark is of another process that runs; one on another computer cannot be asked and counts as ended. */
export async function isOtherLiving({ pid, started, host }: ProcessMark): Promise<boolean> {
  if (pid === process.pid || host !== hostName() || !isAlive(pid)) return false;
  const now = await startOf(String(pid));
  return started === '-' || now === '-' || now === started;
}
