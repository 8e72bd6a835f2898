import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeTerminals, openTerminal } from '../support/terminal.ts';
import { tracesOf } from '../support/traces.ts';
import { documentedFiles, filesBelow, makeWorld, type World } from './support/cloud.ts';
import { run } from './support/run.ts';

let world: World;

beforeEach(async () => {
  world = await makeWorld(200);
});

afterEach(async () => {
  closeTerminals();
  await world.close();
});

const json = (name: string) => JSON.parse(readFileSync(join(world.project, name), 'utf8'));

/** What is on disk: exactly the documented tree, formats and keys. */
function expectDocumentedTree(): void {
  const files = filesBelow(world.project);
  expect([...files.keys()]).toEqual([...documentedFiles, 'package.json']);
  const config = json('amplify/.config/project-config.json');
  expect(Object.keys(config)).toEqual([
    'projectName',
    'projectPath',
    'defaultEditor',
    'frontendHandler',
    'javascript',
    'providers',
  ]);
  expect(config.javascript).toEqual({
    framework: 'react',
    config: {
      SourceDir: 'src',
      DistributionDir: 'dist',
      BuildCommand: 'npm run-script build',
      StartCommand: 'npm run-script dev',
    },
  });
  expect(config.projectPath).toBe(world.project);
  expect(files.get('amplify/.config/aws-info.json')).toBe(
    '{\n    "useProfile": true,\n    "profileName": "default"\n}',
  );
  const meta = json('amplify/backend/amplify-meta.json').providers.awscloudformation;
  expect(Object.keys(meta)).toEqual([
    'AuthRoleName',
    'UnauthRoleArn',
    'AuthRoleArn',
    'Region',
    'DeploymentBucketName',
    'UnauthRoleName',
    'StackName',
    'StackId',
  ]);
  expect(meta.StackName).toMatch(/^inventory-\d{14}$/);
  expect(meta.DeploymentBucketName).toBe(`${meta.StackName}-deployment`);
  expect(meta.StackId).toMatch(
    new RegExp(`^arn:aws:cloudformation:${world.cloud.region}:111122223333:stack/${meta.StackName}/`),
  );
  const backend = files.get('amplify/backend/amplify-meta.json');
  expect(files.get('.amplifyrc')).toBe(backend);
  expect(files.get('amplify/#current-cloud-backend/amplify-meta.json')).toBe(backend);
}

describe('init by keyboard', () => {
  it('goes from home to a project on disk, and back to a home that shows it', async () => {
    const terminal = openTerminal({ args: [], columns: 120, rows: 36, env: world.env, cwd: world.project });
    await terminal.see('no Amplify project yet');
    await terminal.see('111122223333');
    terminal.press('i');
    await terminal.see('What is the project called?');

    // An invalid name keeps Enter from continuing; letters are only text here.
    terminal.type('inventory-q');
    await terminal.see('inventory-q');
    await terminal.see(/✖ .*letters/);
    terminal.press('backspace', 'backspace', 'enter');
    await terminal.see('Which editor do you use?');
    terminal.press('enter');
    await terminal.see('What kind of app is it?');
    await terminal.see('package.json');
    terminal.press('enter');
    await terminal.see('Found Vite and React in package.json');
    await terminal.see(/Distribution folder\s+dist/);

    // Typed text is kept when the user steps back and forth.
    terminal.press('tab', 'ctrl+u');
    terminal.type('app');
    await terminal.see(/Source folder\s+app/);
    terminal.press('escape');
    await terminal.see('What kind of app is it?');
    terminal.press('enter');
    await terminal.see(/Source folder\s+app/);
    terminal.press('ctrl+r');
    await terminal.see(/Source folder\s+src/);
    terminal.press('enter');

    // A profile that cannot be used says why, and Enter does not accept it.
    await terminal.see('Which AWS profile?');
    terminal.type('jjj');
    await terminal.see(/source profile ci-server is missing/i);
    terminal.press('home', 'enter');
    await terminal.see('Is this the right account?');
    await terminal.see('arn:aws:iam::111122223333:user/amplify-dev');
    expect(filesBelow(world.project).size).toBe(1);
    terminal.press('enter');
    await terminal.see('Review: nothing has been changed yet');
    await terminal.see('account 111122223333');
    terminal.press('d');
    await terminal.see('CreateStack');
    terminal.press('escape');
    await terminal.see('Review: nothing has been changed yet');
    expect(filesBelow(world.project).size).toBe(1);
    terminal.press('enter');
    await terminal.see('Add it to .gitignore');
    await terminal.see(/is complete|complete in/);
    terminal.press('enter');
    await terminal.see('one backend (classic)');
    await terminal.see('4 of 4');
    terminal.press('q');
    expect(await terminal.exited).toBe(0);
    const secrets = world.cloud.accounts.flatMap(({ users }) => users.map((user) => user.secretAccessKey));
    expect(tracesOf(secrets, terminal.bytes())).toEqual([]);
    expectDocumentedTree();
  });

  it('offers to open an existing project, and never overwrites it', async () => {
    const { env, project: cwd } = world;
    expect((await run(['init', '--yes'], { env, cwd })).code).toBe(0);
    const before = filesBelow(cwd);
    const terminal = openTerminal({ args: ['init'], env, cwd });
    await terminal.see('This folder is already an Amplify project');
    terminal.press('enter');
    await terminal.see('one backend (classic)');
    terminal.press('q');
    expect(await terminal.exited).toBe(0);
    expect(filesBelow(cwd)).toEqual(before);
  });

  it('works at 60 by 16 without colour, for an app without package.json', async () => {
    const cwd = join(world.home, 'phone');
    mkdirSync(cwd);
    const env = { ...world.env, NO_COLOR: '1' };
    const terminal = openTerminal({ args: ['init'], columns: 60, rows: 16, env, cwd });
    await terminal.see('called?');
    terminal.press('enter');
    await terminal.see('editor');
    terminal.press('enter');
    await terminal.see('What kind of app is it?');
    terminal.type('2');
    await terminal.see(/▸ Android/);
    terminal.press('enter');
    await terminal.see('Where are the resources of your app?');
    terminal.press('enter');
    for (const title of ['Which AWS profile?', 'Is this the right account?', 'Review: nothing']) {
      await terminal.see(title);
      await terminal.see(/help/);
      terminal.press('enter');
    }
    await terminal.see(/is complete|complete in/);
    terminal.press('enter');
    // The rows of the project's pane go to its files; the enlarged pane also has its description above them.
    await terminal.see('2 STACK');
    terminal.type('1');
    await terminal.see('project-config.json');
    terminal.type('+');
    await terminal.see('android');
    terminal.press('q');
    expect(await terminal.exited).toBe(0);
    // Colours are 30 to 49 and 90 to 107; bold, dim, inverse and underline are below.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
    const colours = [...terminal.bytes().matchAll(/\u001B\[([\d;]*)m/g)].flatMap(([, codes = '']) =>
      codes.split(';').filter((code) => /^([34][0-8]|9[0-7]|10[0-7])$/.test(code)),
    );
    expect(colours).toEqual([]);
    expect([...filesBelow(cwd).keys()]).toEqual(documentedFiles);
  });
});
