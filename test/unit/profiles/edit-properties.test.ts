import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../../src/core/problem.ts';
import { changedText, maskedDiff } from '../../../src/profiles/edit/diff.ts';
import { type EditedFile, editSharedFile } from '../../../src/profiles/edit/edit.ts';
import { expectSdkAgrees } from '../../../src/profiles/edit/sdk-view.ts';
import type { SharedEdit } from '../../../src/profiles/edit/shared-edit.ts';
import { parseSharedFile } from '../../../src/profiles/grammar.ts';
import {
  brokenFiles,
  fileAndEdit,
  keys,
  type RandomFile,
  soundFiles,
  values,
  writableNames,
} from './random-files.ts';

const edited = ({ kind, bytes }: RandomFile, edit: SharedEdit) =>
  editSharedFile(bytes, kind, 'the file', edit);
const again = (one: EditedFile, edit: SharedEdit) =>
  editSharedFile(one.bytes, one.opened.kind, 'the file', edit);

/** Lines including their ends. */
const linesOf = (bytes: Buffer) => bytes.toString('latin1').split(/(?<=\n)/);

/** Settings by section and key; the reader has tests of its own. */
function says(bytes: Buffer, kind: RandomFile['kind']) {
  const sections = parseSharedFile(bytes, kind).sections.filter((section) => section.kind === 'profile');
  return new Map(
    sections.map(({ name, properties }) => [name, new Map(properties.map((p) => [p.key, p.value]))]),
  );
}

describe('an edit of a file that every tool reads alike', () => {
  it('keeps every line that the diff does not show, byte for byte', () => {
    fc.assert(
      fc.property(fileAndEdit(soundFiles), ({ file, edit }) => {
        const result = edited(file, edit);
        const diff = maskedDiff(result, new Set());
        const gone = new Set(diff.flatMap(({ kind, line }) => (kind === 'remove' ? [line] : [])));
        const come = new Set(diff.flatMap(({ kind, line }) => (kind === 'add' ? [line] : [])));
        const rest = (bytes: Buffer, without: Set<number>) =>
          linesOf(bytes)
            .filter((line, index) => !without.has(index + 1) && line !== '')
            .join('');
        // A line end that is added after the last line, or removed with the next one, does not count as a change of the line.
        const bare = (text: string) => text.replace(/\r?\n$/, '');
        expect(bare(rest(result.bytes, come))).toBe(bare(rest(file.bytes, gone)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('sets, removes and renames as requested and leaves all other profiles alone', () => {
    fc.assert(
      fc.property(fileAndEdit(soundFiles), ({ file, edit }) => {
        const wanted = says(file.bytes, file.kind);
        const target = wanted.get(edit.name);
        if (edit.kind === 'set' && (target || edit.set.size > 0)) {
          const settings = target ?? new Map<string, string>();
          for (const key of edit.remove) settings.delete(key);
          for (const [key, value] of edit.set) settings.set(key, value);
          wanted.set(edit.name, settings);
        } else if (edit.kind === 'remove') wanted.delete(edit.name);
        else if (edit.kind === 'rename') {
          wanted.delete(edit.name);
          if (target) wanted.set(edit.to, target);
          for (const settings of wanted.values())
            if (settings.get('source_profile') === edit.name) settings.set('source_profile', edit.to);
        }
        expect(says(edited(file, edit).bytes, file.kind)).toEqual(wanted);
      }),
      { numRuns: 2_000 },
    );
  });

  it('does nothing the second time', () => {
    fc.assert(
      fc.property(fileAndEdit(soundFiles), ({ file, edit }) => {
        const first = edited(file, edit);
        const second = again(first, edit);
        expect(second.bytes.equals(first.bytes)).toBe(true);
        expect(second.splices).toEqual([]);
        expect(changedText(second)).toBe('');
      }),
      { numRuns: 1_000 },
    );
  });

  it('is read by the SDK as requested', async () => {
    await fc.assert(
      fc.asyncProperty(fileAndEdit(soundFiles), async ({ file, edit }) => {
        await expect(expectSdkAgrees(edited(file, edit), edit)).resolves.toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
  });

  it('is reverted to the same bytes by its inverse', () => {
    const name = writableNames.filter((each) => each !== 'default');
    fc.assert(
      fc.property(soundFiles, name, keys, values, (file, fresh, key, value) => {
        fc.pre(!file.names.includes(fresh) && linesOf(file.bytes).at(-1)?.trim() !== '');
        const added = edited(file, { kind: 'set', name: fresh, set: new Map([[key, value]]), remove: [] });
        expect(again(added, { kind: 'remove', name: fresh }).bytes.equals(file.bytes)).toBe(true);
        const [first] = file.names;
        if (first === undefined) return;
        const old = says(file.bytes, file.kind).get(first)?.get(key);
        const set = edited(file, { kind: 'set', name: first, set: new Map([[key, value]]), remove: [] });
        const back = {
          kind: 'set',
          name: first,
          set: new Map(old ? [[key, old]] : []),
          remove: old ? [] : [key],
        } as const;
        expect(again(set, back).bytes.equals(file.bytes)).toBe(true);
        // A role whose source did not exist follows the profile that took the name.
        const sources = [...says(file.bytes, file.kind).values()].map((settings) =>
          settings.get('source_profile'),
        );
        if (sources.includes(fresh)) return;
        const renamed = edited(file, { kind: 'rename', name: first, to: fresh });
        expect(again(renamed, { kind: 'rename', name: fresh, to: first }).bytes.equals(file.bytes)).toBe(
          true,
        );
      }),
      { numRuns: 2_000 },
    );
  }, 60_000);
});

describe('an edit of a broken file', () => {
  it('is refused with a reason, or changes only what was requested, for us and the SDK', async () => {
    let done = 0;
    await fc.assert(
      fc.asyncProperty(fileAndEdit(brokenFiles), async ({ file, edit }) => {
        try {
          const result = edited(file, edit);
          await expectSdkAgrees(result, edit);
          done += result.splices.length > 0 ? 1 : 0;
        } catch (thrown) {
          if (!(thrown instanceof Problem)) throw thrown;
          expect(thrown.code).toBe('PROFILE_EDIT_UNSAFE');
          expect(thrown.why).toMatch(/^[^\n]{10,}\.$/);
        }
      }),
      { numRuns: 3_000 },
    );
    // Otherwise this would prove nothing.
    expect(done).toBeGreaterThan(200);
    expect(Object.hasOwn(Object, 'region')).toBe(false);
  });
});
