import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { replaceCurrentBackend } from '../../../../src/flows/configure-project/current-backend.ts';
import { folderOfFile } from '../../../support/folders.ts';

const root = folderOfFile();

const folder = join(root, 'amplify/#current-cloud-backend');

/** Does something between the first and the second file. */
class InterruptedMap extends Map<string, Uint8Array> {
  between: () => void = () => {};

  override *[Symbol.iterator](): MapIterator<[string, Uint8Array]> {
    for (const [index, entry] of [...this.entries()].entries()) {
      if (index === 1) this.between();
      yield entry;
    }
  }
}

it('a run that was stopped while another one replaced the same folder leaves it complete', async () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'before.json'), '{}');
  const files = new InterruptedMap(['a.json', 'b/c.json', 'd.json'].map((name) => [name, Buffer.from('{}')]));
  files.between = () => {
    // What another run removes and writes, taking this one for ended.
    for (const end of ['new', 'old']) rmSync(`${folder}.${end}`, { recursive: true, force: true });
    writeFileSync(join(folder, 'other.json'), '{}');
  };
  const replaced = await replaceCurrentBackend(root, files);
  await replaced.settle();
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual(['a.json', 'b', 'b/c.json', 'd.json']);
  expect(readdirSync(join(root, 'amplify'))).toEqual(['#current-cloud-backend']);
  expect(existsSync(`${folder}.old`)).toBe(false);
});
