import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/**
 * The two real Amplify CLIs, installed without their install scripts. The overrides replace versions that they require but the
 * registry does not have.
 */
export const clis = {
  today: {
    title: 'the current Amplify CLI',
    // @aws-amplify/cli downloads a binary on installation; this package is the same program as JavaScript.
    package: '@aws-amplify/cli-internal',
    version: '14.2.2',
    overrides: {
      '@aws-amplify/graphql-auth-transformer': '3.6.16',
      '@aws-amplify/graphql-transformer': '1.8.4',
      'graphql-auth-transformer': '7.2.89',
      'graphql-elasticsearch-transformer': '5.2.88',
    },
  },
  first: {
    title: 'the Amplify CLI of 2018',
    package: '@aws-amplify/cli',
    version: '0.1.45',
    overrides: { 'gluegun@next': '2.0.0' },
  },
};

/** Cache between runs: together they take 1.7 GiB. */
const cache = path.join(
  process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'),
  'amplify-tui',
  'compat',
);

/** Installs a CLI unless it is installed already. @returns the folder with its `amplify` program */
export function installed(cli) {
  const folder = path.join(cache, `${cli.package.replace('/', '+')}@${cli.version}`);
  const done = path.join(folder, 'installed.json');
  const wanted = JSON.stringify({
    private: true,
    dependencies: { [cli.package]: cli.version },
    overrides: cli.overrides,
  });
  if (!existsSync(done) || readFileSync(done, 'utf8') !== wanted) {
    console.error(`installing ${cli.package}@${cli.version}, which takes minutes …`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), wanted);
    const flags = ['--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund', '--silent'];
    const { status } = spawnSync('npm', ['install', ...flags], { cwd: folder, stdio: 'inherit' });
    if (status !== 0) throw new Error(`npm could not install ${cli.package}@${cli.version}`);
    writeFileSync(done, wanted);
  }
  return path.join(folder, 'node_modules', '.bin');
}
