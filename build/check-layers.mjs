import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkLayers } from './layers.mjs';

/** `npm run layers`: the imports of all source files, and no file that nobody reads at once. */
const { files, faults } = await checkLayers();

// A length is a smell, not a rule: files are split for meaning. Past this one nobody reads a file at once.
const long = ['src', 'machines', 'components', 'demo']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name)),
  )
  .filter((file) => readFileSync(file, 'utf8').split('\n').length > 401)
  .map((file) => `longer than 400 lines: ${file}`);

for (const fault of [...faults, ...long]) console.error(fault);
if (faults.length + long.length > 0) process.exit(1);
console.log(`layers: ${files} files, no fault`);
