import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cliRefusal } from '../../../src/profiles/cli-reader.ts';
import { folderOfTest } from '../../support/folders.ts';

const hasBotocore = spawnSync('python3', ['-c', 'import botocore.configloader']).status === 0;

const refused: readonly (readonly [text: string, why: RegExp, line: number])[] = [
  ['[default]\nregion = a\n[default]\nregion = b\n', /section comes twice/, 3],
  ['[profile a]\n[profile b]\n[profile a]\n', /section comes twice/, 3],
  ['region = a\n[default]\n', /above the first header/, 1],
  ['\n# note\n"[root]"=true\n"[dev]"=true\n', /above the first header/, 3],
  ['[default]\nregion = a\nRegion = b\n', /setting comes twice/, 3],
  ['[default]\nregion = a\nregion: b\n', /setting comes twice/, 3],
  ['[default]\nregion\n', /no = sign/, 2],
  ['[default]\n= a\n', /before an = sign/, 2],
  ['[default\nregion = a\n', /above the first header/, 1],
  ['[a]\nx = 1\n[default\nregion = a\n', /no = sign/, 3],
  ['\uFEFF[default]\nregion = a\n', /byte order mark/, 1],
  ['[default]\n<<<<<<< HEAD\nregion = a\n=======\nregion = b\n>>>>>>> other\n', /no = sign/, 2],
  ['[default]\ns3 =\n  addressing_style path\n', /indented line/, 3],
];

const read: readonly string[] = [
  '',
  '# nothing\n',
  '[default]\nregion: eu-west-1\naws_access_key_id : x\n',
  '[default]\nregion = a\n[profile default]\nregion = b\n',
  '[DEFAULT]\nregion = a\n[DEFAULT]\noutput = json\n',
  '[profile a]# note\nregion = a\n',
  '  [profile a]\n  region = a\n  output = json\n',
  '[default]\r\nregion = a\r\n',
  '[default]\rregion = a\r[b]\r',
  '[default]\ns3 =\n  addressing_style = path\nregion = a\n',
  '[default]\nregion = a\n  and more\n  [more]\n',
  '[default]\nregion =\n[profile 개발]\nregion = b\n',
  "[sso-session 'FOO BAR']\nsso_region = a\n",
  '[Profile Cap]\nregion = a\n',
];

it.each(refused)('%j is refused', (text, why, line) => {
  expect(cliRefusal(Buffer.from(text))).toMatchObject({ why: expect.stringMatching(why), line });
});

it.each(read)('%j is read', (text) => {
  expect(cliRefusal(Buffer.from(text))).toBeUndefined();
});

it('UTF-16 and other encodings are refused', () => {
  expect(cliRefusal(Buffer.from('\uFEFF[default]\n', 'utf16le'))?.why).toMatch(/UTF-8/);
  expect(cliRefusal(Buffer.from([0x5b, 0xe9, 0x5d]))?.why).toMatch(/UTF-8/);
});

describe.skipIf(!hasBotocore)('botocore', () => {
  const readAll = `
import json, sys
from botocore.configloader import raw_config_parse
out = []
for path in json.load(sys.stdin):
    try: raw_config_parse(path); out.append(True)
    except Exception as e: out.append(False)
json.dump(out, sys.stdout)
`;
  it('refuses what we say that it refuses, and nothing else', () => {
    const folder = folderOfTest();
    try {
      const corpus = join(import.meta.dirname, 'corpus');
      const line = fc.constantFrom(
        ...[
          '[a]',
          '[profile b]',
          '[profile b] # c',
          ' [a]',
          '[a',
          '[DEFAULT]',
          'k = v',
          'k: v',
          'K=w',
          'l =',
          '  m = n',
          '\tp',
        ],
        ...[
          '',
          '# c',
          '  ; c',
          'bare',
          '= x',
          ': x',
          '=======',
          '<<<<<<< HEAD',
          'k=v\rj=w',
          '[]',
          ' q = 1',
          '\u00A0',
          'x\u0085y = 1',
        ],
      );
      const random = fc.array(line, { maxLength: 9 }).map((lines) => lines.join('\n'));
      const files: readonly Uint8Array[] = [
        ...[...refused.map(([text]) => text), ...read, ...fc.sample(random, 600)].map((text) =>
          Buffer.from(text),
        ),
        ...readdirSync(corpus).map((name) => readFileSync(join(corpus, name))),
        Buffer.from('\uFEFF[default]\n', 'utf16le'),
      ];
      const paths = files.map((bytes, index) => {
        writeFileSync(join(folder, String(index)), bytes);
        return join(folder, String(index));
      });
      const answer = execFileSync('python3', ['-X', 'utf8', '-c', readAll], { input: JSON.stringify(paths) });
      const theirs: boolean[] = JSON.parse(answer.toString());
      const ours = files.map((bytes) => cliRefusal(bytes) === undefined);
      const differ = files.flatMap((bytes, at) =>
        ours[at] === theirs[at] ? [] : [{ text: Buffer.from(bytes).toString(), theirs: theirs[at] }],
      );
      expect(differ).toEqual([]);
      expect(ours.filter(Boolean).length).toBeGreaterThan(50);
      expect(ours.filter((reads) => !reads).length).toBeGreaterThan(50);
    } finally {
    }
  });
});

if (!hasBotocore)
  console.warn('skipped: python3 has no botocore here, so no claim about it is held against it');
