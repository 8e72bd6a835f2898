import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * `npm run tests-of -- FILE…`: the tests of a file of the program, nearest first. CONTRIBUTING.md says where they should be.
 *
 * Leaves out journeys: they start the built program and so belong to every file.
 */
const source = /\.tsx?$/;
const isTest = (file) => /^test\/.*\.test\.tsx?$/.test(file);
const specifier = /(?:\bfrom|\bimport|\bimport\()\s*'(\.[^']+)'/g;
const pattern = /import\.meta\.glob(?:<[^(]*>)?\(\s*'([^']+)'/g;

/** @returns {Map<string, string[]>} for each file, those that import it */
export function importers(root = '.') {
  const files = ['src', 'machines', 'components', 'demo', 'test'].flatMap((folder) =>
    filesBelow(root, folder),
  );
  const known = new Set(files);
  const by = new Map(files.map((file) => [file, []]));
  for (const file of files) {
    const text = readFileSync(path.join(root, file), 'utf8');
    const here = path.posix.dirname(file);
    const found = new Set([...text.matchAll(specifier)].map(([, to]) => path.posix.join(here, to)));
    for (const [, glob] of text.matchAll(pattern)) {
      const fits = new RegExp(
        `^${path.posix.join(here, glob).replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`,
      );
      for (const each of known) if (fits.test(each)) found.add(each);
    }
    for (const to of found) by.get(to)?.push(file);
  }
  return by;
}

/**
 * @param {string} file of the program, relative
 * @param {Map<string, string[]>} by as from {@link importers}
 * @returns {string[]} the test at the mirrored path, then those that import the file; if none does, the tests in the mirrored
 *   folder that import it indirectly, else the nearest ones
 */
export function testsOf(file, by) {
  const own = mirrored(file);
  const folder = path.posix.dirname(own[0] ?? '');
  const named = own.filter((test) => by.has(test));
  const direct = (by.get(file) ?? []).filter(isTest).sort();
  if (direct.length > 0) return [...new Set([...named, ...direct])];
  const rings = reaching(file, by);
  const beside = rings.flat().filter((test) => path.posix.dirname(test) === folder);
  // test/unit/aws has the tests of many files, test/unit/aws/progress those of a few.
  const isSmall = folder.split('/').length > 3;
  return isSmall && beside.length > 0 ? [...new Set([...named, ...beside.sort()])] : (rings[0] ?? []);
}

/** @returns {string[][]} the tests that import a file directly or indirectly, grouped by the number of steps, fewest first */
function reaching(file, by) {
  const been = new Set([file]);
  const rings = [];
  for (let ring = [file]; ring.length > 0; ) {
    ring = ring.flatMap((each) => by.get(each) ?? []).filter((each) => !been.has(each) && been.add(each));
    const tests = ring.filter(isTest).sort();
    if (tests.length > 0) rings.push(tests);
  }
  return rings;
}

/** Where the test of a file is according to its path. */
export function mirrored(file) {
  const name = file.replace(/^src\//, '').replace(source, '');
  return [`test/unit/${name}.test.ts`, `test/unit/${name}.test.tsx`];
}

function filesBelow(root, folder) {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && source.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

if (process.argv[1] && path.resolve(process.argv[1]) === import.meta.filename) {
  const by = importers();
  for (const each of process.argv.slice(2)) {
    const file = path.relative('', each).replaceAll('\\', '/');
    if (!existsSync(file)) console.error(`${file} is not there`);
    for (const test of testsOf(file, by)) console.log(test);
  }
}
