import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { safeReport, shellPath, shownKeyId, shownUrl } from '../../../../src/flows/doctor/safe-text.ts';
import { canaries } from '../../../screens/support/canary.ts';

const home = '/home/ana';
const safe = (text: string, paths: readonly string[] = []) => safeReport(text, home, paths);

describe('a text in the report', () => {
  it('shows the home folder as ~, and nothing that only starts like it', () => {
    expect(safe('/home/ana/.aws/config and /home/ana, not /home/anabel/x or /home/ana-old')).toBe(
      '~/.aws/config and ~, not /home/anabel/x or /home/ana-old',
    );
  });

  it('leaves the root of the file system unchanged if that is the home', () => {
    expect(safeReport('/etc/x', '/', [])).toBe('/etc/x');
  });

  it('hides secrets and control characters at every depth', () => {
    const value = {
      list: [{ text: `the region ${canaries[0]} is \u001B[31mred\u0007` }],
      count: 2,
      gone: null,
    };
    expect(safeReport(value, home, [])).toEqual({
      list: [{ text: 'the region [secret] is red' }],
      count: 2,
      gone: null,
    });
  });

  it('keeps a path that it is about, even if it looks like a secret key', () => {
    const path = '/home/ana/Documents/GitHub/InventoryTrackerFrontendX';
    for (const known of [[], [path]])
      expect(safe(`${path} is a folder`, known)).toBe(
        '~/Documents/GitHub/InventoryTrackerFrontendX is a folder',
      );
    expect(safe(`${path} ${canaries[1]}`, [path])).not.toContain(canaries[1]);
  });
});

describe('an access key id', () => {
  it.each([
    ['AKIAEXAMPLE000000017', '****************0017'],
    ['ASIAEXAMPLE000000018', '****************0018'],
    // A secret in the wrong field.
    [canaries[0], null],
    ['AKIA', null],
    [undefined, null],
  ])('%s is shown as %s', (id, shown) => {
    expect(shownKeyId(id)).toBe(shown);
  });
});

it.each([
  ['https://sts.eu-west-1.amazonaws.com', 'https://sts.eu-west-1.amazonaws.com'],
  ['http://user:hunter2@127.0.0.1:4566/base?token=abc#x', 'http://127.0.0.1:4566/base'],
  ['not one', 'not an address'],
])('the address %s is shown as %s', (url, shown) => {
  expect(shownUrl(url)).toBe(shown);
});

it.each(['/home/ana/app', '/home/ana/my app', "/srv/o'brien", '/srv/$(touch x);`y`', '/home/ana'])(
  'a shell reads the word for %s as that path',
  (path) => {
    const word = shellPath(path, home);
    expect(execFileSync('sh', ['-c', `printf %s ${word}`], { env: { HOME: home } }).toString()).toBe(path);
    expect(word).not.toContain(home);
  },
);
