import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const folder = 'src/app/headless';

/** The drivers that ARCHITECTURE.md names, each with its machine. */
const told = [
  ...readFileSync('ARCHITECTURE.md', 'utf8').matchAll(/^\| `([a-z-]+)` \| .* \| `([a-z-]+\.ts)` \|$/gm),
].map(([, machine, file]) => ({ machine, file }));

/** The files that run a machine: they say where it asks. */
const driving = readdirSync(folder)
  .filter((file) => /\.ts$/.test(file) && file !== 'drive.ts')
  .flatMap((file) => {
    const text = readFileSync(`${folder}/${file}`, 'utf8');
    if (!/\b(?:drive|createActor)\(\s*machine\b/.test(text)) return [];
    const machine = /machines\/([a-z-]+)\/machine\.ts'/.exec(text)?.[1];
    return [{ machine, file }];
  });

it('says for every driver which machine it drives', () => {
  const sorted = (rows: typeof told) => rows.map(({ machine, file }) => `${machine} ${file}`).sort();
  expect(driving.length).toBeGreaterThan(10);
  expect(sorted(told)).toEqual(sorted(driving));
});
