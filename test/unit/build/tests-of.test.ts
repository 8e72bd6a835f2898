import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { expect, it } from 'vitest';
import { importers, mirrored, testsOf } from '../../../build/tests-of.mjs';

const by = importers();
const files = [...by.keys()];
const product = files.filter((file) => !/^(?:test|demo\/record)\//.test(file));
const unitTests = files.filter((file) => /^test\/unit\/.*\.test\.tsx?$/.test(file));
const imported = (test: string) => product.filter((file) => by.get(file)?.includes(test));

it('finds a test of every file except those that only a run of the whole program covers', () => {
  expect(product.filter((file) => testsOf(file, by).length === 0).sort()).toEqual([
    'src/app/log-fault.ts',
    'src/app/lost-output.ts',
    'src/cli.ts',
  ]);
});

it('lists the test at the mirrored path first', () => {
  expect(testsOf('src/aws/progress/timeline.ts', by)[0]).toBe('test/unit/aws/progress/timeline.test.ts');
  expect(testsOf('machines/share/machine.ts', by)[0]).toBe('test/unit/machines/share/machine.test.ts');
  expect(testsOf('machines/share/meta.ts', by)).toContain('test/unit/machines/share/machine.test.ts');
});

it('lists no neighbour that never loads the file', () => {
  const loads = (test: string, file: string) => {
    const been = new Set([file]);
    for (const each of been) for (const importer of by.get(each) ?? []) been.add(importer);
    return been.has(test);
  };
  const named = product.map((file) => [file, testsOf(file, by)[0]] as const);
  const wrong = named.filter(([file, test]) => test && !mirrored(file).includes(test) && !loads(test, file));
  expect(wrong).toEqual([]);
});

it('has every unit test in a folder of the program', () => {
  const folders = new Set(product.flatMap(mirrored).map(dirname));
  // The tools, and tests that check everything.
  const others = ['test/unit/build', 'test/unit'];
  const lost = unitTests.filter((test) => !folders.has(dirname(test)) && !others.includes(dirname(test)));
  expect(lost.map(dirname).filter((folder) => ![...folders].some((each) => each.startsWith(folder)))).toEqual(
    [],
  );
});

it("has a test named after a file it imports in the place of that file's test", () => {
  // Tests of a whole flow or several files, which start at no single one of them.
  const ofMore = [
    'test/unit/aws/network.test.ts',
    'test/unit/components/widgets/text.test.ts',
    'test/unit/flows/access/access.test.ts',
  ];
  const elsewhere = unitTests.flatMap((test) => {
    const name = basename(test).replace(/\.test\.tsx?$/, '');
    const named = imported(test).filter((file) => basename(file).replace(/\.tsx?$/, '') === name);
    const places = named.flatMap(mirrored);
    return places.length === 0 || places.includes(test) ? [] : [test];
  });
  expect(elsewhere.filter((test) => !ofMore.includes(test))).toEqual([]);
  expect(ofMore.filter((test) => !existsSync(test))).toEqual([]);
});
