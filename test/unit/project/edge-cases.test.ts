import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detectApp } from '../../../src/project/detect.ts';
import { handlerPaths } from '../../../src/project/handlers.ts';
import { readMultiEnv } from '../../../src/project/layouts/multi-env.ts';
import { parentStackName } from '../../../src/project/names.ts';
import { findProject } from '../../../src/project/open.ts';
import { folderWith } from './support/folders.ts';
import { sampleMeta, sampleRecord, sampleStack } from './support/sample.ts';

/** A moment whose local time is nine hours ahead of UTC, in any time zone of the tests. */
class NineHoursAhead extends Date {
  readonly #local = new Date(this.getTime() + 9 * 3_600_000);
  override getFullYear() {
    return this.#local.getUTCFullYear();
  }
  override getMonth() {
    return this.#local.getUTCMonth();
  }
  override getDate() {
    return this.#local.getUTCDate();
  }
  override getHours() {
    return this.#local.getUTCHours();
  }
}

describe('the time in a stack name', () => {
  it('is local in every part, also around the turn of the year', () => {
    const at = new NineHoursAhead(Date.UTC(2018, 11, 31, 20, 1, 2));
    expect(parentStackName('shop', at)).toBe('shop-20190101050102');
  });
});

describe('the paths of the handlers', () => {
  const own = '/opt/amplify-tui';
  const provider = 'amplify-provider-awscloudformation';

  it('never come from a relative entry of the PATH, which would mean the project itself', async () => {
    const root = folderWith({
      'bin/amplify': '',
      'lib/node_modules/amplify-frontend-ios/': '',
      [`lib/node_modules/${provider}/`]: '',
    });
    const bin = join(root, 'bin');
    const from = (path: string) => handlerPaths('ios', { HOME: join(root, 'home'), PATH: path }, own);
    expect((await from(bin)).source).toBe('amplify-cli');
    expect((await from(relative(process.cwd(), bin))).source).toBe('own');
  });

  it('are the own folder if a CLI lacks its provider', async () => {
    const root = folderWith({ 'bin/amplify': '', 'lib/node_modules/amplify-frontend-ios/': '' });
    const env = { HOME: root, PATH: join(root, 'bin') };
    expect(await handlerPaths('ios', env, own)).toEqual({ frontend: own, provider: own, source: 'own' });
  });
});

describe('an incomplete project', () => {
  it('counts as one if only the deployed copy of the backend is left', async () => {
    const root = folderWith({ 'amplify/#current-cloud-backend/amplify-meta.json': sampleMeta });
    expect(await findProject(root)).toMatchObject({ kind: 'project', project: { stack: sampleStack } });
  });

  it('uses no stack of the team before an environment is chosen', async () => {
    const root = folderWith({
      'amplify/.config/project-config.json': { projectName: 'a1b', version: '3.1', frontend: 'ios' },
      'amplify/team-provider-info.json': { dev: { awscloudformation: sampleRecord } },
    });
    expect((await readMultiEnv(root)).stack).toBeUndefined();
  });
});

describe('a Flutter app', () => {
  it('stays one beside the files of Gradle and of a web framework', async () => {
    const root = folderWith({
      'pubspec.yaml': 'dependencies:\n  flutter:\n    sdk: flutter\n',
      'settings.gradle': '',
      'build.gradle': '',
      'package.json': { dependencies: { react: '19.0.0' } },
    });
    expect((await detectApp(root)).app).toBe('flutter');
  });
});
