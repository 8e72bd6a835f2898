import { describe, expect, it } from 'vitest';
import { parseSharedFile } from '../../../src/profiles/grammar.ts';
import type { GrammarFindingCode, SharedFileKind, Visibility } from '../../../src/profiles/shared-file.ts';

interface Case {
  readonly name: string;
  readonly kind?: SharedFileKind;
  readonly text: string | Uint8Array;
  /** Sections as `name: {key: value}`; duplicates are merged. Nested blocks as `block.key`. */
  readonly profiles: Record<string, Record<string, string>>;
  readonly findings?: readonly (readonly [GrammarFindingCode, line: number, column: number])[];
}

const cases: readonly Case[] = [
  { name: 'an empty file', text: '', profiles: {} },
  { name: 'a profile without settings', text: '[profile a]', profiles: { a: {} } },
  { name: 'default without the prefix', text: '[default]\nregion=x', profiles: { default: { region: 'x' } } },
  {
    name: 'white space around keys and values',
    text: '[profile a]\nk \t=  \tv \t',
    profiles: { a: { k: 'v' } },
  },
  { name: 'Windows line ends', text: '[profile a]\r\nk = v\r\n', profiles: { a: { k: 'v' } } },
  {
    name: 'a byte order mark',
    text: '\uFEFF[profile a]\nk = v',
    profiles: { a: { k: 'v' } },
    findings: [['byte-order-mark', 1, 1]],
  },
  {
    name: 'a lone carriage return',
    text: '[profile a]\nk = v\rl = w',
    profiles: { a: { k: 'v\rl = w' } },
    findings: [['carriage-return', 2, 6]],
  },
  {
    name: 'equals signs in a value',
    text: '[profile a]\ntoken = abc//==',
    profiles: { a: { token: 'abc//==' } },
  },
  { name: 'UTF-8 in a value', text: '[profile a]\nk = größe 😂', profiles: { a: { k: 'größe 😂' } } },
  {
    name: 'comments on lines of their own, indented ones too',
    text: '# one\n; two\n[profile a]\n# three\nk = v\n  # four\nl = w',
    profiles: { a: { k: 'v', l: 'w' } },
  },
  {
    name: 'inline comments after white space only',
    text: '[profile a]\nk = v # c\nl = w;c#d\nm = x\t; y',
    profiles: { a: { k: 'v', l: 'w;c#d', m: 'x' } },
    findings: [
      ['value-comment', 2, 1],
      ['value-comment', 4, 1],
    ],
  },
  {
    name: 'a comment touching the bracket',
    text: '[profile a]# c\nk = v',
    profiles: { a: { k: 'v' } },
    findings: [['header-spelling', 1, 1]],
  },
  { name: 'a comment behind a header', text: '[profile a] ; c\nk = v', profiles: { a: { k: 'v' } } },
  {
    name: 'text behind a header',
    text: '[profile a]\nk = v\n[profile b] text\nl = w\n[profile c]\nm = x',
    profiles: { a: { k: 'v' }, c: { m: 'x' } },
    findings: [['header-broken', 3, 1]],
  },
  {
    name: 'a header that is not closed',
    text: '[profile a]\nk = v\n[profile b\nl = w',
    profiles: { a: { k: 'v' } },
    findings: [
      ['header-broken', 3, 1],
      ['cli-refuses', 3, 1],
    ],
  },
  {
    name: 'a bracket in a name',
    text: '[profile a]b]\nk = v',
    profiles: { 'a]b': { k: 'v' } },
    findings: [['name-not-seen', 1, 1]],
  },
  { name: 'a tab behind the prefix', text: '[profile\ta]\nk = v', profiles: { a: { k: 'v' } } },
  {
    name: 'two spaces behind the prefix',
    text: '[profile  a]\nk = v',
    profiles: { a: { k: 'v' } },
    findings: [['header-spelling', 1, 1]],
  },
  {
    name: 'spaces inside the brackets',
    text: '[   profile a ]\nk = v',
    profiles: { a: { k: 'v' } },
    findings: [['header-spelling', 1, 1]],
  },
  {
    name: 'a quoted name',
    text: '[profile "a"]\nk = v',
    profiles: { a: { k: 'v' } },
    findings: [['header-spelling', 1, 1]],
  },
  {
    name: 'a quoted name with a space, as the AWS CLI writes it',
    text: "[profile 'a b']\nk = v",
    profiles: { 'a b': { k: 'v' } },
    findings: [['name-not-seen', 1, 1]],
  },
  {
    name: 'a name with a space',
    text: '[profile a b]\nk = v',
    profiles: { 'a b': { k: 'v' } },
    findings: [['name-not-seen', 1, 1]],
  },
  {
    name: 'all characters that a name may have',
    text: '[profile A-z0_9/.%@:+]\nk = v',
    profiles: { 'A-z0_9/.%@:+': { k: 'v' } },
  },
  {
    name: 'a profile without its prefix in the config file',
    text: '[a]\nk = v',
    profiles: {},
    findings: [['not-a-profile', 1, 1]],
  },
  { name: 'sections of the AWS CLI itself', text: '[plugins]\nk = v\n[preview]\nl = w', profiles: {} },
  {
    name: 'a prefix in the credentials file',
    kind: 'credentials',
    text: '[profile a]\nk = v\n[b]\nl = w',
    profiles: { b: { l: 'w' } },
    findings: [['not-a-profile', 1, 1]],
  },
  {
    name: 'a word that begins like the prefix',
    text: '[profilea]\nk = v\n[profile b]',
    profiles: { b: {} },
    findings: [['not-a-profile', 1, 1]],
  },
  {
    name: 'a section that comes twice',
    text: '[profile a]\nk = v\n[profile b]\n[profile a]\nl = w',
    profiles: { a: { k: 'v', l: 'w' }, b: {} },
    findings: [
      ['section-repeated', 4, 1],
      ['cli-refuses', 4, 1],
    ],
  },
  {
    name: 'a key that comes twice, in two spellings',
    text: '[profile a]\nRegion = v\nregion = w',
    profiles: { a: { region: 'w' } },
    findings: [
      ['key-case', 2, 1],
      ['key-repeated', 3, 1],
      ['cli-refuses', 3, 1],
    ],
  },
  {
    name: 'lines above the first header',
    text: 'k = v\nm = n\n[profile a]\nl = w',
    profiles: { a: { l: 'w' } },
    findings: [
      ['line-outside', 1, 1],
      ['cli-refuses', 1, 1],
    ],
  },
  {
    name: 'a key alone, a colon, and nothing before the sign',
    text: '[profile a]\ncli_pager\nregion: x\n= y\nk = v',
    profiles: { a: { region: 'x', k: 'v' } },
    findings: [
      ['line-not-read', 2, 1],
      ['cli-refuses', 2, 1],
      ['key-colon', 3, 1],
      ['line-not-read', 4, 1],
    ],
  },
  {
    name: 'a colon in place of the sign',
    text: '[profile a]\nregion: x\nk = v',
    profiles: { a: { region: 'x', k: 'v' } },
    findings: [['key-colon', 2, 1]],
  },
  {
    name: 'a colon before a sign that belongs to the value',
    text: '[profile a]\nendpoint_url: http://x/?y=z\naws_session_token:IQoJ==',
    profiles: { a: { endpoint_url: 'http://x/?y=z', aws_session_token: 'IQoJ==' } },
    findings: [
      ['key-colon', 2, 1],
      ['key-colon', 3, 1],
    ],
  },
  {
    name: 'a colon in a nested block, which the AWS CLI takes for no sign',
    text: '[profile a]\ns3 =\n  addressing_style: path\nk = v',
    profiles: { a: { s3: '', k: 'v' } },
    findings: [
      ['value-empty', 2, 1],
      ['line-not-read', 3, 3],
      ['cli-refuses', 3, 1],
    ],
  },
  {
    name: 'a colon in what the SDK looks up by itself',
    text: '[profile a]\nsso_region: x\nk = v',
    profiles: { a: { k: 'v' } },
    findings: [['key-colon', 2, 1]],
  },
  {
    name: 'a colon beside the same setting with a sign, which counts',
    text: '[profile a]\nregion = y\nregion: x',
    profiles: { a: { region: 'y' } },
    findings: [
      ['key-colon', 3, 1],
      ['cli-refuses', 3, 1],
    ],
  },
  {
    name: 'what git leaves of a conflict',
    text: '[profile a]\n<<<<<<< HEAD\nk = v\n=======\nk = w\n>>>>>>> main\n[profile b]',
    profiles: { a: { k: 'w' }, b: {} },
    findings: [
      ['conflict', 2, 1],
      ['cli-refuses', 2, 1],
      ['key-repeated', 5, 1],
    ],
  },
  {
    name: 'names of settings as code has them',
    text: '[profile a]\naccessKeyId = v\naccess_key_id = w',
    profiles: { a: { accesskeyid: 'v', access_key_id: 'w' } },
    findings: [
      ['key-case', 2, 1],
      ['key-misnamed', 3, 1],
    ],
  },
  {
    name: 'a prefix in capitals',
    text: '[Profile Cap]\nk = v',
    profiles: {},
    findings: [['not-a-profile', 1, 1]],
  },
  {
    name: 'an sso-session whose name holds a space',
    text: "[sso-session 'FOO BAR']\nsso_region = v",
    profiles: {},
    findings: [['name-not-seen', 1, 1]],
  },
  {
    name: 'a key with a space, and what continues it',
    text: '[profile a]\nin valid = v\n  more\nk = v',
    profiles: { a: { k: 'v' } },
    findings: [['key-not-read', 2, 1]],
  },
  {
    name: 'a value that goes on',
    text: '[profile a]\nk = v\n  -and \t\n \t-more # no comment',
    profiles: { a: { k: 'v\n-and\n-more # no comment' } },
  },
  {
    name: 'a value that goes on with what looks like a setting',
    text: '[profile a]\nk = v\n  region = x',
    profiles: { a: { k: 'v\nregion = x' } },
    findings: [['value-continued', 3, 3]],
  },
  {
    name: 'a file that is indented throughout',
    text: '  [profile a]\n  k = v\n  l = w\n  s3 =\n    m = x\n  n = y',
    profiles: { a: { k: 'v', l: 'w', 's3.m': 'x', n: 'y', s3: '' } },
    findings: [
      ['header-indented', 1, 3],
      ['indented', 2, 3],
    ],
  },
  {
    name: 'a nested block with a blank line and a comment in it',
    text: '[profile a]\ns3 =\n  addressing_style = path # c\n\n  # d\n  Max = 2\nk = v',
    profiles: { a: { s3: '', 's3.addressing_style': 'path', 's3.max': '2', k: 'v' } },
  },
  {
    name: 'junk in a nested block',
    text: '[profile a]\ns3 =\n  junk\n  k = v',
    profiles: { a: { s3: '', 's3.k': 'v' } },
    findings: [
      ['line-not-read', 3, 3],
      ['cli-refuses', 3, 1],
    ],
  },
  {
    name: 'a key without a value',
    text: '[profile a]\nmfa_serial =\nregion = x',
    profiles: { a: { mfa_serial: '', region: 'x' } },
    findings: [['value-empty', 2, 1]],
  },
  {
    name: 'a quoted value',
    text: '[profile a]\nregion = "eu-west-1"',
    profiles: { a: { region: '"eu-west-1"' } },
    findings: [['value-quoted', 2, 1]],
  },
  {
    name: 'a command with quotation marks in it',
    text: "[profile a]\ncredential_process = '/o p/x' --n 'y z'",
    profiles: { a: { credential_process: "'/o p/x' --n 'y z'" } },
  },
  {
    name: 'names that every object has',
    text: '[profile __proto__]\nk = v\n[profile constructor]\nl = w',
    profiles: { ['__proto__']: { k: 'v' }, constructor: { l: 'w' } },
    findings: [
      ['name-risky', 1, 1],
      ['name-risky', 3, 1],
    ],
  },
  {
    name: 'the magic section of the AWS CLI',
    kind: 'credentials',
    text: '[DEFAULT]\nk = v',
    profiles: { DEFAULT: { k: 'v' } },
    findings: [['name-risky', 1, 1]],
  },
  {
    name: 'UTF-16',
    text: Buffer.from('\uFEFF[profile a]\nk = v', 'utf16le'),
    profiles: {},
    findings: [['encoding', 1, 1]],
  },
  {
    name: 'bytes that are no UTF-8',
    text: Buffer.from('[profile a]\nk = \xE4', 'latin1'),
    profiles: { a: { k: '\uFFFD' } },
    findings: [
      ['encoding', 1, 1],
      ['cli-refuses', 1, 1],
    ],
  },
  {
    name: 'a NUL byte',
    text: '[profile a]\nk = v\0w',
    profiles: { a: { k: 'v\0w' } },
    findings: [['control-character', 2, 6]],
  },
];

