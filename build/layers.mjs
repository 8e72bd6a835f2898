import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { cruise } from 'dependency-cruiser';
import { globbedFiles } from './glob-imports.mjs';

/**
 * The layers of the program, lowest first (ARCHITECTURE.md). A file belongs to the longest place that its path begins with.
 * It may import from its own place, from layers below, and from other places of its layer unless two of them would import
 * each other, directly or not.
 */
export const layers = [
  { name: 'core', places: ['src/core'] },
  { name: 'platform', places: ['src/platform'] },
  {
    name: 'domains',
    places: ['src/aws', 'src/credentials', 'src/profiles', 'src/project', 'src/regions', 'src/state'],
  },
  {
    name: 'flows',
    // Each flow is a place of its own, so no two import each other.
    places: readdirSync('src/flows').map((flow) => `src/flows/${flow}`),
  },
  { name: 'machines', places: ['machines'] },
  { name: 'drivers', places: ['components', 'src/app/headless'], apart: true },
  { name: 'app', places: ['src/app'] },
  { name: 'commands', places: ['src/commands', 'src/cli.ts'] },
];

/** Imports nothing of the program; only the top layer starts it. */
const demo = 'demo';

/** What each place may use of the outside world, in addition to the rule of the layers. */
const domains = layers
  .filter(({ name }) => ['domains', 'flows'].includes(name))
  .flatMap(({ places }) => places);
const world = [
  {
    name: 'machines-touch-nothing',
    comment: 'a machine names an actor, which is provided from above',
    from: { path: '^(machines|components)/' },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'core-is-pure',
    comment: 'plain values, that are the same on every machine',
    from: { path: '^src/core/' },
    to: { dependencyTypes: ['core'], pathNot: '^(node:)?(path|util)$' },
  },
  {
    name: 'files-only-in-platform',
    comment:
      'the file system is reached through platform; profiles/store reads synchronously for the fast path',
    from: { path: `^(${domains.join('|')})/`, pathNot: '^src/profiles/store\\.ts$' },
    to: { dependencyTypes: ['core'], path: '^(node:)?fs' },
  },
  {
    name: 'programs-only-in-platform',
    comment: 'domains and flows start other programs and threads, and use the terminal, through platform',
    from: { path: `^(${domains.join('|')})/` },
    to: { dependencyTypes: ['core'], path: '^(node:)?(child_process|cluster|readline|tty|worker_threads)' },
  },
  {
    name: 'network-only-in-aws',
    comment: 'only src/aws sends requests; the credential server answers other programs on this machine',
    from: {
      path: `^(${domains.join('|')})/`,
      pathNot: ['^src/aws/', '^src/credentials/credential-server\\.ts$'],
    },
    to: { dependencyTypes: ['core'], path: '^(node:)?(dgram|dns|http|http2|https|net|tls)(/|$)' },
  },
  {
    name: 'sdk-only-in-aws',
    comment: 'clients are made in src/aws only',
    from: { path: '^(src/(?!aws/)|machines|components)' },
    to: { path: '@aws-sdk' },
  },
  {
    name: 'ink-only-in-components',
    comment: 'what is drawn is drawn by components',
    from: { path: '^(src/(?!app/)|machines|demo/cloud)' },
    to: { path: 'node_modules/(ink|react)' },
  },
  { name: 'no-circles', comment: 'types included', from: {}, to: { circular: true } },
].map((rule) => ({ ...rule, severity: 'error' }));

/** Folders with code that is not part of the program. */
const beside = new Set(['bench', 'build', 'dist', 'docs', 'node_modules', 'test']);

/**
 * Checks all source files below a folder.
 *
 * @returns the number of files, and one line for each fault: an upward import, two places that import each other, a circle, a
 *   file in no layer, a place without files, a file that the check did not see, an import of what is not part of the program
 */
