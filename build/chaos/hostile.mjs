import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesBelow, runProgram } from '../reliability/world.mjs';

/** Project and answers files as an attacker would write them: nothing runs, nothing leaves the project, everything is reported. */
const fault = /UNEXPECTED|fault of amplify-tui|\n\s+at .+:\d+:\d+/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const steering = /[\0-\x08\x0B-\x1F\x7F\u0080-\u009F\u061C\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/;

const targets = [
  ...[
    'amplify/.config/project-config.json',
    'amplify/.config/aws-info.json',
    'amplify/backend/amplify-meta.json',
  ],
  ...[
    'amplify/.config/local-env-info.json',
    'amplify/.config/local-aws-info.json',
    'amplify/team-provider-info.json',
  ],
  ...['amplify/#current-cloud-backend/amplify-meta.json', 'amplify/cli.json', '.amplifyrc', 'package.json'],
];
const commands = [
  ['status', '--json'],
  ['status'],
  ['doctor', '--offline'],
  ['doctor', '--offline', '--json'],
  ['env', 'list', '--json'],
  ['env', 'use', 'dev', '--yes'],
  [
    'configure',
    'project',
    '--yes',
    '--frontend',
    '{"frontend":"android","config":{"ResDir":"app/src/main/res"}}',
  ],
  ['configure', 'project', '--yes', '--json'],
  ['upgrade', '--yes'],
  ['upgrade', '--undo', '--yes'],
  ['share', '../mobile', '--yes'],
  ['init', '--yes', '--json'],
];
const strings = (person) => [
  ...[
    `$(touch ${person.home}/ran)`,
    `\`touch ${person.home}/ran\``,
    "'; touch ran; '",
    '\u001b]0;x\u0007\u001b[2J',
    '\u202Eevil',
    '\u009b31m',
  ],
  ...[
    '../../outside/x',
    '/etc/passwd',
    '..\\..\\outside',
    'a\0b',
    '__proto__',
    'constructor',
    '',
    ' ',
    '$' + '{x}',
    '</script>\'"`',
  ],
  ...['x'.repeat(100_000), '\uD800', '\u2028', 'C:\\x', '~', '-rf', '--yes', '%00', 'file:///etc/passwd'],
];
const values = [null, true, 0, -1, 1e308, [], {}, [[[]]], { __proto__: null, toString: 1 }, 'x'];
const wholes = [
  ['nothing', () => ''],
  ['no JSON', () => '{"a":'],
  ['a byte order mark and CR', () => '\uFEFF{\r"a":1}\r'],
  ['nested deeply', () => `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`],
  ['a list nested deeply', () => '['.repeat(50_000) + ']'.repeat(50_000)],
  ['twice the same key', () => '{"providers":{},"providers":{"awscloudformation":1}}'],
  ['prototype keys', () => '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'],
  ['bytes that are no text', () => Buffer.from([0xff, 0xfe, 0, 0x80, 0xc3, 0x28])],
  ['20 MB', () => `{"a":"${'x'.repeat(20_000_000)}"}`],
];

export const hostile = {
  id: 'hostile',
  title:
    'hostile project files and answers: values, keys, whole files, links, with every command that reads them',
  outcome: 'nothing ran, nothing written outside, no raw escapes, all told',
  width: 3,
  case: (random) => {
    const from = random.pick(['documented', 'environments']);
    const hits = Array.from({ length: 1 + random.below(3) }, () => ({
      file: random.pick(targets),
      how: random.pick(['string', 'string', 'string', 'value', 'whole', 'link', 'folder']),
      at: random.below(1_000),
      what: random.below(1_000),
    }));
    return random.chance(0.15)
      ? { from: 'plain', answers: hits, command: ['init', '--yes', '--dry-run', '--answers', 'hostile.json'] }
      : { from, hits, command: random.pick(commands) };
  },
  async prove({ from, hits = [], answers = [], command }, world, folder) {
    const person = await world.personFor({ from }, folder);
    const outside = join(person.home, 'outside');
    mkdirSync(outside, { recursive: true });
    writeFileSync(join(outside, 'x'), 'precious');
    for (const hit of hits) spoil(person, outside, hit);
    if (answers.length > 0) writeAnswers(person, answers);
    const before = treeOutside(person);
    const { code, signal, overdue, out, err } = await runProgram(world.workshop, person, command, {
      deadline: 90_000,
    });
    const said = `${out}${err}`;
    const after = treeOutside(person);
    return [
      ...(overdue ? ['it did not end'] : []),
      ...(!overdue && ![0, 1, 2, 3].includes(code) ? [`exit code ${code} ${signal ?? ''}: ${said}`] : []),
      ...(fault.test(said) ? [`it is taken for a fault of the program: ${said}`] : []),
      ...(steering.test(said) ? [`what steers a terminal comes out: ${JSON.stringify(said)}`] : []),
      ...(existsSync(join(person.home, 'ran')) ? ['a command in a file was run'] : []),
      ...(before === after ? [] : [`written outside of the project: ${after}`]),
    ];
  },
  smaller: ({ hits = [], answers = [], ...rest }) =>
    hits.length > 1
      ? hits.map((hit) => ({ ...rest, hits: [hit] }))
      : answers.length > 1
        ? answers.map((hit) => ({ ...rest, answers: [hit] }))
        : [],
};

function treeOutside(person) {
  return filesBelow(person.home)
    .filter((name) => !name.startsWith(`${person.name}/`) && !/^(?:\.amplify|mobile)\//.test(name))
    .map((name) => `${name}: ${readFileSync(join(person.home, name), 'latin1')}`)
    .join('\n');
}

function spoil(person, outside, { file, how, at, what }) {
  const path = join(person.project, file);
  mkdirSync(dirname(path), { recursive: true });
  if (how === 'link') {
    rmSync(path, { recursive: true, force: true });
    return symlinkSync(at % 2 ? join(outside, 'x') : join(outside, 'not-there'), path);
  }
  if (how === 'folder') {
    rmSync(path, { recursive: true, force: true });
    return mkdirSync(path);
  }
  if (existsSync(path) && lstatSync(path).isDirectory()) return undefined;
  if (how === 'whole') return writeFileSync(path, wholes[what % wholes.length][1]());
  const list = how === 'string' ? strings(person) : values;
  let json;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    json = {};
  }
  return writeFileSync(path, JSON.stringify(changed(json, at, list[what % list.length])));
}

/** A copy with one of its values, or one of its keys, replaced. */
function changed(json, at, value) {
  const places = [];
  const walk = (node, path) => {
    if (typeof node !== 'object' || node === null) return;
    for (const key of Object.keys(node)) {
      places.push([...path, key]);
      walk(node[key], [...path, key]);
    }
  };
  walk(json, []);
  if (places.length === 0) return value;
  const path = places[at % places.length];
  const copy = structuredClone(json);
  const parent = path.slice(0, -1).reduce((node, key) => node[key], copy);
  const key = path.at(-1);
  if (typeof value === 'string' && at % 3 === 0) {
    Object.defineProperty(parent, value, {
      value: parent[key],
      enumerable: true,
      configurable: true,
      writable: true,
    });
    delete parent[key];
  } else parent[key] = value;
  return copy;
}

function writeAnswers(person, hits) {
  const answers = {
    name: 'shop',
    editor: 'code',
    frontend: 'javascript',
    framework: 'react',
    profile: 'default',
    environment: 'dev',
    SourceDir: 'src',
    config: { SourceDir: 'src' },
  };
  let json = answers;
  for (const { how, at, what } of hits) {
    const list = how === 'string' ? strings(person) : values;
    json = changed(json, at, list[what % list.length]);
  }
  const [{ how, what }] = hits;
  writeFileSync(
    join(person.project, 'hostile.json'),
    how === 'whole' ? wholes[what % wholes.length][1]() : JSON.stringify(json),
  );
}
