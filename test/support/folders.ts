import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';

/** A new folder for the files of a test, to call in it or its `beforeEach`. Removed after `afterEach`. */
export function folderOfTest(): string {
  const folder = newFolder();
  onTestFinished(() => removed(folder));
  return folder;
}

/** A new folder for all tests of a file or a `describe`, to call at its top. Removed after the last of them. */
export function folderOfFile(): string {
  const folder = newFolder();
  afterAll(() => removed(folder));
  return folder;
}

/** By its real path, since the folder for temporary files is a link on macOS. */
const newFolder = () => realpathSync(mkdtempSync(join(tmpdir(), 'amplify-tui-test-')));

const removed = (folder: string) => rmSync(folder, { recursive: true, force: true });
