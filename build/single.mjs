import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleSingle } from './bundle.mjs';

/**
 * `npm run build:single`: the program and Node in one file, dist-single/amplify-tui, for machines without Node that run the same
 * system as this one. `--node PATH`: the Node that builds it and goes into it, by default the one that runs this.
 */
const { values } = parseArgs({ options: { node: { type: 'string', default: process.execPath } } });
const { stdout: version } = spawnSync(values.node, ['-p', 'process.versions.node'], { encoding: 'utf8' });
if (!(Number.parseInt(version, 10) >= 26))
  throw new Error(`${values.node} cannot build a single file: that takes Node 26 or newer (--node PATH)`);
const folder = 'dist-single';
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
const main = join(folder, 'amplify-tui.mjs');
await bundleSingle(main);
const output = join(folder, process.platform === 'win32' ? 'amplify-tui.exe' : 'amplify-tui');
const config = join(folder, 'sea.json');
writeFileSync(
  config,
  JSON.stringify({
    main: resolve(main),
    mainFormat: 'module',
    output: resolve(output),
    disableExperimentalSEAWarning: true,
    useCodeCache: true,
  }),
);
execFileSync(values.node, ['--build-sea', config], { stdio: ['ignore', 'ignore', 'inherit'] });
console.log(`${output}: ${(statSync(output).size / 1e6).toFixed(0)} MB`);
