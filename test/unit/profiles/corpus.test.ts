import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../../src/core/problem.ts';
import { Secret } from '../../../src/core/secret.ts';
import { editSharedFile } from '../../../src/profiles/edit/edit.ts';
import { expectSdkAgrees } from '../../../src/profiles/edit/sdk-view.ts';
import { readProfiles } from '../../../src/profiles/store.ts';
import { type CorpusCase, corpus } from './corpus/cases.ts';

const folder = join(import.meta.dirname, 'corpus');
const kindOf = ({ file }: CorpusCase) => (file.endsWith('.config') ? 'config' : 'credentials');

async function editedText(each: CorpusCase): Promise<string> {
  const bytes = readFileSync(join(folder, each.file));
  const edited = editSharedFile(bytes, kindOf(each), each.file, each.edit);
  await expectSdkAgrees(edited, each.edit);
  return edited.bytes.toString('latin1');
}

it('every file of the corpus has a case', () => {
  const files = readdirSync(folder).filter((name) => /\.(config|credentials)$/.test(name));
  expect(corpus.map(({ file }) => file)).toEqual(files.sort());
  expect(files.length).toBeGreaterThanOrEqual(40);
});

describe.each(corpus)('$file', (each) => {
  const path = join(folder, each.file);
  const nowhere = join(folder, 'nowhere');

  it('is read', () => {
    const [config, credentials] = kindOf(each) === 'config' ? [path, nowhere] : [nowhere, path];
    const list = readProfiles({ AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: credentials });
    const read = list.profiles.map(({ name, settings }) => {
      const texts = [...settings].map(([key, { value }]) => [
        key,
        value instanceof Secret ? value.reveal() : value,
      ]);
      return [name, Object.fromEntries(texts)];
    });
    expect(read).toEqual(Object.entries(each.reads));
    const findings = [...list.findings, ...list.profiles.flatMap((profile) => profile.findings)];
    for (const [line, text] of each.finds ?? []) {
      expect(findings).toContainEqual(
        expect.objectContaining({
          text: expect.stringMatching(text),
          origin: expect.objectContaining({ line }),
        }),
      );
    }
  });

  it(
    each.refused ? 'is left alone, with the lines that stand in the way' : 'keeps the rest byte for byte',
    async () => {
      if (each.refused) {
        const refused = await editedText(each).catch((thrown: unknown) => thrown);
        if (!(refused instanceof Problem)) throw new Error(`not refused: ${JSON.stringify(refused)}`);
        expect(refused.code).toBe('PROFILE_EDIT_UNSAFE');
        expect(refused.why).toMatch(each.refused.why);
        expect(refused.what).toContain(`(line ${each.refused.lines.join(', ')})`);
        return;
      }
      const [from = '', to = ''] = each.becomes ?? [];
      const before = readFileSync(path).toString('latin1');
      const parts = from === '^' ? [before, ''] : before.split(from);
      expect(parts, 'the stretch that changes comes once').toHaveLength(2);
      expect(await editedText(each)).toBe(parts.join(to));
    },
  );
});
