/** Kills a program at its n-th change of a file: `KILL_AT="3 before"`. Loaded by `node --import`. */

import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const [wanted, when] = (process.env.KILL_AT ?? '').split(' ');
let changes = 0;

for (const name of ['rename', 'rm']) {
  const original = fs[name];
  fs[name] = async (...args) => {
    // The program's own files are elsewhere.
    if (!String(args.at(name === 'rename' ? 1 : 0)).startsWith(process.cwd())) return original(...args);
    changes += 1;
    const mine = String(changes) === wanted;
    if (mine && when === 'before') process.kill(process.pid, 'SIGKILL');
    const result = await original(...args);
    if (mine) process.kill(process.pid, 'SIGKILL');
    return result;
  };
}
syncBuiltinESMExports();