describe('the grammar of the shared AWS files', () => {
  it.each(cases)('reads $name', ({ kind = 'config', text, profiles, findings = [] }) => {
    const file = parseSharedFile(Buffer.from(text as string), kind);
    const read = new Map<string, Map<string, string>>();
    for (const section of file.sections) {
      if (section.kind !== 'profile') continue;
      const settings = read.get(section.name) ?? new Map<string, string>();
      for (const { key, value, nested } of section.properties) {
        settings.set(key, value);
        for (const [inner, { value: innerValue }] of nested) settings.set(`${key}.${inner}`, innerValue);
      }
      read.set(section.name, settings);
    }
    const expected = new Map(
      Object.entries(profiles).map(([name, settings]) => [name, new Map(Object.entries(settings))]),
    );
    expect(read).toEqual(expected);
    const told = file.findings.map((finding) => [finding.code, finding.line, finding.column]);
    expect(told).toEqual(findings);
  });

  it.each<[string, SharedFileKind, Visibility]>([
    ['[profile a]', 'config', 'all'],
    ['[default]', 'config', 'all'],
    ['[a]', 'credentials', 'all'],
    ['[profile  a]', 'config', 'most'],
    ['[ a ]', 'credentials', 'most'],
    ['[profile a]#', 'config', 'most'],
    ['[profile "a"]', 'config', 'most'],
    ['[a!b]', 'credentials', 'most'],
    ['[profile a!b]', 'config', 'cli'],
    ['[profile "a b"]', 'config', 'cli'],
    ['[a b]', 'credentials', 'cli'],
    ['[profile a b]', 'config', 'none'],
    ['[Profile a]', 'config', 'none'],
    ['[]', 'credentials', 'none'],
    ['[profile a]', 'credentials', 'none'],
  ])('%s in the %s file is seen by: %s', (header, kind, visibility) => {
    expect(parseSharedFile(Buffer.from(header), kind).sections[0]?.visibility).toBe(visibility);
  });

  it('distinguishes sso-session and services sections from profiles', () => {
    const { sections } = parseSharedFile(
      Buffer.from('[sso-session s]\nsso_region = r\n[services "v"]\ns3 =\n  endpoint_url = u'),
      'config',
    );
    expect(sections.map(({ kind, name }) => [kind, name])).toEqual([
      ['sso-session', 's'],
      ['services', 'v'],
    ]);
  });

  it('returns spans in bytes that a writer can splice at', () => {
    const text = '\uFEFF[profile größe] # é\r\nregion =  eu-west-1  # c\r\ns3 =\n  k = ö\nlong = a\n  b';
    const bytes = Buffer.from(text);
    const file = parseSharedFile(bytes, 'config');
    const cut = (span: { start: number; end: number } | undefined) =>
      span && bytes.subarray(span.start, span.end).toString();
    expect(cut(file.sections[0]?.nameSpan)).toBe('größe');
    expect(file.lines.map(({ kind, key, valueSpan, eol }) => [kind, key, cut(valueSpan), eol])).toEqual([
      ['header', undefined, undefined, '\r\n'],
      ['property', 'region', 'eu-west-1', '\r\n'],
      ['property', 's3', '', '\n'],
      ['subproperty', 'k', 'ö', '\n'],
      ['property', 'long', 'a', '\n'],
      ['continuation', 'long', 'b', ''],
    ]);
    const joined = file.lines.map((line) => cut(line) + line.eol).join('');
    expect(`\uFEFF${joined}`).toBe(text);
  });

  it('does not repeat a value of the file in a finding', () => {
    const text =
      '[profile a]\naws_secret_access_key = "CANARYSECRET"\nCANARYLINE\naws_secret_access_key = x # CANARYNOTE';
    const { findings } = parseSharedFile(Buffer.from(text), 'config');
    expect(findings.length).toBeGreaterThan(3);
    expect(JSON.stringify(findings)).not.toMatch(/CANARY/);
  });
});
