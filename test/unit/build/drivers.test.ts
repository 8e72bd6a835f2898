import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const folder = 'src/app/headless';

/** The drivers in the table of ARCHITECTURE.md, each with its machine. */
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

it('lists each driver with another name than its machine, and no driver that does not exist', () => {
  const sorted = (rows: typeof told) => rows.map(({ machine, file }) => `${machine} ${file}`).sort();
  expect(driving.length).toBeGreaterThan(10);
  expect(sorted(driving)).toEqual(expect.arrayContaining(sorted(told)));
  const isSame = ({ machine, file }: (typeof told)[number]) => file === `${machine}.ts`;
  expect(sorted(told.filter((row) => !isSame(row)))).toEqual(sorted(driving.filter((row) => !isSame(row))));
});
