import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import pty from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { clis, installed } from './clis.mjs';

/** Milliseconds that one command of a CLI may take. */
const patience = 300_000;
/** Milliseconds without output after which a question waits for its answer. */
const calm = 500;

/**
 * A demo cloud, a home with a profile of it, and the programs that run there.
 *
 * @returns `folder(name, files)` makes a folder in the home; `ours` runs this program, `theirs` an Amplify CLI, `answered`
 *   one that asks, pressing Enter at every question; each returns exit code and text
 */
export async function openWorld() {
  const home = realpathSync(mkdtempSync(path.join(tmpdir(), 'amplify-tui-compat-')));
  // A copy, so that a build during the run changes nothing.
  const product = mkdtempSync(path.join(tmpdir(), 'amplify-tui-compat-program-'));
  for (const name of ['package.json', 'dist']) cpSync(name, path.join(product, name), { recursive: true });
  const program = path.join(product, 'dist/cli.js');
  const server = spawn(
    process.execPath,
    [program, 'demo', '--serve', '--speed', '500', '--scenario', 'roles'],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { PATH: process.env.PATH, HOME: home },
    },
  );
  const cloud = JSON.parse((await once(createInterface({ input: server.stdout }), 'line'))[0]);
  const { accessKeyId, secretAccessKey } = cloud.accounts[0].users[0];
  mkdirSync(path.join(home, '.aws'));
  writeFileSync(
    path.join(home, '.aws/credentials'),
    `[default]\naws_access_key_id=${accessKeyId}\naws_secret_access_key=${secretAccessKey}\n`,
  );
  writeFileSync(
    path.join(home, '.aws/config'),
    [
      ...['[default]', `region=${cloud.region}`, '[profile bizcorprole]', `region=${cloud.region}`],
      ...['role_arn=arn:aws:iam::444455556666:role/amplify-deploy', 'source_profile=default'],
      ...['mfa_serial=arn:aws:iam::111122223333:mfa/dev', 'external_id=dev-corp-inventory-7f3a', ''],
    ].join('\n'),
  );
  const bins = Object.fromEntries(Object.entries(clis).map(([id, cli]) => [id, installed(cli)]));
  const env = {
    HOME: home,
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_EC2_METADATA_DISABLED: 'true',
    // The CLIs ask this address for notices; any other would need the internet.
    AMPLIFY_CLI_BANNER_MESSAGE_URL: cloud.endpoint,
    AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE: '1',
    NODE_NO_WARNINGS: '1',
    // A documented project names handlers that come with the CLI of 2018.
    PATH: `${bins.first}${path.delimiter}${process.env.PATH}`,
  };
  const toDemo = { NODE_OPTIONS: `--require ${path.resolve('build/compat/to-demo.cjs')}` };
  const run = (file, args, cwd) => {
    const { status, stdout, stderr } = spawnSync(file, args, {
      cwd,
      env,
      encoding: 'utf8',
      timeout: patience,
      input: '',
    });
    return { code: status, text: `${stdout}${stderr}` };
  };
  const commandOf = (id, args, through) => {
    const amplify = path.join(bins[id], 'amplify');
    return through ? [process.execPath, [program, ...through, amplify, ...args]] : [amplify, args];
  };
  const theirs = (id, cwd, args, through) => run(...commandOf(id, args, through), cwd);
  theirs('today', home, ['configure', '--usage-data-off']);

  return {
    home,
    folder(name, files = {}) {
      const folder = path.join(home, name);
      mkdirSync(folder, { recursive: true });
      for (const [label, text] of Object.entries(files)) {
        mkdirSync(path.dirname(path.join(folder, label)), { recursive: true });
        writeFileSync(path.join(folder, label), text);
      }
      return folder;
    },
    ours(cwd, ...args) {
      const { code, text } = run(process.execPath, [program, ...args], cwd);
      if (code !== 0) throw new Error(`amplify-tui ${args.join(' ')} ended with ${code}:\n${text}`);
      return text;
    },
    theirs,
    /** The code that the demo's MFA device shows now. */
    code() {
      const asked = `fetch('${cloud.endpoint}/_demo/phone').then((answer) => answer.json()).then(({ devices }) => console.log(devices[0].code))`;
      return run(process.execPath, ['-e', asked], home).text.trim();
    },
    node: (cwd, args) => run(process.execPath, args, cwd),
    /** Where the packages of today's CLI are. */
    modules: path.dirname(bins.today),
    answered(id, cwd, args, { through, answers }) {
      const [file, all] = commandOf(id, args, through);
      return answered(file, all, { cwd, env: id === 'first' ? { ...env, ...toDemo } : env, answers });
    },
    /** A text without whatever differs between runs: colours, paths, ids, times. */
    shown: (text) =>
      stripVTControlCharacters(text)
        .replaceAll(home, '~')
        .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
        .replaceAll(/\bd[a-z0-9]{13}\b/g, '<app>')
        .replaceAll(/(amplify-\w+-\w+-)[0-9a-f]{5}/g, '$1<hex>')
        .replaceAll(/-20\d{12}/g, '-<time>')
        .replaceAll(/\b(shop|cognito)[0-9a-f]{8}/g, '$1<hex>'),
    async close() {
      server.kill('SIGTERM');
      await once(server, 'exit');
      for (const folder of [home, product]) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Runs a program in a pseudo-terminal and presses Enter at every question, which keeps the project's values.
 *
 * @param options.answers text to type before Enter, by a part of the question
 */
async function answered(file, args, { cwd, env, answers = {} }) {
  const screen = new xterm.Terminal({ cols: 100, rows: 60, allowProposedApi: true });
  const child = pty.spawn(file, args, { cols: 100, rows: 60, cwd, env, name: 'xterm' });
  const rows = () =>
    Array.from({ length: 60 }, (_, row) => screen.buffer.active.getLine(row)?.translateToString(true) ?? '');
  const open = Object.keys(answers);
  let quiet;
  const enter = () => {
    const shown = rows().filter((row) => row !== '');
    // Some of today's questions have no mark of their own, only one at the selected choice.
    if (!shown.some((row) => /^[?❯] /.test(row)) || /^[\u2800-\u28FF] /.test(shown.at(-1))) return;
    const part = open.find((one) => shown.join(' ').includes(one));
    if (part !== undefined) open.splice(open.indexOf(part), 1);
    child.write(`${answers[part] ?? ''}\r`);
  };
  child.onData((data) => {
    clearTimeout(quiet);
    screen.write(data, () => {
      quiet = setTimeout(enter, calm);
    });
  });
  const code = await new Promise((resolve) => {
    const late = setTimeout(() => child.kill('SIGKILL'), patience);
    child.onExit(({ exitCode }) => {
      clearTimeout(late);
      resolve(exitCode);
    });
  });
  await new Promise((resolve) => screen.write('', resolve));
  clearTimeout(quiet);
  const text = rows().join('\n');
  screen.dispose();
  return { code, text };
}

/** The texts of all files below a folder, by path. */
export function textsBelow(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const paths = entries.map((one) => path.join(one.parentPath, one.name));
  return new Map(paths.map((file) => [path.relative(folder, file), readFileSync(file, 'latin1')]));
}

/** The paths of files that differ, sorted. */
export function changedFiles(before, after) {
  const all = new Set([...before.keys(), ...after.keys()]);
  return [...all].filter((file) => before.get(file) !== after.get(file)).sort();
}
