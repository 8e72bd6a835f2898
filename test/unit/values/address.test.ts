import { expect, it } from 'vitest';
import { withoutPassword } from '../../../src/values/address.ts';

it.each([
  ['http://user:canary@host:4566/path', 'http://host:4566/path'],
  ['https://canary@host', 'https://host'],
  ['http://user:can@ary@host/a@b', 'http://host/a@b'],
  ['http://user:canary@[::1]:80', 'http://[::1]:80'],
  ['ftp://user:canary@host', 'ftp://host'],
  // What cannot be read may hold it anywhere before the last @.
  ['http://user:canary@not a host', 'http://not a host'],
  ['http://user:can/ary@host:port', 'http://host:port'],
  ['user:canary@host', 'user:host'],
  ['can\nary@host name', 'host name'],
  ['http://host/user@path', 'http://host/user@path'],
  ['http://127.0.0.1:4566', 'http://127.0.0.1:4566'],
  ['', ''],
])('%j is shown, kept and used as %j', (given, shown) => {
  expect(withoutPassword(given)).toBe(shown);
});
