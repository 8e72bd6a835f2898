import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Loaded before the built program (`node --import`): writes its peak memory, in kilobytes, to `RESIDENT`. */
process.on('exit', () => writeFileSync(process.env.RESIDENT, String(highest())));

/** From proc(5) where available: getrusage(2) starts with the memory of whoever started the program. */
function highest() {
  const file = '/proc/self/status';
  const told = existsSync(file) ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(file, 'latin1'))?.[1] : undefined;
  return Number(told ?? process.resourceUsage().maxRSS);
}
