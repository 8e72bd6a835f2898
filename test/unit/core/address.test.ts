import { expect, it } from 'vitest';
import { endpointAddressFault, withoutPassword } from '../../../src/core/address.ts';

it.each([
  ['http://user:canary@host:4566/path', 'http://host:4566/path'],
  ['https://canary@host', 'https://host'],
  ['http://user:can@ary@host/a@b', 'http://host/a@b'],
  ['http://user:canary@[::1]:80', 'http://[::1]:80'],
  ['ftp://user:canary@host', 'ftp://host'],
  // In an unparsable address, the password may be anywhere before the last @.
  ['http://user:canary@not a host', 'http://not a host'],
  ['http://user:can/ary@host:port', 'http://host:port'],
  ['user:canary@host', 'user:host'],
  ['can\nary@host name', 'host name'],
  ['http://host/user@path', 'http://host/user@path'],
  ['http://127.0.0.1:4566', 'http://127.0.0.1:4566'],
  ['', ''],
])('%j is shown, stored and used as %j', (given, shown) => {
  expect(withoutPassword(given)).toBe(shown);
});

it.each([
  'http://127.0.0.1:4566',
  'HTTPS://cloud.example/base/path/',
  'http://[::1]:80/',
  'http://host/user@path',
])('requests can be sent to %j', (address) => {
  expect(endpointAddressFault(address)).toBeUndefined();
});

it.each([
  ['http://host/?key=value', 'What it has from ? on is carried by no request to AWS.'],
  ['http://host?', 'What it has from ? on is carried by no request to AWS.'],
  ['http://host/#part', 'What it has from # on is carried by no request to AWS.'],
  ['http://user:canary@host', 'It holds a user name or password,'],
  ['http://user@host/base', 'It holds a user name or password,'],
  ['http://host//', 'Its path has two slashes side by side.'],
  ['http://host/a b', 'It is not an http or https address'],
  ['http://host\\base', 'It is not an http or https address'],
  ['http:/host', 'It is not an http or https address'],
  ['host:4566', 'It is not an http or https address'],
  ['http://host:99999', 'It is not an http or https address'],
  [`http://${'a'.repeat(254)}`, 'It is not an http or https address'],
])('%j is refused completely', (address, why) => {
  expect(endpointAddressFault(address)).toContain(why);
  expect(endpointAddressFault(address)).not.toContain('canary');
});
