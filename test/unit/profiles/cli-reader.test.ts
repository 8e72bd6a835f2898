import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../../src/core/problem.ts';
import { cliProfileName, nestedBlock, readAsCli } from '../../../src/profiles/cli-reader.ts';
import { editSharedFile } from '../../../src/profiles/edit/edit.ts';
import type { SharedEdit } from '../../../src/profiles/edit/shared-edit.ts';
import { parseSharedFile } from '../../../src/profiles/grammar.ts';
import type { SharedFileKind } from '../../../src/profiles/shared-file.ts';
import { folderOfTest } from '../../support/folders.ts';
import { brokenFiles, soundFiles } from './random-files.ts';

const hasBotocore = spawnSync('python3', ['-c', 'import botocore.configloader']).status === 0;

/** Pieces with a meaning to Python's parser, in any order. */
const pieces = fc
  .array(
    fc.constantFrom(
      ...[
        '[profile a]',
        '[profile b]',
        '[a]',
        '[b] # c',
        '[DEFAULT]',
        '[x]]',
        '[]',
        "[profile 'c d']",
        '[default]',
      ],
      ...[
        '[profilex e]',
        '[profile a\\ b]',
        '[profile "a',
        'region = x',
        'region: y',
        'Role_Arn=z',
        's3 =',
        '  k = v',
      ],
      ...[' k', 'bare', '= v', ': v', '# c', '; c', ' # c', 'output = j # c', 'é = ü', 'k\u00A0=\u00A0v'],
      ...[
        '\n',
        '\n',
        '\n',
        '\n',
        '\r\n',
        '\r',
        '\v',
        '\f',
        '\x1C',
        '\x1D',
        '\x1E',
        '\x1F',
        '\x85',
        '\u2028',
        '\u2029',
      ],
      ...[' ', '\t', '\u00A0', '\u3000', '\uFEFF', '\0'],
    ),
    { maxLength: 30 },
  )
  .map((parts) => Buffer.from(parts.join('')));
const lines = fc
  .tuple(fc.array(pieces, { maxLength: 3 }), fc.constantFrom('\n', '\r'))
  .map(([parts, eol]) => Buffer.from(parts.map((part) => part.toString()).join(eol)));

const readAll = `
import json, sys
from botocore.configloader import raw_config_parse, build_profile_map
out = []
for path in json.load(sys.stdin):
    try:
        read = raw_config_parse(path)
        out.append([read, sorted(build_profile_map(read)['profiles'])])
    except Exception as e: out.append(str(e))
json.dump(out, sys.stdout)
`;

describe.skipIf(!hasBotocore)('the rules of the AWS CLI', () => {
  it('read every file as botocore reads it, and refuse what it refuses', () => {
    const folder = folderOfTest();
    try {
      const sound = fc.sample(fc.oneof(soundFiles, brokenFiles), 400).map(({ bytes }) => bytes);
      const files = [...sound, ...fc.sample(fc.oneof(pieces, lines), 2_000)];
      const paths = files.map((bytes, index) => {
        const path = join(folder, String(index));
        writeFileSync(path, bytes);
        return path;
      });
      const input = JSON.stringify(paths);
      const env = { ...process.env, PYTHONUTF8: '1' };
      const answer = execFileSync('python3', ['-c', readAll], { input, env, maxBuffer: 64 * 1024 * 1024 });
      const wanted: ([Record<string, unknown>, string[]] | string)[] = JSON.parse(answer.toString());
      let taken = 0;
      for (const [index, bytes] of files.entries()) {
        const { sections, inherited, refusals } = readAsCli(bytes);
        const theirs = wanted[index];
        const shown = JSON.stringify([bytes.toString(), theirs]);
        if (typeof theirs === 'string') expect(refusals, shown).not.toEqual([]);
        else {
          expect(refusals, shown).toEqual([]);
          const read = [...sections].map(([name, settings]) => {
            const all = [...inherited, ...settings].map(([key, value]) => {
              const block = value.startsWith('\n') ? nestedBlock(value) : undefined;
              return [key, block ? Object.fromEntries(block) : value];
            });
            return [name, Object.fromEntries(all)];
          });
          expect(Object.fromEntries(read), shown).toEqual(theirs?.[0]);
          const profiles = [...sections.keys()].map((name) => cliProfileName(name, 'config'));
          const named = [...new Set(profiles.filter((name) => name !== undefined))];
          expect(named.sort(), shown).toEqual(theirs?.[1]);
          taken += sections.size > 0 ? 1 : 0;
        }
      }
      // Otherwise this would prove little.
      expect(taken).toBeGreaterThan(300);
    } finally {
    }
  }, 60_000);
});

