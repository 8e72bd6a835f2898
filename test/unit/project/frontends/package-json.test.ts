import { expect, it } from 'vitest';
import { scriptCommand } from '../../../../src/project/frontends/package-json.ts';

it.each([
  ['npm', 'linux', 'npm run-script build'],
  ['npm', 'win32', 'npm.cmd run-script build'],
  ['yarn', 'darwin', 'yarn build'],
  ['yarn', 'win32', 'yarn.cmd build'],
  ['pnpm', 'win32', 'pnpm.cmd build'],
  // A program on Windows, too, not a script.
  ['bun', 'win32', 'bun run build'],
] as const)('%s runs a script on %s with `%s`', (manager, system, command) => {
  expect(scriptCommand(manager, 'build', system)).toBe(command);
});
