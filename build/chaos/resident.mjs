import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Loaded before the built program (`node --import`): writes the most memory that it had, in kilobytes, to `RESIDENT`. */
process.on('exit', () => writeFileSync(process.env.RESIDENT, String(highest())));

/** Of proc(5), where there is one: what getrusage(2) tells begins with the memory of whoever started the program. */
function highest() {
  const file = '/proc/self/status';
  const told = existsSync(file) ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(file, 'latin1'))?.[1] : undefined;
  return Number(told ?? process.resourceUsage().maxRSS);
}
