import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { handlerPaths } from '../../../src/project/handlers.ts';
import { folderWith } from './support/folders.ts';

const own = '/opt/amplify-tui';
const provider = 'amplify-provider-awscloudformation';

/** An environment in which nothing on this machine can be found. */
const envOf = (root: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  HOME: root,
  PATH: '',
  ...more,
});

describe('the paths of the handlers', () => {
  it('are the own folder if no Amplify CLI is found', async () => {
    expect(await handlerPaths('javascript', envOf(folderWith()), own)).toEqual({
      frontend: own,
      provider: own,
      source: 'own',
    });
  });

  it.each([
    ['of 2018', 'lib/node_modules/@aws-amplify/cli/node_modules', ''],
    ['of today', 'lib/node_modules/@aws-amplify/cli-internal/node_modules', '@aws-amplify/'],
    ['that npm flattened', 'lib/node_modules', '@aws-amplify/'],
  ])('are those of a CLI %s beside amplify on the PATH', async (_name, modules, scope) => {
    const root = folderWith({
      'bin/amplify': '',
      [`${modules}/${scope}amplify-frontend-ios/`]: '',
      [`${modules}/${scope}${provider}/`]: '',
    });
    expect(await handlerPaths('ios', envOf(root, { PATH: `relative:/nowhere:${root}/bin` }), own)).toEqual({
      frontend: join(root, modules, `${scope}amplify-frontend-ios`),
      provider: join(root, modules, `${scope}${provider}`),
      source: 'amplify-cli',
    });
  });

  it.each([
    ['npm_config_prefix', 'lib/node_modules'],
    ['APPDATA', 'npm/node_modules'],
    ['PNPM_HOME', 'global/5/node_modules'],
  ])('are found in the global folder of %s', async (variable, modules) => {
    const root = folderWith({
      [`${modules}/amplify-frontend-android/`]: '',
      [`${modules}/${provider}/`]: '',
    });
    const { source } = await handlerPaths('android', envOf(root, { [variable]: root }), own);
    expect(source).toBe('amplify-cli');
  });

  it('are the own folder for an app that the CLI does not support', async () => {
    const root = folderWith({
      'bin/amplify': '',
      'lib/node_modules/amplify-frontend-ios/': '',
      [`lib/node_modules/${provider}/`]: '',
    });
    const env = envOf(root, { PATH: join(root, 'bin') });
    expect((await handlerPaths('flutter', env, own)).source).toBe('own');
  });
});
