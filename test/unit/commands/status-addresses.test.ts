import { expect, it } from 'vitest';
import { shortAddresses } from '../../../src/commands/status/addresses.ts';
import { folderOfFile } from '../../support/folders.ts';

const stack = `https://eu-west-1.console.aws.amazon.com/${'x'.repeat(150)}`;
const amplify = 'https://eu-west-1.console.aws.amazon.com/amplify';
const text = `console   ${stack}\n          ${amplify}`;
const shorten = async (env: Record<string, string>, isTTY: boolean, columns = 80) =>
  (
    await shortAddresses(
      { env, stateFolder: folderOfFile() },
      { stack, bucket: '', amplify },
      { isTTY, columns },
    )
  )(text);

it('an address of the console is a link with a short text, where the terminal has links', async () => {
  expect(await shorten({ TERM: 'xterm-kitty' }, true)).toBe(
    `console   \u001B]8;;${stack}\u0007the project's stack\u001B]8;;\u0007\n          \u001B]8;;${amplify}\u0007its Amplify app\u001B]8;;\u0007`,
  );
});

it('without links, one that is longer than a row is the command that opens it', async () => {
  const env = { TERM: 'xterm' };
  expect(await shorten(env, true)).toBe(`console   amplify-tui console stack\n          ${amplify}`);
  expect(await shorten(env, true, 240)).toBe(text);
});

it('it stays whole where it is no terminal', async () => {
  expect(await shorten({ TERM: 'xterm-kitty' }, false)).toBe(text);
});
