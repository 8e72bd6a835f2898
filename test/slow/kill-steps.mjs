/** Counts a program's outside actions and kills it at one: `KILL="3 before"`. Loaded by `node --import`. */

import { writeSync } from 'node:fs';
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const [wanted, when] = process.env.KILL.split(' ');
const die = () => process.kill(process.pid, 'SIGKILL');
let at = -1;
function wrap(object, name, half) {
  const original = object[name];
  object[name] = async function (...args) {
    at += 1;
    const mine = at;
    if (wanted === 'count') writeSync(2, `step ${name} ${String(args[0]).slice(0, 80).split('\n')[0]}\n`);
    if (String(mine) !== wanted) return original.apply(this, args);
    if (when === 'before') die();
    try {
      await original.apply(this, when === 'half' ? half(args) : args);
    } finally {
      // Even if it failed: a folder that should be made may exist.
      die();
    }
  };
}
const handle = await fs.open(process.execPath, 'r');
const prototype = Object.getPrototypeOf(handle);
await handle.close();
const half = ([data, ...more]) => {
  const bytes = Buffer.from(data);
  return [bytes.subarray(0, bytes.length >> 1), ...more];
};
wrap(prototype, 'writeFile', half);
for (const name of ['sync', 'chmod', 'chown']) wrap(prototype, name);
const open = fs.open;
for (const name of ['rename', 'unlink', 'symlink', 'mkdir']) wrap(fs, name);
const counted = { open };
wrap(counted, 'open');
// Opening for reading changes nothing outside.
fs.open = (path, flags, mode) =>
  flags & 0o100 || flags === 'wx' ? counted.open(path, flags, mode) : open(path, flags, mode);
syncBuiltinESMExports();
