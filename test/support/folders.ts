import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';

/** A new folder for the files of a test, for it or its `beforeEach`. It goes after what is done in `afterEach`. */
export function folderOfTest(): string {
  const folder = newFolder();
  onTestFinished(() => removed(folder));
  return folder;
}

/** A new folder for all tests of a file or a `describe`, for its top. It goes with the last of them. */
export function folderOfFile(): string {
  const folder = newFolder();
  afterAll(() => removed(folder));
  return folder;
}

/** By its real path: the folder for temporary files is behind a link on macOS. */
const newFolder = () => realpathSync(mkdtempSync(join(tmpdir(), 'amplify-tui-test-')));

const removed = (folder: string) => rmSync(folder, { recursive: true, force: true });
