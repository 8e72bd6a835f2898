import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { askNpm } from '../../../src/app/ask-npm.ts';
import { folderOfTest } from '../../support/folders.ts';

let folder: string;
beforeEach(() => {
  folder = folderOfTest();
});

const offline = 'Check your connection, and the proxy in `npm config list`.';
const wrongRegistry = 'Check the registry: `npm config get registry`.';

/** The environment of a user whose npm is this shell script. */
function withNpm(script: string): NodeJS.ProcessEnv {
  writeFileSync(join(folder, 'npm'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'npm'), 0o755);
  return { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` };
}

describe('npm', () => {
  it('is asked for the version as an installation would ask, outside any project', async () => {
    const env = withNpm(`echo "$*" > '${folder}/asked'; pwd >> '${folder}/asked'; echo 0.2.0`);
    expect(await askNpm(env)).toEqual({ version: '0.2.0' });
    const [words, where] = readFileSync(join(folder, 'asked'), 'utf8').split('\n');
    expect(words).toMatch(/^view amplify-tui version --global /);
    expect(where).toBe(dirname(process.execPath));
  });

  it.each([
    ['echo 0.2.0; exit 1', 'npm failed (exit code 1).', 'Run `npm view amplify-tui version` to see why.'],
    ['kill -9 $$', 'npm failed.', 'Run `npm view amplify-tui version` to see why.'],
    ["printf '9.9.9\\033[2J'", 'The answer of npm is not a version.', wrongRegistry],
    ['true', 'The answer of npm is not a version.', wrongRegistry],
    [said('E404'), 'npm finds no amplify-tui in its registry (E404).', wrongRegistry],
    [said('E401'), 'the registry of npm refuses access (E401).', 'Run `npm login`.'],
    [said('ENOTCACHED'), 'npm is set to work offline (ENOTCACHED).', 'Check `npm config get offline`.'],
    [
      said('SELF_SIGNED_CERT_IN_CHAIN'),
      'npm does not trust the certificate of its registry (SELF_SIGNED_CERT_IN_CHAIN).',
      'Check `npm config get cafile`, and NODE_EXTRA_CA_CERTS.',
    ],
    [said('ENOTFOUND'), 'npm cannot reach its registry (ENOTFOUND).', offline],
    // In the format of npm 8.
    [
      "echo 'npm ERR! code ECONNREFUSED' >&2; exit 1",
      'npm cannot reach its registry (ECONNREFUSED).',
      offline,
    ],
    [said('EOTHER'), 'npm failed (EOTHER).', 'Run `npm view amplify-tui version` to see why.'],
  ])('that ends with %s is reported in words', async (script, untold, next) => {
    expect(await askNpm(withNpm(script))).toEqual({ untold, next });
  });

  it('has a time limit', async () => {
    const { untold } = (await askNpm(withNpm('sleep 60'), 300)) as { untold: string };
    expect(untold).toBe('npm gave no answer within 0.3 seconds.');
  });

  it('may be missing', async () => {
    expect(await askNpm({ PATH: folder })).toEqual({
      untold: 'There is no npm on your PATH.',
      next: 'Install npm, or add it to PATH.',
    });
  });
});

function said(code: string): string {
  return `echo 'npm error code ${code}' >&2; exit 1`;
}
