import { expect, it } from 'vitest';
import { fileFault, fileRemedy } from '../../../src/platform/file-faults.ts';
import { unwritableFile } from '../../../src/platform/replace-files.ts';

it.each([
  ['ENOSPC', 'Make room, then try again'],
  ['EDQUOT', 'Make room, then try again'],
  ['EROFS', 'Work in a copy on a file system that may be written'],
  ['EACCES', 'Make /shop writable for you, then try again'],
])('the advice about %s fits it', (code, remedy) => {
  expect(fileRemedy(Object.assign(new Error(code), { code }), '/shop')).toBe(remedy);
});

it.each([
  ['EROFS', /^Have it mounted so that it may be written, .*AWS_SHARED_CREDENTIALS_FILE/],
  ['EACCES', /^Make it and its folder writable for you/],
  ['ENOSPC', /^Make room/],
])('the advice about AWS files that cannot be replaced fits %s', (code, remedy) => {
  const thrown = Object.assign(new Error(code), { code });
  expect(unwritableFile('/home/sam/.aws/config', fileFault(thrown), thrown).next).toMatch(remedy);
});
