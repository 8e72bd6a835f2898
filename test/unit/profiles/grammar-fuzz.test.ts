import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSharedFile } from '../../../src/profiles/grammar.ts';
import { meantKey } from '../../../src/profiles/meant-key.ts';
import type { SharedFileKind, SharedSection } from '../../../src/profiles/shared-file.ts';
import { brokenFiles, soundFiles } from './random-files.ts';

const randomFiles = fc
  .oneof(soundFiles, brokenFiles)
  .map(({ bytes, kind }): [Buffer, SharedFileKind] => [bytes, kind]);

/** Duplicate sections and keys, and harmful names. */
const twiceFiles = fc
  .array(
    fc.constantFrom(
      '[profile a]',
      '[a]',
      '[DEFAULT]',
      '[toString]',
      '[default]',
      'k=v',
      'k = w',
      'j ="x"',
      'K=v',
      'k=#x',
    ),
  )
  .map((lines) => ({ kind: 'credentials' as const, bytes: Buffer.from(lines.join('\n')) }));

/** Plain and nearly plain sections, in any order. */
const plainFiles = fc
  .array(
    fc.constantFrom(
      ...[
        '[profile a]\n',
        '[a]\n',
        '[b]\n',
        '[profile b]\r\n',
        '[default]\n',
        '[profile default]\n',
        '[DEFAULT]\n',
      ],
      ...['region = eu-west-1\n', 'region=us-east-1\r\n', 'output = json\n', 'source_profile = a\n', 'k=v\n'],
      ...['role_arn = arn:aws:iam::111122223333:role/x\n', 'sso_session = s\n', '[sso-session s]\n', 'K=v\n'],
      ...['aws_access_key_id = AKIAEXAMPLE000000001\n', 'aws_secret_access_key=abc/+def\n', 'regoin = v\n'],
      ...[
        '\n',
        '\r\n',
        '# c\n',
        '; c\r\n',
        ' \n',
        '  k = v\n',
        's3 =\n',
        '=======\n',
        '\r',
        '# \u0001\n',
        '# é\n',
      ],
      ...[
        '[profile é]\n',
        '[toString]\n',
        '[profile c] # x\n',
        ' [profile c]\n',
        '[x',
        ']',
        'k = v # c\n',
        'k = "v"\n',
      ],
      ...['[profile a]', 'region = eu-west-1', '[profile  a]\n', 'k:v\n', '\uFEFF'],
    ),
    { maxLength: 14 },
  )
  .map((parts) => Buffer.from(parts.join('')));

const kinds = fc.constantFrom<SharedFileKind>('config', 'credentials');

/** Bytes of pieces with a meaning, in any order. */
const pieces = fc
  .array(
    fc.constantFrom(
      '[',
      ']',
      'profile ',
      'default',
      'a',
      '=',
      ' ',
      '\t',
      '\n',
      '\r\n',
      '\r',
      '#',
      ';',
      '"',
      'é',
      's3',
      '\0',
      '\uFEFF',
      '__proto__',
      'K',
    ),
    { maxLength: 60 },
  )
  .map((parts) => Buffer.from(parts.join('')));

/** The contents of a section, without the position of its name, which only writers need. */
function sectionMeaning({ kind, name, prefixed, visibility, line, properties }: SharedSection) {
  return { kind, name, prefixed, visibility, line, properties };
}

