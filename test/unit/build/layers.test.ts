import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { checkLayers, layers } from '../../../build/layers.mjs';

let root = '';
afterEach(() => rmSync(root, { recursive: true, force: true }));

const places = [...layers.flatMap((layer) => layer.places), 'demo'];
const fileOf = (place: string) => (place.endsWith('.ts') ? place : `${place}/one.ts`);
const importing = (from: string, to: string, words = 'import ') => {
  const path = posix.relative(posix.dirname(from), to);
  return `${words}'${path.startsWith('.') ? path : `./${path}`}';\n`;
};

/** A program with one file in each place, empty except for what is given. */
function program(contents: Readonly<Record<string, string>> = {}, packages: readonly string[] = []): string {
  root = mkdtempSync(join(tmpdir(), 'layers-'));
  for (const path of new Set([...places.map(fileOf), ...Object.keys(contents)])) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, contents[path] ?? 'export type One = 1;\n');
  }
  for (const name of packages.filter((each) => !each.startsWith('node:'))) {
    const folder = join(root, 'node_modules', name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, main: 'index.js' }));
    writeFileSync(join(folder, 'index.js'), '');
  }
  return root;
}

it('finds nothing in a program whose layers import downwards', async () => {
  const downwards = layers.slice(1).flatMap(({ places: here }, index) =>
    here.map((place) => {
      const file = fileOf(place);
      return [file, (layers[index]?.places ?? []).map((below) => importing(file, fileOf(below))).join('')];
    }),
  );
  expect((await checkLayers(program(Object.fromEntries(downwards)))).faults).toEqual([]);
});

it('finds an import of the layer above in every folder, even of types alone', async () => {
  const wrong = layers.slice(0, -1).flatMap(({ places: here }, index) =>
    here.map((place) => {
      const [from, to] = [fileOf(place), fileOf(layers[index + 1]?.places[0] ?? '')];
      return { from, to, text: importing(from, to, index % 2 === 0 ? 'import type {} from ' : 'import ') };
    }),
  );
  // The demo cloud imports nothing of the program, and only the top layer starts it.
  wrong.push({
    from: 'demo/one.ts',
    to: 'src/core/one.ts',
    text: importing('demo/one.ts', 'src/core/one.ts'),
  });
  const contents = Object.fromEntries(wrong.map(({ from, text }) => [from, text]));
  const { faults } = await checkLayers(program(contents));
  expect([...faults].sort()).toEqual(wrong.map(({ from, to }) => `imports upwards: ${from} -> ${to}`).sort());
  expect(wrong.map(({ from }) => from)).toEqual(
    expect.arrayContaining(
      places.filter((place) => !['src/commands', 'src/cli.ts'].includes(place)).map(fileOf),
    ),
  );
});

it('finds import.meta.glob of the layer above in every folder', async () => {
  const wrong = layers.slice(0, -1).flatMap(({ places: here }, index) =>
    here.map((place) => {
      const [from, to] = [fileOf(place), fileOf(layers[index + 1]?.places[0] ?? '')];
      const pattern = posix.relative(posix.dirname(from), to).replace(/one\.ts$/, '*.ts');
      return { from, to, text: `import.meta.glob('${/^\./.test(pattern) ? pattern : `./${pattern}`}');\n` };
    }),
  );
  const contents = Object.fromEntries(wrong.map(({ from, text }) => [from, text]));
  const { faults } = await checkLayers(program(contents));
  expect([...faults].sort()).toEqual(wrong.map(({ from, to }) => `imports upwards: ${from} -> ${to}`).sort());
});

it('finds imports of what is not part of the program in every folder: tests, benchmarks, root files', async () => {
  const outside = ['test/support/one.ts', 'bench/run.mjs', 'build/one.mjs', 'one.ts'];
  const contents = Object.fromEntries(
    places.map((place) => [
      fileOf(place),
      outside.map((to) => importing(fileOf(place), to, 'import type {} from ')).join(''),
    ]),
  );
  const { faults } = await checkLayers(
    program({ ...contents, ...Object.fromEntries(outside.map((file) => [file, ''])) }),
  );
  expect([...faults].sort()).toEqual(
    places
      .flatMap((place) =>
        outside.map((to) => `imports what is not part of the program: ${fileOf(place)} -> ${to}`),
      )
      .sort(),
  );
});

it('finds the demo cloud started from below, and a driver that imports the other one', async () => {
  const { faults } = await checkLayers(
    program({
      'src/aws/one.ts': importing('src/aws/one.ts', 'demo/one.ts'),
      'components/one.ts': importing('components/one.ts', 'src/app/headless/one.ts'),
    }),
  );
  expect([...faults].sort()).toEqual([
    'imports upwards: components/one.ts -> src/app/headless/one.ts',
    'imports upwards: src/aws/one.ts -> demo/one.ts',
  ]);
});

