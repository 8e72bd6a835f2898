import { expect, it } from 'vitest';
import { fileRemedy } from '../../../src/platform/file-faults.ts';

it.each([
  ['ENOSPC', 'Make room, then try again'],
  ['EDQUOT', 'Make room, then try again'],
  ['EROFS', 'Work in a copy on a file system that may be written'],
  ['EACCES', 'Make /shop writable for you, then try again'],
])('what to do about %s fits it', (code, remedy) => {
  expect(fileRemedy(Object.assign(new Error(code), { code }), '/shop')).toBe(remedy);
});
