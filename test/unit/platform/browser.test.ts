import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { browserOpener } from '../../../src/platform/browser.ts';

const linux = { platform: 'linux', kernel: '6.8.0', env: { DISPLAY: ':0' } } as const;
const url = 'https://eu-central-1.console.aws.amazon.com/cloudformation/home?a=1&b=2#/stacks';

test.each([
  ['Linux', linux, 'xdg-open'],
  ['Wayland', { ...linux, env: { WAYLAND_DISPLAY: 'wayland-0' } }, 'xdg-open'],
  ['macOS', { platform: 'darwin', kernel: '24.1.0', env: {} }, 'open'],
] as const)('%s opens it with %s', (_, machine, command) => {
  const opener = browserOpener(url, machine);
  expect(opener?.command).toBe(command);
  expect(opener?.arguments.at(-1)).toBe(url);
});

test('WSL opens it in Windows, but a container on WSL cannot', () => {
  const opener = browserOpener(url, { platform: 'linux', kernel: '5.15.0-microsoft-standard-WSL2', env: {} });
  expect(opener?.command).toBe(existsSync('/.dockerenv') ? undefined : 'rundll32.exe');
});

test('Windows never uses a shell, which would end the address at &', () => {
  const opener = browserOpener(url, {
    platform: 'win32',
    kernel: '10.0',
    env: { SystemRoot: 'C:\\Windows' },
  });
  expect(opener?.command).toBe('C:\\Windows\\System32\\rundll32.exe');
  expect(opener?.arguments.at(-1)).toBe(url);
});

test.each([
  ['a machine without a screen', { ...linux, env: {} }],
  ['CI', { ...linux, env: { DISPLAY: ':0', CI: 'true' } }],
  ['a person who wants none', { ...linux, env: { DISPLAY: ':0', BROWSER: 'none' } }],
  ['a remote shell on macOS', { platform: 'darwin', kernel: '24.1.0', env: { SSH_CONNECTION: '1' } }],
  ['a remote shell on Windows', { platform: 'win32', kernel: '10.0', env: { SSH_TTY: '/dev/pts/0' } }],
] as const)('nothing is opened for %s', (_, machine) => {
  expect(browserOpener(url, machine)).toBeUndefined();
});

test.each(['file:///etc/passwd', 'javascript:alert(1)', '--help', '', 'calc.exe', 'C:\\x.exe'])(
  'nothing is opened for %s',
  (text) => {
    expect(browserOpener(text, linux)).toBeUndefined();
  },
);
