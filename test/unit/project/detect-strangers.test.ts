import { describe, expect, it } from 'vitest';
import { appNotes } from '../../../src/flows/configure-project/answers.ts';
import { lookAtProject, openProject } from '../../../src/flows/configure-project/look.ts';
import { detectApp } from '../../../src/project/detect.ts';
import { doubtsAbout } from '../../../src/project/project.ts';
import { planOf, projectWith } from '../flows/configure-project/support.ts';
import { folderWith } from './support/folders.ts';
import { pkg } from './support/javascript-app.ts';

describe('the folders and commands of an app', () => {
  it.each<[string, Record<string, unknown>, string, string, string]>([
    [
      'Gatsby with its own scripts',
      pkg(
        { gatsby: '^5', react: '^18' },
        { build: 'gatsby build', develop: 'gatsby develop', serve: 'gatsby serve' },
      ),
      'public',
      'npm run-script build',
      'npm run-script develop',
    ],
    [
      'Quasar of Vite',
      pkg({ vue: '^3' }, { dev: 'quasar dev', build: 'quasar build' }, { '@quasar/app-vite': '^1' }),
      'dist/spa',
      'npm run-script build',
      'npm run-script dev',
    ],
    [
      'Quasar of webpack, as a PWA',
      pkg(
        { vue: '^3' },
        { dev: 'quasar dev', build: 'quasar build -m pwa' },
        { '@quasar/app-webpack': '^3' },
      ),
      'dist/pwa',
      'npm run-script build',
      'npm run-script dev',
    ],
    [
      'Quasar 1',
      pkg({ vue: '^2' }, { dev: 'quasar dev', build: 'quasar build' }, { '@quasar/app': '^2' }),
      'dist/spa',
      'npm run-script build',
      'npm run-script dev',
    ],
  ])('are found: %s', async (_, manifest, distributionDir, buildCommand, startCommand) => {
    const { javascript, doubts } = await detectApp(folderWith({ 'package.json': manifest }));
    expect(javascript).toMatchObject({ distributionDir, buildCommand, startCommand });
    expect(doubts).toEqual([]);
  });

  it('are marked as a guess if the script is missing, until another command is given', async () => {
    const detection = await detectApp(folderWith({ 'package.json': pkg({ vite: '^5' }, { dev: 'vite' }) }));
    const { javascript } = detection;
    expect(doubtsAbout(detection, { app: 'javascript', javascript })).toEqual([
      'package.json has no script build, so `npm run-script build` is a guess: give the command that this app has.',
    ]);
    const given = { ...javascript, buildCommand: 'npx vite build' };
    expect(doubtsAbout(detection, { app: 'javascript', javascript: given })).toEqual([]);
    expect(doubtsAbout(detection, { app: 'ios', javascript })).toEqual([]);
  });

  it.each([
    ['<<<<<<< HEAD\n{}', 'is not valid JSON: line 1, column 1'],
    ['', 'is empty'],
    ['null', 'holds no JSON object'],
  ])('are all marked as guesses if package.json cannot be used: %j', async (text, why) => {
    const detection = await detectApp(folderWith({ 'package.json': text }));
    expect(doubtsAbout(detection, detection)).toEqual([
      `package.json ${why}, so framework, folders and commands are guesses: fix it, or give them.`,
    ]);
  });

  it('of workspaces may be in one of them', async () => {
    for (const files of [
      { 'package.json': { ...pkg({}, { build: 'x', start: 'y' }), workspaces: ['packages/*'] } },
      { 'package.json': pkg({}, { build: 'x', start: 'y' }), 'pnpm-workspace.yaml': 'packages: []\n' },
    ]) {
      const { doubts } = await detectApp(folderWith(files));
      expect(doubts).toEqual([{ text: expect.stringContaining('the root of workspaces') }]);
    }
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    [
      'a Swift package for iOS',
      { 'Package.swift': 'let package = Package(platforms: [.iOS(.v16)])' },
      'ios',
      'iOS in Package.swift',
    ],
    ["a server's Swift package", { 'Package.swift': 'platforms: [.macOS(.v13)]' }, 'javascript', ''],
    [
      'Android in Kotlin',
      { 'settings.gradle.kts': 'include(":app")', 'build.gradle.kts': '', 'app/src/main/res/x.xml': '' },
      'android',
      'settings.gradle.kts and build.gradle.kts',
    ],
  ])('fit its kind: %s', async (_, files, app, evidence) => {
    const found = await detectApp(folderWith(files));
    expect(found.app).toBe(app);
    expect(found.appEvidence).toMatch(evidence === '' ? /^$/ : evidence);
  });

  it('include the resources of a Kotlin Multiplatform module', async () => {
    const files = {
      'settings.gradle.kts': 'include(":composeApp")',
      'build.gradle.kts': '',
      'composeApp/src/androidMain/res/values/strings.xml': '',
    };
    expect((await detectApp(folderWith(files))).resDir.android).toBe('composeApp/src/androidMain/res');
  });
});

describe('amplify/ copied into an app of another kind', () => {
  const android = { 'settings.gradle': 'include ":app"', 'build.gradle': '' };
  const told =
    'This folder holds an app of the kind android (settings.gradle and build.gradle), and the project is set up for javascript: App in the form, or --frontend \'{"frontend":"android"}\', changes that.';

  it.each(['documented', 'multi-env'] as const)(
    'is reported with the command that changes it: %s',
    async (layout) => {
      const root = projectWith(layout, android);
      expect((await planOf(root, {})).notes).toContain(told);
      expect((await planOf(root, { app: 'android' })).notes).not.toContain(told);
    },
  );

  it('is not reported if the folder shows none, or only tools', async () => {
    for (const files of [{}, { 'package.json': pkg({}, { build: 'x', start: 'y' }) }]) {
      const project = await openProject(projectWith('documented', files));
      const facts = await lookAtProject(project, [], []);
      expect(appNotes({ ...facts.answers, app: 'ios' }, facts)).toEqual([]);
    }
  });
});
