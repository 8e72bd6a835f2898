import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { bundledReaders } from './bundled.mjs';

/** Random edits of ~/.aws, checked with two readers, and with botocore where python3 has it. */

/** Edits per case: starting botocore is slow, so it reads all of them at once. */
const together = 400;

const readAll = `
import json, sys
from botocore.configloader import raw_config_parse
out = []
for path in json.load(sys.stdin):
    try: out.append(raw_config_parse(path))
    except Exception as e: out.append(None)
json.dump(out, sys.stdout)
`;

/** Pieces that mean something to one of the readers, between all line ends that one of them knows. */
const pieces = [
  ...[
    '[profile a]',
    '[profile b]',
    '[a]',
    '[b] # c',
    '[DEFAULT]',
    '[default]',
    "[profile 'c d']",
    '[x]]',
    '[profile a',
  ],
  ...[
    'region = x',
    'region: y',
    'Role_Arn=z',
    'role_arn = arn:aws:iam::1:role/x',
    'source_profile = a',
    's3 =',
    '  k = v',
  ],
  ...['bare', '= v', '# c', '; c', ' # c', 'output = j # c', 'é = ü', 'aws_secret_access_key = abc/def+ghi'],
];
const ends = [
  '\n',
  '\n',
  '\n',
  '\r\n',
  '\r',
  '\v',
  '\f',
  '\x1C',
  '\x85',
  '\u2028',
  ' ',
  '\t',
  '\u00A0',
  '\uFEFF',
  '\0',
];
const oddFiles = fc
  .tuple(
    fc.constantFrom('config', 'credentials'),
    fc.array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom(...ends)), { maxLength: 16 }),
  )
  .map(([kind, parts]) => ({
    kind,
    names: ['a', 'b', 'default'],
    bytes: Buffer.from(parts.map(([piece, end]) => piece + end).join('')),
  }));

export const files = {
  id: 'files',
  title: 'random edits of ~/.aws files, read by our own reader and by the rules of the AWS CLI',
  outcome: 'no other profile changed',
  width: 1,
  async open({ workshop }) {
    const readers = await bundledReaders(workshop);
    const hasBotocore = spawnSync('python3', ['-c', 'import botocore.configloader']).status === 0;
    const count = { edits: 0, refused: 0, third: 0 };
    return {
      readers,
      hasBotocore,
      count,
      tally: () => ({
        cases: count.edits,
        text: `${count.edits} edits, ${count.refused} refused, ${hasBotocore ? `${count.third} read by botocore, too` : 'botocore is not here'}`,
      }),
    };
  },
  case: (random) => ({ seed: random.below(2 ** 31) }),
  async prove({ seed }, { workshop, readers, hasBotocore, count }) {
    const { brokenFiles, editsOf, soundFiles } = readers;
    const pairs = [];
    const property = fc.property(
      fc
        .oneof(soundFiles, brokenFiles, oddFiles)
        .chain((file) => editsOf(file).map((edit) => ({ file, edit }))),
      ({ file, edit }) => {
        count.edits += 1;
        const after = edited(readers, file, edit);
        if (after === undefined) count.refused += 1;
        else {
          expectOthersAlike(readers, file, edit, after);
          if (hasBotocore) pairs.push({ file, edit, after });
        }
      },
    );
    const found = fc.check(property, { seed, numRuns: together });
    if (found.failed) {
      const [{ file, edit }] = found.counterexample;
      const shown = JSON.stringify({ kind: file.kind, text: file.bytes.toString(), edit: shownEdit(edit) });
      return [`${found.errorInstance?.message ?? found.error} (after ${found.numShrinks} steps): ${shown}`];
    }
    return hasBotocore ? botocoreFaults(readers, workshop, pairs, count) : [];
  },
};

const shownEdit = (edit) => ({ ...edit, ...(edit.set ? { set: [...edit.set] } : {}) });

/** The bytes after the edit; undefined if it is refused. */
function edited({ editSharedFile, Problem }, file, edit) {
  try {
    return editSharedFile(file.bytes, file.kind, 'the file', edit).bytes;
  } catch (thrown) {
    if (thrown instanceof Problem) return undefined;
    throw thrown;
  }
}

function expectOthersAlike(readers, { kind, bytes }, edit, after) {
  const { cliProfileName, parseSharedFile, readAsCli } = readers;
  const cli = (text) =>
    [...readAsCli(text).sections].map(([name, settings]) => [
      cliProfileName(name, kind) ?? `(${name})`,
      settings,
    ]);
  const ours = (text) =>
    parseSharedFile(text, kind).sections.map((section) => [
      section.kind === 'profile' ? section.name : `(${section.kind} ${section.name})`,
      new Map(section.properties.map(({ key, value }) => [key, value])),
    ]);
  for (const [reader, read] of Object.entries({ 'the AWS CLI': cli, 'our reader': ours }))
    expectSame(reader, new Map(read(bytes)), new Map(read(after)), edit);
}

function expectSame(reader, before, after, edit) {
  const touched = new Set([edit.name, ...(edit.kind === 'rename' ? [edit.to] : [])]);
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    if (touched.has(name)) continue;
    const [was, is] = [before, after].map((sections) => sections.get(name));
    const settings = (each) =>
      JSON.stringify([...(each ?? [])].map(([key, value]) => [key, followed(key, value, edit)]));
    if (!was !== !is || settings(was) !== settings(is)) throw new Error(`to ${reader} [${name}] changed`);
  }
}

/** A role refers to its source by the new name. */
function followed(key, value, edit) {
  if (edit.kind !== 'rename' || key !== 'source_profile') return value;
  const [name = '', rest = ''] = /^(\S*)(.*)$/s.exec(value)?.slice(1) ?? [];
  return name === edit.to ? edit.name + rest : value;
}

function botocoreFaults({ cliProfileName }, { folder }, pairs, count) {
  const paths = pairs.flatMap(({ file, after }, index) =>
    [file.bytes, after].map((bytes, part) => {
      const path = join(folder, `read-${index}-${part}`);
      writeFileSync(path, bytes);
      return path;
    }),
  );
  const { stdout, status } = spawnSync('python3', ['-c', readAll], {
    input: JSON.stringify(paths),
    maxBuffer: 2 ** 27,
  });
  if (status !== 0) return ['botocore could not be asked'];
  const read = JSON.parse(stdout.toString());
  return pairs.flatMap(({ file, edit }, index) => {
    const [before, after] = read.slice(2 * index, 2 * index + 2);
    // A file that it refused before the edit may be refused afterwards.
    if (before === null) return [];
    count.third += 1;
    if (after === null)
      return [
        `botocore refuses the file after ${JSON.stringify(shownEdit(edit))}: ${JSON.stringify(file.bytes.toString())}`,
      ];
    const sections = (all) =>
      new Map(
        Object.entries(all).map(([name, settings]) => [
          cliProfileName(name, file.kind) ?? `(${name})`,
          Object.entries(settings).map(([key, value]) => [
            key,
            typeof value === 'string' ? value : JSON.stringify(value),
          ]),
        ]),
      );
    try {
      expectSame('botocore', sections(before), sections(after), edit);
      return [];
    } catch (thrown) {
      return [`${thrown.message}: ${JSON.stringify({ text: file.bytes.toString(), edit: shownEdit(edit) })}`];
    }
  });
}
