import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkLayers } from './layers.mjs';
import { longFunctions } from './long-functions.mjs';

/** `npm run layers`: checks the imports of all source files, and that no file or function is too long to read in one go. */
const { files, faults } = await checkLayers();

// Length is a smell, not a rule: files are split by meaning. Nobody reads a file beyond this length in one go.
const product = ['src', 'machines', 'components', 'demo'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name)),
);
const long = product
  .filter((file) => readFileSync(file, 'utf8').split('\n').length > 401)
  .map((file) => `longer than 400 lines: ${file}`);

const all = [...faults, ...long, ...longFunctions(product)];
for (const fault of all) console.error(fault);
if (all.length > 0) process.exit(1);
console.log(`layers: ${files} files, no fault`);
