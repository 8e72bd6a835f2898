import { writeFileSync } from 'node:fs';

/** Loaded before the built program (`node --import`): writes the most memory that it had, in kilobytes, to `RESIDENT`. */
process.on('exit', () => writeFileSync(process.env.RESIDENT, String(process.resourceUsage().maxRSS)));