if (!hasBotocore)
  console.warn('skipped: python3 has no botocore here, so its reader is not compared with ours');

const set = (name: string, key = 'region', value = 'us-west-2'): SharedEdit => ({
  kind: 'set',
  name,
  set: new Map([[key, value]]),
  remove: [],
});

/** Why an edit is refused. */
function refusal(text: string, edit: SharedEdit, kind: SharedFileKind = 'config'): string {
  try {
    editSharedFile(Buffer.from(text), kind, '~/.aws/config', edit);
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.code === 'PROFILE_EDIT_UNSAFE')
      return `${thrown.what} ${thrown.why}`;
    throw thrown;
  }
  throw new Error('it was edited');
}

describe('a character that ends a line only for some readers', () => {
  const role = 'role_arn=arn:aws:iam::111122223333:role/x\nsource_profile=default\n';

  it.each([
    ['in a comment', `[profile a]\noutput=json\n# second account\r[profile b]\n${role}`, 3],
    ['in a comment at the top', `# mine\r[profile b]\n${role}[profile a]\n`, 1],
    ['on a blank line', `[profile a]\noutput=json\n \r[profile b]\n${role}`, 3],
    ['alone on a line', `[profile a]\noutput=json\n\r\r\n${role}`, 3],
    ['in a value', `[profile a]\noutput=json\r[profile b]\n${role}`, 2],
    ['in a continued value', `[profile a]\noutput=json\n  more\r[profile b]\n${role}`, 3],
    ['in a header', `[profile a] # x\r[profile b]\n${role}`, 1],
    ['in a line that nobody reads', `[profile a]\nbare\rregion = x\n`, 2],
    ['behind the last line', '[profile a]\noutput=json\n# end\r', 3],
  ])('a carriage return %s is noticed, and the file is left unchanged', (_, text, line) => {
    const { findings } = parseSharedFile(Buffer.from(text), 'config');
    expect(findings.filter(({ code }) => code === 'carriage-return').map((each) => each.line)).toContain(
      line,
    );
    for (const edit of [set('a'), set('new'), { kind: 'remove', name: 'a' }] as const) {
      // Nothing is written if the profile to remove is not found.
      if (edit.kind === 'remove' && !text.startsWith('[profile a]')) continue;
      expect(refusal(text, edit)).toMatch(/line 1|line \d.*carriage return alone ends a line/);
    }
  });

  it.each([
    ['a vertical tab', '\v'],
    ['a form feed', '\f'],
    ['a file separator', '\x1C'],
    ['U+0085', '\u0085'],
    ['U+2028', '\u2028'],
    ['U+2029', '\u2029'],
  ])('%s in a setting is refused; in a comment it makes no difference', (_, character) => {
    expect(refusal(`[profile a]\ns3 =\n  k = v${character}region = x\n`, set('a'))).toContain('line 3');
    const edited = editSharedFile(
      Buffer.from(`[profile a]\nregion=x\n# one${character}two\n`),
      'config',
      'the file',
      set('a'),
    );
    expect(edited.bytes.toString()).toBe(`[profile a]\nregion=us-west-2\n# one${character}two\n`);
  });
});

describe('an edit that the AWS CLI would read differently', () => {
  it.each<[string, string, SharedEdit, RegExp, SharedFileKind?]>([
    [
      'a profile behind a blank that only Python knows',
      '[profile a]\n\u3000[profile b]\n',
      set('b'),
      /twice/,
    ],
    ['a setting after a colon', '[profile a]\nregion: x\n', set('a'), /comes twice/],
    ['a name that it sees already', '[profile a]\nx=y\n\n[profileb b]\nx=y\n', set('b'), /profileb b/],
    [
      'a source after a colon',
      '[profile a]\nx=y\n[profile b]\nsource_profile: a\n',
      { kind: 'rename', name: 'a', to: 'c' },
      /\[b\]/,
    ],
    [
      'a setting that comes from [DEFAULT] as well',
      '[DEFAULT]\nrole_arn=x\n[profile a]\nrole_arn=y\n',
      { kind: 'set', name: 'a', set: new Map(), remove: ['role_arn'] },
      /role_arn of every profile from \[DEFAULT\]/,
    ],
  ])('%s: refused', (_, text, edit, why, kind = 'config') => {
    expect(refusal(text, edit, kind)).toMatch(why);
  });

  it('a file that it refuses anyway is still compared line by line', () => {
    const text = '[profile x]\nregion=1\nregion=2\n\n[profile a]\nregion=x\n';
    const edited = editSharedFile(Buffer.from(text), 'config', 'the file', set('a'));
    expect(edited.bytes.toString()).toBe(text.replace('region=x', 'region=us-west-2'));
  });
});
