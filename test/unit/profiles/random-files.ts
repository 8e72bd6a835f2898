import fc from 'fast-check';
import type { SharedEdit } from '../../../src/profiles/edit/shared-edit.ts';
import type { SharedFileKind } from '../../../src/profiles/shared-file.ts';

export interface RandomFile {
  readonly kind: SharedFileKind;
  readonly bytes: Buffer;
  /** The names of its profiles, in order. */
  readonly names: readonly string[];
}

const inherited = Object.getOwnPropertyNames(Object.prototype);
export const writableNames = fc
  .stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.@%+:/-]{0,10}$/)
  .filter((name) => !inherited.includes(name) && name !== 'DEFAULT');
const names = fc.oneof(fc.constantFrom('default', 'dev', 'prod', 'me@corp.example'), writableNames);
export const keys = fc.constantFrom(
  'region',
  'output',
  'role_arn',
  'source_profile',
  'mfa_serial',
  'duration_seconds',
  'aws_access_key_id',
  'aws_secret_access_key',
  'cli_pager',
);
export const values = fc
  .oneof(
    fc.constantFrom('us-east-1', 'dev', 'default', 'a=b', 'abc//==', "C:\\x 'y z'", 'v;c', 'v#c', '[x]'),
    fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/),
  )
  .filter((value) => !/\s[#;]|^[#;]|^(["']).*\1$/.test(value));
const blanks = fc.constantFrom('', ' ', '\t', '  ');
const comments = fc.constantFrom('# note', '; note', '#', '# aws_secret_access_key = OLDold1234', '#[dev]');

/** One setting as lines without their ends, sometimes a nested block. */
function settingLines(indent: string) {
  const pair = fc.tuple(keys, blanks, blanks, values, fc.constantFrom('', ' ', '\t'));
  const line = pair.map(
    ([key, before, after, value, end]) => `${indent}${key}${before}=${after}${value}${end}`,
  );
  const block = fc.uniqueArray(fc.constantFrom('addressing_style', 'region', 'endpoint_url'), {
    minLength: 1,
  });
  return fc.oneof(
    { weight: 6, arbitrary: line.map((text) => [text]) },
    {
      // In an indented file, the SDK for JavaScript treats settings after a block as part of it.
      weight: indent === '' ? 1 : 0,
      arbitrary: fc
        .tuple(fc.constantFrom('s3', 'dynamodb'), block)
        .map(([key, inner]) => [`${indent}${key} =`, ...inner.map((name) => `${indent}  ${name} = v`)]),
    },
  );
}

const keyOf = (lines: readonly string[]) => lines[0]?.trim().split(/[\s=]/)[0] ?? '';

function section(indent: string) {
  const noise = fc.array(fc.oneof(fc.constant(''), fc.constant('  '), comments), { maxLength: 2 });
  const settings = fc.uniqueArray(settingLines(indent), { selector: keyOf, maxLength: 5 });
  return fc.tuple(noise, settings, fc.nat(4));
}

/** A file that every AWS tool reads the same way, however odd it looks. */
export const soundFiles: fc.Arbitrary<RandomFile> = fc
  .tuple(fc.constantFrom<SharedFileKind>('config', 'credentials'), fc.constantFrom('', '', '  ', '\t'))
  .chain(([kind, indent]) =>
    fc
      .record({
        named: fc.uniqueArray(fc.tuple(names, section(indent)), { selector: ([name]) => name, maxLength: 5 }),
        extra: fc.constantFrom(
          '',
          '[sso-session s]\nsso_region = x\n',
          '[services v]\ns3 =\n  endpoint_url = http://x\n',
        ),
        lead: fc.constantFrom('', '\n', '# my accounts\n\n'),
        eol: fc.constantFrom('\n', '\n', '\r\n'),
        end: fc.constantFrom('', '\n', '\n', '\n\n'),
      })
      .map(({ named, extra, lead, eol, end }) => {
        const blocks = named.map(([name, [noise, settings, at]]) => {
          const header = kind === 'config' && name !== 'default' ? `[profile ${name}]` : `[${name}]`;
          const lines = settings.flat();
          // Comments at column 0 between settings; a block is not split.
          const whole =
            settings.length > at
              ? settings.flatMap((each, i) => (i === at ? [...noise, ...each] : each))
              : [...lines, ...noise];
          return [header, ...whole].join('\n');
        });
        const text = lead + (kind === 'config' ? extra : '') + blocks.join('\n');
        const ended = text === '' || text.endsWith('\n') ? text : text + end;
        return {
          kind,
          names: named.map(([name]) => name),
          bytes: Buffer.from(ended.replaceAll('\n', eol)),
        };
      }),
  );

/** A file of pieces with a meaning to the reader, in any order: usually broken in one way or another. */
export const brokenFiles: fc.Arbitrary<RandomFile> = fc
  .tuple(
    fc.constantFrom<SharedFileKind>('config', 'credentials'),
    fc.array(
      fc.constantFrom(
        ...[
          '[profile dev]',
          '[dev]',
          '[default]',
          '[profile default]',
          '[ profile dev ]',
          '[profile  dev]',
          '[profile "dev"]',
        ],
        ...[
          '[profile a]# c',
          '[profile dev',
          '[a]b]',
          '[__proto__]',
          '[constructor]',
          '[sso-session s]',
          '[services v]',
        ],
        ...[
          'region = x',
          'region=y',
          '  region = z',
          'REGION = r',
          'region =',
          's3 =',
          '  k = v',
          '\tk',
          'bare',
          'k: v',
        ],
        ...[
          'source_profile = dev',
          'source_profile = a',
          '# c',
          '; c',
          '  # c',
          '',
          ' ',
          'region = x # c',
          'é = é',
          '\0',
        ],
      ),
      { maxLength: 14 },
    ),
    fc.constantFrom('\n', '\r\n', '\r'),
    fc.constantFrom('', '\uFEFF'),
    fc.boolean(),
  )
  .map(([kind, lines, eol, mark, final]) => ({
    kind,
    names: ['dev', 'a', 'default'],
    bytes: Buffer.from(mark + lines.join(eol) + (final ? eol : '')),
  }));

const settings = fc
  .dictionary(keys, values, { maxKeys: 4, noNullPrototype: true })
  .map((each) => new Map(Object.entries(each)));

/** Any edit, more often of an existing profile than of a missing one. */
export function editsOf(file: RandomFile): fc.Arbitrary<SharedEdit> {
  const name =
    file.names.length > 0 ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...file.names) }, names) : names;
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .record({
          name,
          set: settings,
          remove: fc.uniqueArray(fc.oneof(keys, fc.constant('s3')), { maxLength: 3 }),
        })
        .map((each): SharedEdit => ({ kind: 'set', ...each })),
    },
    name.map((each): SharedEdit => ({ kind: 'remove', name: each })),
    fc
      .tuple(
        name,
        writableNames.filter((to) => !file.names.includes(to)),
      )
      .map(([each, to]): SharedEdit => ({ kind: 'rename', name: each, to })),
  );
}

export const fileAndEdit = (files: fc.Arbitrary<RandomFile>) =>
  files.chain((file) => editsOf(file).map((edit) => ({ file, edit })));
