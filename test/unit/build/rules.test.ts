import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Rule {
  readonly id: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly tests: readonly string[];
}

const folder = 'test/cloud/rules';
const rules: Rule[] = readdirSync(folder).flatMap((name) =>
  JSON.parse(readFileSync(join(folder, name), 'utf8')),
);

// Whether a test goes red without a rule is proved by build/prove-rules.mjs, which takes minutes.
describe('the rules of the demo cloud', () => {
  it('have unique ids', () => {
    const ids = rules.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('occur once in their files, are replaced by something else, and have tests', () => {
    const wrong = rules.flatMap(({ id, file, find, replace, tests }) => {
      const times = readFileSync(file, 'utf8').split(find).length - 1;
      const gone = tests.filter((path) => !existsSync(path));
      return times === 1 && find !== replace && tests.length > 0 && gone.length === 0
        ? []
        : [{ id, times, gone }];
    });
    expect(wrong).toEqual([]);
  });
});
