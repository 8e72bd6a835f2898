import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { closeTerminals, openTerminal, type Terminal } from '../../support/terminal.ts';
import { documentedFiles, filesBelow, makeWorld, openWorld } from '../support/cloud.ts';

const world = await openWorld(200);

afterEach(closeTerminals);

function folder(name: string): string {
  const path = join(world.home, name);
  mkdirSync(path);
  const app = { dependencies: { react: '1' }, devDependencies: { vite: '1' } };
  writeFileSync(join(path, 'package.json'), JSON.stringify(app));
  return path;
}

/** Presses Enter, as a user does at a prompt. */
async function answer(terminal: Terminal, prompt: string | RegExp, line: string): Promise<void> {
  await terminal.see(prompt);
  terminal.type(line);
  terminal.press('enter');
}

const asSuggested = [
  'Project name [',
  'Layout [',
  'Editor [',
  'Kind of app [',
  'Framework [',
  'Source folder [',
  'Distribution folder [',
  'Build command [',
  'Start command [',
  'AWS profile [',
];

/** A screen reader follows the output as it comes, so nothing is overwritten, coloured or positioned. */
function expectOnlyLines(terminal: Terminal): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  expect(terminal.bytes()).not.toMatch(/[\u0000-\u0007\u000B\u000C\u000E-\u001F\u007F]/);
  expect(terminal.bytes()).not.toMatch(/[\u2500-\u259F\u2800-\u28FF]/);
}

describe('plain mode', () => {
  it.each([
    ['--plain', ['init', '--plain'], {}],
    ['INK_SCREEN_READER', ['init'], { INK_SCREEN_READER: 'true' }],
  ])('init goes from questions to files with %s', async (name, args, env) => {
    const cwd = folder(`whole${name.length}`);
    const terminal = openTerminal({ args, rows: 40, cwd, env: { ...world.env, ...env } });
    for (const prompt of asSuggested) await answer(terminal, prompt, '');
    await terminal.see('You are arn:aws:iam::111122223333:user/amplify-dev.');
    await answer(terminal, 'Type yes to continue', 'yes');
    await terminal.see('Review: nothing has been changed yet');
    expect([...filesBelow(cwd).keys()]).toEqual(['package.json']);
    await terminal.see('1. create');
    await answer(terminal, 'Type yes to create', 'yes');
    expect(await terminal.exited).toBe(0);
    expect(terminal.bytes()).toMatch(/DeploymentBucket {2}S3 bucket {2}CREATE_COMPLETE/);
    expect(terminal.bytes()).toContain('Init finished: ');
    expect([...filesBelow(cwd).keys()]).toEqual([...documentedFiles, 'package.json']);
    expectOnlyLines(terminal);
  });

  it('shows on home where you are and who you are, and opens what is chosen', async () => {
    const cwd = folder('home');
    const terminal = openTerminal({ args: ['--plain'], rows: 60, cwd, env: world.env });
    await terminal.see('There is no Amplify project here.');
    await terminal.see('AWS access: profile default');
    await terminal.see('You are arn:aws:iam::111122223333:user/amplify-dev.');
    await answer(terminal, 'Type a number:', 'profiles');
    await answer(terminal, 'Profile [default]', 'bizcorpadmin');
    await answer(terminal, '2. use', '2');
    await terminal.see('You are now signed in as');
    await terminal.see('Account 444455556666');
    await answer(terminal, '1. home', '1');
    await terminal.see('AWS access: profile bizcorpadmin, chosen in this session');
    terminal.type('quit\r');
    expect(await terminal.exited).toBe(0);
    expectOnlyLines(terminal);
  });

  it('leaves with Ctrl+C, and says how to continue', async () => {
    const terminal = openTerminal({ args: ['init', '--plain'], cwd: folder('left'), env: world.env });
    await terminal.see('Project name [');
    terminal.press('ctrl+c');
    await terminal.see('Interrupted.');
    await terminal.see('Nothing was made in AWS, and no file was written.');
    expect(await terminal.exited).toBe(130);
    expect(terminal.text().join('\n')).not.toMatch(/goes on|continues/);
  });

  it('continues an interrupted init', async () => {
    const slow = await makeWorld(4);
    try {
      const first = openTerminal({ args: ['init', '--plain'], rows: 40, cwd: slow.project, env: slow.env });
      for (const prompt of asSuggested) await answer(first, prompt, '');
      await answer(first, 'Type yes to continue', 'yes');
      await answer(first, 'Type yes to create', 'yes');
      await first.see('DeploymentBucket');
      first.kill('SIGKILL');
      await first.exited;
      const second = openTerminal({ args: ['init', '--plain'], rows: 40, cwd: slow.project, env: slow.env });
      await second.see('An earlier init in this folder did not finish');
      await answer(second, 'Type yes to resume', 'yes');
      expect(await second.exited).toBe(0);
      expect([...filesBelow(slow.project).keys()]).toEqual([...documentedFiles, 'package.json']);
    } finally {
      await slow.close();
    }
  });
});
