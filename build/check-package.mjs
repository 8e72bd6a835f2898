import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Checks the packed archive as users install it: publint has nothing to say; npm, pnpm, yarn and npx install it alone, without a
 * network, on each given Node, and its program runs; its man page is where `man` looks for it.
 *
 * usage: node build/check-package.mjs ARCHIVE [NODE...]; without NODE, on the one that runs this
 */
const archive = path.resolve(process.argv[2]);
const nodes = process.argv.length > 3 ? process.argv.slice(3) : [process.execPath];
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const work = mkdtempSync(path.join(tmpdir(), 'amplify-tui-package-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));

/** Runs a program to its end. @returns what it wrote on standard output. @throws with all its output when it fails */
function run(command, args, options = {}) {
  try {
    return execFileSync(command, args, {
      encoding: 'utf8',
      timeout: 300_000,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...options,
    });
  } catch (thrown) {
    throw new Error(`${command} ${args.join(' ')}: ${thrown.message}\n${thrown.stdout}${thrown.stderr}`);
  }
}

const tools = path.join(work, 'tools');
const inTools = (name) => path.join(tools, 'node_modules', name);
run('npm', [
  ...['install', '--silent', '--ignore-scripts', '--no-save', '--prefix', tools],
  ...['publint@0.3.25', 'pnpm@10.25.0', 'yarn@1.22.22'],
]);

const packed = path.join(work, 'packed');
mkdirSync(packed);
run('tar', ['-xzf', archive, '-C', packed]);
const publint = ['run', path.join(packed, 'package'), '--strict', '--pack', 'false'];
console.log(run(path.join(tools, 'node_modules/.bin/publint'), publint).trim());

// No registry can answer, so whatever the archive lacks is missing.
const env = {
  PATH: process.env.PATH,
  HOME: path.join(work, 'home'),
  npm_config_registry: 'http://127.0.0.1:9',
  YARN_REGISTRY: 'http://127.0.0.1:9',
};
mkdirSync(env.HOME);

/** A folder with an empty project. */
function project(...names) {
  const folder = path.join(work, names.join('-'));
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'package.json'), '{"name":"somebodys-app","private":true}\n');
  return folder;
}

const managers = {
  npm: ['npm', ['install', '--offline', '--no-audit', '--no-fund', archive]],
  pnpm: ['node', [inTools('pnpm/bin/pnpm.cjs'), 'add', '--offline', archive]],
  yarn: ['node', [inTools('yarn/bin/yarn.js'), 'add', '--offline', '--no-progress', `file:${archive}`]],
};
const npx = ['--offline', '--yes', '--package', archive, '--', 'amplify-tui', '--version'];

/** Installs with each manager on one Node, which is first on the PATH of whatever they start. */
function installOn(node) {
  const onNode = { ...env, PATH: `${path.dirname(path.resolve(node))}${path.delimiter}${env.PATH}` };
  const release = run('node', ['--version'], { env: onNode }).trim();
  for (const [name, [command, args]] of Object.entries(managers)) {
    const cwd = project(name, release);
    run(command, args, { cwd, env: onNode });
    const modules = path.join(cwd, 'node_modules');
    const packages = readdirSync(modules).filter((entry) => !entry.startsWith('.'));
    if (packages.join() !== 'amplify-tui') throw new Error(`${name} installed ${packages.join(', ')}`);
    expectVersion(name, run(path.join(modules, '.bin/amplify-tui'), ['--version'], { cwd, env: onNode }));
  }
  expectVersion('npx', run('npx', npx, { cwd: project('npx', release), env: onNode }));
  console.log(`installed with npm, pnpm, yarn and npx, offline, on Node ${release}`);
}
for (const node of nodes) installOn(node);

const prefix = path.join(work, 'global');
run('npm', ['install', '--global', '--offline', '--no-audit', '--no-fund', '--prefix', prefix, archive], {
  env,
});
if (process.platform !== 'win32') readFileSync(path.join(prefix, 'share/man/man1/amplify-tui.1'));
console.log('installed globally, offline, with its man page');

function expectVersion(how, said) {
  if (said.trim() !== version) throw new Error(`installed with ${how}, --version says ${said}`);
}