export async function checkLayers(root = '.') {
  const folders = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !beside.has(entry.name))
    .map(({ name }) => name);
  const files = folders.flatMap((folder) => sourceFiles(root, folder));
  const { output } = await cruise(
    folders,
    {
      baseDir: path.resolve(root),
      validate: true,
      ruleSet: { forbidden: world },
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
      enhancedResolveOptions: {
        exportsFields: ['exports'],
        conditionNames: ['import', 'node', 'default', 'types'],
        extensions: ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'],
      },
    },
    undefined,
    { tsConfig: JSON.parse(readFileSync('tsconfig.json', 'utf8')) },
  );
  if (typeof output === 'string') throw new Error('dependency-cruiser gave a text');
  const seen = new Set(output.modules.map(({ source }) => source));
  const imports = [
    ...output.modules.flatMap(({ source, dependencies }) =>
      dependencies.map(({ resolved }) => ({ from: source, to: resolved })),
    ),
    ...files.flatMap((from) => {
      const file = path.join(root, from);
      return globbedFiles(file, readFileSync(file, 'utf8')).map((to) => ({ from, to: pathIn(root, to) }));
    }),
  ];
  const places = [...layers.flatMap((layer) => layer.places), demo];
  return {
    files: files.length,
    faults: [
      ...files.filter((file) => !placeOf(file)).map((file) => `in no layer: ${file}`),
      ...places
        .filter((place) => !files.some((file) => placeOf(file) === place))
        .map((place) => `a layer names a place that is not there: ${place}`),
      ...files.filter((file) => !seen.has(file)).map((file) => `not seen by the check: ${file}`),
      ...output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`),
      ...imports
        .filter(({ from, to }) => placeOf(from) && !from.startsWith('demo/record/') && isBeside(root, to))
        .map(({ from, to }) => `imports what is not part of the program: ${from} -> ${to}`),
      ...imports.filter(isUpwards).map(({ from, to }) => `imports upwards: ${from} -> ${to}`),
      ...circlesOfPlaces(imports),
    ],
  };
}

/** @param {string} root @param {string} folder */
function sourceFiles(root, folder) {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.d)\.[cm]?[jt]sx?$/.test(entry.name))
    .map((entry) => pathIn(root, path.join(entry.parentPath, entry.name)));
}

/** @param {string} root @param {string} file */
const pathIn = (root, file) => path.relative(root, file).replaceAll('\\', '/');

/** Whether it is a file outside of all layers, and of no package. @param {string} root @param {string} file */
const isBeside = (root, file) =>
  !placeOf(file) &&
  !file.includes('node_modules/') &&
  statSync(path.join(root, file), { throwIfNoEntry: false })?.isFile();

/** @param {string} file */
function placeOf(file) {
  return [...layers.flatMap((layer) => layer.places), demo]
    .filter((place) => file === place || file.startsWith(`${place}/`))
    .sort((one, other) => other.length - one.length)[0];
}

/** @param {string} place */
const levelOf = (place) => layers.findIndex(({ places }) => places.includes(place));

/** @param {{ from: string, to: string }} anImport */
function isUpwards({ from, to }) {
  const [here, there] = [placeOf(from), placeOf(to)];
  if (!here || !there || here === there) return false;
  const level = levelOf(here);
  if (here === demo) return true;
  if (there === demo) return level < layers.length - 1;
  return level < levelOf(there) || (level === levelOf(there) && layers[level]?.apart === true);
}

/** Places that import each other, directly or not. @param {{ from: string, to: string }[]} imports */
function circlesOfPlaces(imports) {
  /** @type {Map<string, Map<string, string>>} */
  const ways = new Map();
  for (const { from, to } of imports) {
    const [here, there] = [placeOf(from), placeOf(to)];
    if (!here || !there || here === there) continue;
    const known = ways.get(here) ?? new Map();
    ways.set(here, known.set(there, known.get(there) ?? `${from} -> ${to}`));
  }
  /** @param {string} from @param {string} goal @returns {string[] | undefined} the imports that lead there */
  const wayTo = (from, goal, been = new Set([from])) => {
    for (const [next, example] of ways.get(from) ?? []) {
      if (next === goal) return [example];
      if (been.has(next)) continue;
      const rest = wayTo(next, goal, been.add(next));
      if (rest) return [example, ...rest];
    }
    return undefined;
  };
  return [...ways.keys()].flatMap((place) => {
    const way = wayTo(place, place);
    // Reports a circle once, from the first of its places.
    const members = way?.map((example) => placeOf(example.split(' -> ')[0] ?? '') ?? '') ?? [];
    return way && [...members].sort()[0] === place ? [`import each other: ${way.join(', ')}`] : [];
  });
}