it('finds domains that import each other, even through a third one', async () => {
  const { faults } = await checkLayers(
    program({
      'src/aws/one.ts': importing('src/aws/one.ts', 'src/credentials/one.ts'),
      'src/credentials/one.ts': importing('src/credentials/one.ts', 'src/profiles/one.ts'),
      'src/profiles/two.ts': importing('src/profiles/two.ts', 'src/aws/one.ts', 'import type {} from '),
    }),
  );
  expect(faults).toEqual([
    'import each other: src/aws/one.ts -> src/credentials/one.ts, src/credentials/one.ts -> src/profiles/one.ts, src/profiles/two.ts -> src/aws/one.ts',
  ]);
});

it('finds a circle of types inside a folder', async () => {
  const { faults } = await checkLayers(
    program({
      'src/aws/one.ts': importing('src/aws/one.ts', 'src/aws/two.ts', 'import type {} from '),
      'src/aws/two.ts': importing('src/aws/two.ts', 'src/aws/one.ts', 'import type {} from '),
    }),
  );
  expect(faults).toEqual(['no-circles: src/aws/one.ts -> src/aws/two.ts']);
});

/** A program in which every place has the same external import. @returns the places reported, by rule */
async function toldOf(imported: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const contents = Object.fromEntries(places.map((place) => [fileOf(place), `import '${imported}';\n`]));
  const { faults } = await checkLayers(program(contents, [imported]));
  const told = faults.map((fault) => /^([\w-]+): (\S+) -> /.exec(fault) ?? []);
  return Object.fromEntries(
    [...new Set(told.map(([, rule = '']) => rule))].map((rule) => [
      rule,
      told
        .filter(([, its]) => its === rule)
        .map(([, , file = '']) => places.find((place) => fileOf(place) === file) ?? file),
    ]),
  );
}

const below = (...starts: readonly string[]) =>
  places.filter((place) => starts.some((start) => place === start || place.startsWith(`${start}/`))).sort();
const flows = below('src/flows');
const domains = layers.find(({ name }) => name === 'domains')?.places ?? [];
const but = (...left: readonly string[]) => places.filter((place) => !left.includes(place)).sort();

it('finds in every folder forbidden uses of the outside world', async () => {
  const sorted = (told: Readonly<Record<string, readonly string[]>>) =>
    Object.fromEntries(Object.entries(told).map(([rule, all]) => [rule, [...all].sort()]));
  expect(sorted(await toldOf('node:fs/promises'))).toEqual({
    'core-is-pure': ['src/core'],
    'files-only-in-platform': [...domains, ...flows].sort(),
    'machines-touch-nothing': ['components', 'machines'],
  });
  expect(sorted(await toldOf('node:https'))).toEqual({
    'core-is-pure': ['src/core'],
    'network-only-in-aws': [...domains, ...flows].filter((place) => place !== 'src/aws').sort(),
    'machines-touch-nothing': ['components', 'machines'],
  });
  expect(sorted(await toldOf('node:child_process'))).toEqual({
    'core-is-pure': ['src/core'],
    'programs-only-in-platform': [...domains, ...flows].sort(),
    'machines-touch-nothing': ['components', 'machines'],
  });
  expect(sorted(await toldOf('node:os'))).toEqual({
    'core-is-pure': ['src/core'],
    'machines-touch-nothing': ['components', 'machines'],
  });
  // The demo cloud is a program of its own, called by other clients.
  expect(sorted(await toldOf('@aws-sdk/client-sts'))).toEqual({ 'sdk-only-in-aws': but('src/aws', 'demo') });
  expect(sorted(await toldOf('ink'))).toEqual({
    'ink-only-in-components': but('components', 'src/app', 'src/app/headless', 'demo'),
  });
});

it('finds it in a nested folder, too', async () => {
  const file = 'src/flows/environments/upgrade/one.ts';
  const { faults } = await checkLayers(program({ [file]: "import 'node:fs/promises';\n" }));
  expect(faults).toEqual([`files-only-in-platform: ${file} -> fs/promises`]);
});

it('fails on a folder that is in no layer, and on a layer that names a folder which is not there', async () => {
  program({ 'src/new/one.ts': '', 'other/one.ts': '', 'src/plain/one.mjs': '', 'src/typed/one.mts': '' });
  rmSync(join(root, 'src/flows/share'), { recursive: true });
  expect([...(await checkLayers(root)).faults].sort()).toEqual([
    'a layer names a place that is not there: src/flows/share',
    'in no layer: other/one.ts',
    'in no layer: src/new/one.ts',
    'in no layer: src/plain/one.mjs',
    'in no layer: src/typed/one.mts',
  ]);
});
