import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runDispatched } from '../../support/dispatched.ts';
import { folderOfFile } from '../../support/folders.ts';

const home = folderOfFile();
writeFileSync(join(home, 'plain.txt'), 'no program');
const keys = {
  HOME: home,
  AWS_ACCESS_KEY_ID: 'AKIAQQQQQQQQQQQQDEV1',
  AWS_SECRET_ACCESS_KEY: 'abc',
  AWS_REGION: 'eu-west-1',
};

describe('a command for exec that cannot be run', () => {
  it.each<[what: string, argv: string[], exit: number, said: string]>([
    ['that is not there', [join(home, 'nope')], 127, 'There is no command'],
    ['below a file', [join(home, 'plain.txt', 'x')], 127, 'There is no command'],
    ['that is a file of another kind', [join(home, 'plain.txt')], 126, 'This command cannot be run'],
    ['with too many arguments', ['true', 'x'.repeat(4_000_000)], 126, 'longer than the system takes'],
    ['that is an empty word', [''], 2, 'There is no command to run'],
  ])('%s is reported', async (_, argv, exit, said) => {
    const ended = await runDispatched(['exec', '--cwd', home, '--', ...argv], keys);
    expect(ended).toMatchObject({ exit, said: expect.stringContaining(said) });
  });
});

it.each([['AMPLIFY_TUI_REGIONS', 'eu-west-9, mars']])('%s with %j is refused', async (name, value) => {
  const ended = await runDispatched(['profiles', 'list'], { HOME: home, [name]: value });
  expect(ended).toMatchObject({
    code: 'ENVIRONMENT',
    exit: 2,
    said: expect.stringContaining('"mars" is not written as a region is.'),
  });
});

it('a folder in place of an answers file is reported as such', async () => {
  const ended = await runDispatched(['init', '--yes', '--cwd', home, '--answers', home], keys);
  expect(ended).toMatchObject({ code: 'ANSWERS_UNREADABLE', exit: 2 });
});

it('without any access, a region from a variable is not called missing', async () => {
  const env = { HOME: home, AWS_REGION: 'eu-west-1' };
  const ended = await runDispatched(['init', '--yes', '--cwd', home], env);
  expect(ended).toMatchObject({
    code: 'ANSWERS_MISSING',
    said: expect.stringContaining('profile: No profile in ~/.aws/credentials or ~/.aws/config'),
  });
  expect(ended.said).not.toContain('region:');
});
