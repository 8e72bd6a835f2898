import { describe, expect, it } from 'vitest';
import { detectApp } from '../../../src/project/detect.ts';
import { folderWith } from './support/folders.ts';
import { pkg } from './support/javascript-app.ts';

it('recognises an Android app that has only the build file of its module', async () => {
  const root = folderWith({ 'settings.gradle.kts': '', 'app/build.gradle.kts': '' });
  expect(await detectApp(root)).toMatchObject({
    app: 'android',
    appEvidence: 'settings.gradle.kts and app/build.gradle.kts',
  });
});

it('names every kind of app that the folder shows signs of, and no others', async () => {
  const root = folderWith({ 'settings.gradle': '', 'build.gradle': '', 'package.json': pkg({ react: '1' }) });
  const { app, kinds } = await detectApp(root);
  expect([app, [...kinds].sort()]).toEqual(['javascript', ['android', 'javascript']]);
  expect((await detectApp(folderWith({ 'settings.gradle': '', 'build.gradle': '' }))).kinds).toEqual([
    'android',
  ]);
});

describe('a JavaScript app with an awkward package.json', () => {
  it.each([
    [
      '{ "dependencies": { "react": ',
      'package.json, which is not valid JSON: line 1, column 30, so defaults are filled in',
    ],
    ['', 'package.json, which is empty, so defaults are filled in'],
    ['[]', 'package.json, which holds no JSON object, so defaults are filled in'],
  ])('reports the package.json %j', async (text, appEvidence) => {
    expect(await detectApp(folderWith({ 'package.json': text }))).toMatchObject({
      app: 'javascript',
      appEvidence,
      framework: 'none',
      frameworkEvidence: '',
    });
  });

  it('reports a folder in place of package.json', async () => {
    const { appEvidence } = await detectApp(folderWith({ 'package.json/': '' }));
    expect(appEvidence).toBe('package.json, which cannot be read, so defaults are filled in');
  });

  it('ignores members of the wrong type', async () => {
    const files = {
      'package.json': { dependencies: ['react'], scripts: 'build', devDependencies: { vue: 3 } },
    };
    expect(await detectApp(folderWith(files))).toMatchObject({ app: 'javascript', framework: 'none' });
  });
});

describe('an app of another kind', () => {
  it.each([
    ['android', { 'settings.gradle': '', 'build.gradle': '' }, 'settings.gradle and build.gradle'],
    [
      'android',
      { 'settings.gradle.kts': '', 'build.gradle.kts': '' },
      'settings.gradle.kts and build.gradle.kts',
    ],
    ['ios', { 'Inventory.xcodeproj/': '' }, 'Inventory.xcodeproj'],
    ['ios', { 'Inventory.xcworkspace/': '' }, 'Inventory.xcworkspace'],
    ['ios', { Podfile: '' }, 'Podfile'],
    [
      'flutter',
      {
        'pubspec.yaml': 'name: shop\ndependencies:\n  flutter:\n    sdk: flutter\n',
        'android/build.gradle': '',
        'ios/Runner.xcodeproj/': '',
      },
      'Flutter in pubspec.yaml',
    ],
    ['ios', { 'Shop.xcodeproj/': '', 'package.json': { devDependencies: { husky: '9' } } }, 'Shop.xcodeproj'],
    [
      'javascript',
      {
        'package.json': pkg({ 'react-native': '0.81', react: '19' }),
        'ios/App.xcodeproj/': '',
        'android/build.gradle': '',
      },
      'package.json',
    ],
    ['javascript', { 'pubspec.yaml': '# sdk: flutter\nname: tool\n' }, ''],
    ['javascript', { 'build.gradle': '' }, ''],
    ['javascript', { 'Shop.xcodeproj': 'a file' }, ''],
    ['javascript', {}, ''],
  ])('is recognised: %s in %j', async (app, files, appEvidence) => {
    expect(await detectApp(folderWith(files))).toMatchObject({ app, appEvidence });
  });

  it('has the existing resource folder', async () => {
    const resDirOf = async (files: Record<string, string>) =>
      (await detectApp(folderWith(files))).resDir.android;
    const gradle = { 'build.gradle': '', 'settings.gradle': "include ':core', ':mobile:app'\n" };
    expect(await resDirOf(gradle)).toBe('app/src/main/res');
    expect(await resDirOf({ ...gradle, 'mobile/app/src/main/res/': '' })).toBe('mobile/app/src/main/res');
    expect(await resDirOf({ ...gradle, 'app/src/main/res/': '', 'core/src/main/res/': '' })).toBe(
      'app/src/main/res',
    );
  });

  it('is javascript if the folder does not exist yet', async () => {
    const found = await detectApp(`${folderWith()}/new`);
    expect(found).toMatchObject({ app: 'javascript', resDir: { flutter: './lib/' } });
  });
});