describe('the reader of shared files, on any input', () => {
  it('never throws, and its lines cover every byte in order', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), pieces), kinds, (bytes, kind) => {
        const file = parseSharedFile(bytes, kind);
        let at = file.byteOrderMark ? 3 : 0;
        for (const [index, line] of file.lines.entries()) {
          expect(line.number).toBe(index + 1);
          expect(line.start).toBe(at);
          if (line.valueSpan) {
            expect(line.valueSpan.start).toBeGreaterThanOrEqual(line.start);
            expect(line.valueSpan.end).toBeLessThanOrEqual(line.end);
            expect(line.valueSpan.end).toBeGreaterThanOrEqual(line.valueSpan.start);
          }
          at = line.end + line.eol.length;
        }
        expect(at).toBe(Math.max(bytes.length, file.byteOrderMark ? 3 : 0));
        for (const finding of file.findings) {
          expect(finding.line).toBeGreaterThanOrEqual(1);
          expect(finding.column).toBeGreaterThanOrEqual(1);
          if (finding.section !== undefined) expect(file.sections[finding.section]).toBeDefined();
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('reads back what the safe common subset contains', () => {
    const name = fc
      .stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.@%+:/-]{0,15}$/)
      .filter((text) => !(text in Object.prototype) && text !== 'DEFAULT');
    // A command, and a misspelled setting, have findings of their own.
    const key = fc
      .stringMatching(/^[a-z][a-z0-9_]{0,12}$/)
      .filter((text) => text !== 'credential_process' && meantKey(text) === undefined);
    const value = fc
      .stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/)
      .filter((text) => !/[ ][#;]|^[#;"']/.test(text));
    const settings = fc.dictionary(key, value, { maxKeys: 5, noNullPrototype: true });
    const profiles = fc.uniqueArray(fc.tuple(name, settings), { selector: ([text]) => text, maxLength: 6 });
    fc.assert(
      fc.property(
        profiles,
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom('=', ' = '),
        (wanted, eol, equals) => {
          const text = wanted
            .map(([header, pairs]) =>
              [`[${header}]`, ...Object.entries(pairs).map(([k, v]) => k + equals + v), ''].join(eol),
            )
            .join('');
          const file = parseSharedFile(Buffer.from(text), 'credentials');
          expect(file.findings).toEqual([]);
          expect(
            file.sections.map((section) => [section.name, section.properties.map((p) => [p.key, p.value])]),
          ).toEqual(wanted.map(([header, pairs]) => [header, Object.entries(pairs)]));
        },
      ),
    );
  });

  it('reads plain lines, with its fast path, like any others', () => {
    // A trailing blank makes a line no longer plain.
    const slow = (bytes: Buffer) =>
      Buffer.from(bytes.toString('latin1').replace(/(\S)(\r?\n|$)/g, '$1 $2'), 'latin1');
    const meaning = (bytes: Buffer, kind: SharedFileKind) => {
      const { sections, findings } = parseSharedFile(bytes, kind, { keepLines: false });
      return [
        sections.map(sectionMeaning),
        findings.map(({ code, line, column, section }) => [code, line, column, section].join()),
      ];
    };
    fc.assert(
      fc.property(fc.oneof(soundFiles, twiceFiles), ({ bytes, kind }) => {
        expect(meaning(bytes, kind)).toEqual(meaning(slow(bytes), kind));
      }),
      { numRuns: 1_000 },
    );
  });

  it('reads plain sections as a whole as it does line by line', () => {
    fc.assert(
      fc.property(fc.oneof(plainFiles, pieces), kinds, (bytes, kind) => {
        const whole = parseSharedFile(bytes, kind, { keepLines: false });
        const lines = parseSharedFile(bytes, kind);
        expect(whole.sections.map(sectionMeaning)).toEqual(lines.sections.map(sectionMeaning));
        expect(whole.findings).toEqual(lines.findings);
      }),
      { numRuns: 3_000 },
    );
  });

  it('reads a file longer than one stretch as it does line by line', () => {
    // Whatever precedes a header makes up about half of what is read at once.
    const padding = (kind: SharedFileKind, at: number) =>
      `[${kind === 'config' ? 'profile ' : ''}pad-${at}]\nregion = eu-west-1\n# ${'x'.repeat(30_000 + at)}\n`;
    fc.assert(
      fc.property(
        fc.oneof(fc.tuple(fc.oneof(plainFiles, pieces), kinds), randomFiles),
        fc.boolean(),
        ([bytes, kind], withFeeds) => {
          let made = 0;
          const text = bytes.toString('latin1').replace(/^(?=\[)/gm, () => {
            made += 1;
            return withFeeds ? padding(kind, made) : padding(kind, made).replace(/\n$/, '\n \n');
          });
          const long = Buffer.from(text, 'latin1');
          const whole = parseSharedFile(long, kind, { keepLines: false });
          const lines = parseSharedFile(long, kind);
          expect(whole.sections.map(sectionMeaning)).toEqual(lines.sections.map(sectionMeaning));
          expect(whole.findings).toEqual(lines.findings);
        },
      ),
      { numRuns: 300 },
    );
  }, 60_000);

  it('does work in proportion to the file', () => {
    const profiles = Array.from(
      { length: 10_000 },
      (_, n) => `[profile p${n}]\nregion = eu-west-1\ns3 =\n  k = v\n\n`,
    );
    const file = parseSharedFile(Buffer.from(profiles.join('')), 'config');
    expect(file.lines).toHaveLength(50_000);
    expect(file.sections).toHaveLength(10_000);
    expect(file.findings).toEqual([]);
  });

  it.each([
    ['spaces', ' '],
    ['brackets', '['],
    ['equals signs', '='],
    ['quotation marks', '"'],
    ['comment signs', ' #'],
    ['carriage returns', '\r'],
  ])('finishes on a line of two million %s', (_, piece) => {
    // Quadratic work on this many would take hours.
    const run = piece.repeat(2_000_000 / piece.length);
    for (const text of [
      `[${run}x`,
      `[${run}]`,
      `[profile a]\nk = v${run}x`,
      `[profile a]\n${run}k = v`,
      `[profile a]\nk = "${run}"`,
    ]) {
      expect(parseSharedFile(Buffer.from(text), 'config').lines.length).toBeLessThanOrEqual(2);
    }
  });
});
