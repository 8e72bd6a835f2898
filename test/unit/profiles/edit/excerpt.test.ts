import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Problem } from '../../../../src/core/problem.ts';
import { changedText, maskedDiff } from '../../../../src/profiles/edit/diff.ts';
import { editSharedFile } from '../../../../src/profiles/edit/edit.ts';
import { type Excerpt, excerptsFor } from '../../../../src/profiles/edit/excerpt.ts';
import { expectSdkAgrees } from '../../../../src/profiles/edit/sdk-view.ts';
import type { SharedEdit } from '../../../../src/profiles/edit/shared-edit.ts';
import { dependents, fileWarnings } from '../../../../src/profiles/edit/warnings.ts';
import { parseSharedFile } from '../../../../src/profiles/grammar.ts';
import { brokenFiles, fileAndEdit, type RandomFile, soundFiles } from '../random-files.ts';

/** Plain sections before every header and at the end, like most of a large file, with the line ends of another editor. */
function padded({ kind, bytes }: RandomFile, size: number, eol = '\n'): Buffer {
  const text = bytes.toString('latin1');
  let made = 0;
  const padding = () =>
    Array.from({ length: size }, () => {
      made += 1;
      return `[${kind === 'config' ? 'profile ' : ''}pad-${made}]${eol}region = eu-west-1${eol}${made % 3 ? eol : ''}`;
    }).join('');
  const between = text.replace(/^(?=\[)/gm, padding);
  return Buffer.from(text.endsWith('\n') ? between + padding() : between, 'latin1');
}

async function outcome({ kind }: RandomFile, bytes: Buffer, edit: SharedEdit, excerpt?: Excerpt) {
  try {
    const result = editSharedFile(bytes, kind, 'the file', edit, excerpt);
    await expectSdkAgrees(result, edit);
    return {
      bytes: result.bytes.toString('latin1'),
      diff: maskedDiff(result, new Set()),
      changed: changedText(result),
      warnings: [
        ...fileWarnings({ path: 'the file', target: 'the file', bytes, mode: 0o644 }, result, edit),
        ...dependents([result], edit),
      ],
    };
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
    return { what: thrown.what, why: thrown.why, next: thrown.next };
  }
}

const lineEnds = fc.constantFrom('\n', '\r\n');

it.each([
  ['sound', soundFiles, 1_000],
  ['broken', brokenFiles, 1_500],
] as const)(
  'an edit of a %s file through an excerpt equals the edit of the whole file',
  async (_, files, numRuns) => {
    let leftOut = 0;
    await fc.assert(
      fc.asyncProperty(
        fileAndEdit(files),
        fc.constantFrom(1, 4, 9),
        lineEnds,
        async ({ file, edit }, size, eol) => {
          // The AWS CLI treats a lone carriage return as a line end, so its numbers refer to other lines.
          fc.pre(!/\r(?!\n)/.test(file.bytes.toString('latin1')));
          const bytes = padded(file, size, eol);
          const parsed = parseSharedFile(bytes, file.kind, { keepLines: false });
          const excerpt = excerptsFor(new Map([[file.kind, { bytes, file: parsed }]]), edit).get(file.kind);
          leftOut += bytes.length - (excerpt?.bytes.length ?? 0);
          expect(await outcome(file, bytes, edit, excerpt)).toEqual(await outcome(file, bytes, edit));
        },
      ),
      { numRuns },
    );
    // Otherwise this would prove nothing.
    expect(leftOut).toBeGreaterThan(10_000);
  },
  120_000,
);

it('an edit considers a comment that is not UTF-8, wherever it is', async () => {
  const section = (name: string, comment: string) => `[profile ${name}]\nregion = eu-west-1\n# ${comment}\n`;
  const names = Array.from({ length: 30 }, (_, n) => `p${n}`);
  const file = { kind: 'config', names } as const;
  const outcomes = ['caf\u00E9', 'cafe'].map(async (comment) => {
    const text = names.map((name) => section(name, name === 'p15' ? comment : 'plain')).join('');
    const bytes = Buffer.from(text, 'latin1');
    const edit: SharedEdit = { kind: 'remove', name: 'p3' };
    const parsed = parseSharedFile(bytes, 'config', { keepLines: false });
    const excerpt = excerptsFor(new Map([['config', { bytes, file: parsed }]]), edit).get('config');
    const whole = await outcome({ ...file, bytes }, bytes, edit);
    expect(await outcome({ ...file, bytes }, bytes, edit, excerpt)).toEqual(whole);
    return 'why' in whole;
  });
  expect(await Promise.all(outcomes)).toEqual([true, false]);
});

it('an edit considers a section that names the profile only where it is read a second time', async () => {
  const text = '[profile b]\nregion = z\n[default]\nsource_profile = b\nsource_profile = a\n[default]\n';
  const file = { kind: 'credentials', names: ['a', 'b', 'default'], bytes: Buffer.from(text) } as const;
  const bytes = padded(file, 9);
  const edit: SharedEdit = { kind: 'rename', name: 'a', to: 'c' };
  const parsed = parseSharedFile(bytes, file.kind, { keepLines: false });
  const excerpt = excerptsFor(new Map([[file.kind, { bytes, file: parsed }]]), edit).get(file.kind);
  expect(excerpt?.bytes.length).toBeLessThan(bytes.length);
  expect(await outcome(file, bytes, edit, excerpt)).toEqual(await outcome(file, bytes, edit));
});

it.each([
  'role_arn = arn:aws:iam::111122223333:role/ci\nsource_profile = p3',
  'credential_process = aws configure export-credentials --profile p3',
])('an edit considers a section far away that gets its keys by "%s"', async (settings) => {
  const names = Array.from({ length: 30 }, (_, n) => `p${n}`);
  const text = names
    .map((name) => `[profile ${name}]\nregion = eu-west-1\n${name === 'p15' ? `${settings}\n` : ''}\n`)
    .join('');
  const file = { kind: 'config', names, bytes: Buffer.from(text) } as const;
  const edit: SharedEdit = { kind: 'remove', name: 'p3' };
  const parsed = parseSharedFile(file.bytes, 'config', { keepLines: false });
  const excerpt = excerptsFor(new Map([['config', { bytes: file.bytes, file: parsed }]]), edit).get('config');
  expect(excerpt?.bytes.toString()).toContain('[profile p15]');
  expect(excerpt?.bytes.length).toBeLessThan(file.bytes.length);
  expect(await outcome(file, file.bytes, edit, excerpt)).toEqual(await outcome(file, file.bytes, edit));
});
