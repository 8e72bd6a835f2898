import child from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** Loaded before the built program (`node --import`): writes the arguments of every program it starts to `SPAWNED`. */
const list = process.env.SPAWNED;
for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork']) {
  const original = child[name];
  child[name] = (...args) => {
    // A command in a profile is the user's own line, with or without secrets; we do not choose its arguments.
    const isOwnLine = typeof args[0] === 'string' && args[0].includes('helper.sh');
    if (list && !isOwnLine) appendFileSync(list, `${JSON.stringify(args.slice(0, 2))}\n`);
    return original(...args);
  };
}
syncBuiltinESMExports();
