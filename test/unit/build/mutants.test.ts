import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** The faults of `npm run mutants`. */
const mutants: readonly Readonly<{ file: string; from: string; to: string; tests: readonly string[] }>[] =
  JSON.parse(readFileSync('build/mutants/list.json', 'utf8'));

it.each(mutants)(
  'the fault in $file changes one line that occurs once: $from',
  ({ file, from, to, tests }) => {
    expect(from).not.toMatch(/\n/);
    expect(to).not.toBe(from);
    expect(readFileSync(file, 'utf8').split(from)).toHaveLength(2);
    expect(tests.filter((test) => !existsSync(test))).toEqual([]);
    expect(tests).not.toEqual([]);
  },
);
