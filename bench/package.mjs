import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { workFolder } from './processes.mjs';
import { productFolder } from './worlds.mjs';

const npm = (args, cwd = workFolder) =>
  execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** Packs the program and installs the archive. @returns the archive's size, MB, and how many packages came with it */
export function measurePackage() {
  const prefix = path.join(workFolder, 'installed');
  mkdirSync(prefix);
  const [{ filename, size }] = JSON.parse(
    npm(['pack', '--json', '--ignore-scripts', '--pack-destination', workFolder], productFolder),
  );
  npm([
    'install',
    '--global',
    '--prefix',
    prefix,
    '--ignore-scripts',
    '--offline',
    '--no-audit',
    '--no-fund',
    path.join(workFolder, filename),
  ]);
  const found = npm(['ls', '--global', '--prefix', prefix, '--all', '--parseable']).trim().split('\n');
  // The first line is the prefix itself.
  return { megabytes: size / 1e6, packages: found.length - 1 };
}

/** A Node of a version: the one that runs this, or one installed in a folder of its own. @returns undefined if it cannot be installed */
export function nodeOf(version) {
  const major = version.split('.')[0];
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const name = `node-${process.platform}-${process.arch}`;
  const prefix = path.join(workFolder, `node${major}`);
  const node = path.join(prefix, 'node_modules', name, 'bin/node');
  mkdirSync(prefix);
  try {
    npm([
      'install',
      '--silent',
      '--ignore-scripts',
      '--no-save',
      '--no-audit',
      '--no-fund',
      '--prefix',
      prefix,
      `${name}@${version}`,
    ]);
    if (existsSync(node)) return node;
    console.error(`Node ${major} is skipped: ${name} has no ${node}`);
  } catch (thrown) {
    console.error(
      `Node ${major} is skipped: it cannot be installed here (${
        String(thrown.stderr || thrown.message)
          .trim()
          .split('\n')[0]
      })`,
    );
  }
  return undefined;
}
