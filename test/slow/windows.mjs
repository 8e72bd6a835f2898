import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';

/**
 * Runs on Windows, or in wine: the built program without a terminal, against a demo cloud outside; started by
 * build/windows.mjs. Output goes to files, since wine gives Node no pipes for its standard streams.
 */
const [program, cloudText, ...wanted] = process.argv.slice(2);
const cloud = JSON.parse(cloudText);
const [dev, biz] = cloud.accounts.map(({ users }) => users[0]);

const home = 'C:\\users\\Jörg Müller';
const aws = join(home, '.aws');
const credentials = join(aws, 'credentials');
const config = join(aws, 'config');
const projects = 'C:\\My Projects\\Läden & Co';
const environment = {
  SystemRoot: process.env.SystemRoot,
  ComSpec: process.env.ComSpec,
  PATH: process.env.PATH,
  TEMP: process.env.TEMP,
  USERPROFILE: home,
  AWS_ENDPOINT_URL: cloud.endpoint,
  AWS_EC2_METADATA_DISABLED: 'true',
  TZ: 'UTC',
};

/** The current code of the demo's MFA device, not used yet. */
async function freshCode() {
  const ask = (method) =>
    new Promise((resolve, reject) => {
      const request = http.request(
        `${cloud.endpoint}/_demo/phone`,
        { method, agent: false },
        async (answer) => {
          let text = '';
          for await (const part of answer) text += part;
          resolve(text);
        },
      );
      request.once('error', reject).end();
    });
  await ask('POST');
  return JSON.parse(await ask('GET')).devices[0].code;
}

let outputs = 0;

/** Starts the program. @returns its process, its output so far, and its end */
function start(args, { cwd = home, env = {} } = {}) {
  outputs += 1;
  const names = ['out', 'err'].map((name) => join(process.env.TEMP, `${outputs}.${name}`));
  const files = names.map((name) => openSync(name, 'w'));
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env: { ...environment, ...env },
    stdio: ['ignore', ...files],
  });
  files.forEach(closeSync);
  const said = () => names.map((name) => readFileSync(name, 'utf8'));
  const ended = once(child, 'exit').then(([code]) => {
    const [out, err] = said();
    for (const { secretAccessKey } of [dev, biz])
      if (args[0] !== 'credentials' && args[0] !== 'exec')
        assert.ok(!(out + err).includes(secretAccessKey), `${args.join(' ')} told a secret`);
    const lines = args.includes('--json')
      ? out
          .trim()
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line))
      : [];
    return { code, out, err, lines, last: lines.at(-1) };
  });
  return { child, said, ended };
}

const run = (args, options) => start(args, options).ended;

/** Runs the program with --json. @returns its last line @throws if it fails */
async function succeed(args, options) {
  const { code, last, err, out } = await run([...args, '--json'], options);
  assert.equal(code, 0, `${args.join(' ')} ended with ${code}:\n${err}${out}`);
  return last;
}

function app(name, files) {
  const folder = join(name.includes(':') ? '' : projects, name);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

const react = {
  'package.json':
    '{\r\n  "dependencies": { "react": "19" },\r\n  "devDependencies": { "vite": "7" }\r\n}\r\n',
};

/** All files below a folder, by relative path, with their contents. */
function filesBelow(folder, without = () => false) {
  const found = new Map();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !without(path))
      found.set(path.slice(folder.length + 1), readFileSync(path, 'latin1'));
  }
  return found;
}

const leftOvers = (folder) =>
  readdirSync(folder).filter((name) => /\.lock|unfinished|amplify-tui-/.test(name));

/** Whether each line of a file ends as on Windows. */
const isCrlf = (path) => !/(?<!\r)\n/.test(readFileSync(path, 'utf8'));

const steps = {
  'writes a first profile, in a home with a space and an umlaut': async () => {
    mkdirSync(home, { recursive: true });
    const keys = { AWS_ACCESS_KEY_ID: dev.accessKeyId, AWS_SECRET_ACCESS_KEY: dev.secretAccessKey };
    await succeed(['configure', '--yes', '--profile', 'default', '--region', cloud.region], { env: keys });
    assert.match(readFileSync(credentials, 'utf8'), new RegExp(`aws_access_key_id ?= ?${dev.accessKeyId}`));
    assert.match(readFileSync(config, 'utf8'), /region ?= ?eu-west-1/);
    assert.deepEqual(leftOvers(aws), []);
  },
  'adds to, renames in and removes from files with CRLF, and keeps their ends of line': async () => {
    const crlf = (path) => writeFileSync(path, readFileSync(path, 'utf8').replace(/\r?\n/g, '\r\n'));
    [credentials, config].forEach(crlf);
    writeFileSync(
      config,
      `${readFileSync(config, 'utf8')}\r\n[profile other]\r\nregion = us-east-1\r\n; somebody's own\r\n`,
    );
    const keys = { AWS_ACCESS_KEY_ID: biz.accessKeyId, AWS_SECRET_ACCESS_KEY: biz.secretAccessKey };
    await succeed(['configure', '--yes', '--profile', 'biz', '--region', cloud.region], { env: keys });
    await succeed(['profiles', 'rename', 'biz', 'second', '--yes']);
    await succeed(['profiles', 'test', 'second']);
    await succeed(['profiles', 'remove', 'second', '--yes']);
    await succeed(['configure', '--yes', '--profile', 'biz', '--region', cloud.region], { env: keys });
    assert.equal((await succeed(['profiles', 'list'])).profiles, 3);
    const text = readFileSync(config, 'utf8');
    assert.match(text, /\[profile other\]\r\nregion = us-east-1\r\n; somebody's own\r\n/);
    assert.doesNotMatch(text + readFileSync(credentials, 'utf8'), /second/);
    for (const path of [credentials, config]) assert.ok(isCrlf(path), path);
  },
  'takes a change of profiles back': async () => {
    const now = () => [credentials, config].map((path) => readFileSync(path, 'latin1'));
    const before = now();
    await succeed(['profiles', 'rename', 'biz', 'fourth', '--yes']);
    assert.notDeepEqual(now(), before);
    const { changes } = await succeed(['undo']);
    await succeed(['undo', changes[0].id, '--yes']);
    assert.deepEqual(now(), before);
  },
  'shows, uses, bridges and rotates profiles': async () => {
    const { out, code } = await run(['profiles', 'show', 'biz']);
    assert.equal(code, 0, out);
    assert.match(out, /~\\\.aws\\credentials/);
    const folder = app('used', react);
    await succeed(['profiles', 'use', 'biz', '--yes'], { cwd: folder });
    assert.match(readFileSync(join(home, '.amplify', 'tui', 'settings.ini'), 'utf8'), /\[\] ?= ?biz/);
    await succeed(['profiles', 'bridge', 'biz', 'bridged', '--yes']);
    const bridged = await run(['credentials', '--profile', 'bridged']);
    assert.equal(bridged.code, 0, bridged.err);
    assert.equal(JSON.parse(bridged.out).AccessKeyId, biz.accessKeyId);
    await succeed(['profiles', 'remove', 'bridged', '--yes']);
    await succeed(['profiles', 'rotate', 'biz', '--yes', '--delete-old']);
    assert.ok(!readFileSync(credentials, 'utf8').includes(biz.accessKeyId));
    assert.ok(isCrlf(credentials));
  },
  'puts completions where the bash of Git looks for them': async () => {
    const env = { SHELL: 'C:\\Program Files\\Git\\usr\\bin\\bash.exe' };
    const { out, code } = await run(['completions', '--install', '--yes'], { env });
    assert.equal(code, 0, out);
    assert.ok(existsSync(join(home, '.local', 'share', 'bash-completion', 'completions', 'amplify-tui')));
    assert.ok(!existsSync(join(home, '.local', 'share', 'man')));
  },
  'puts completions for PowerShell where no other shell is named, and tells the line for it': async () => {
    mkdirSync(home, { recursive: true });
    const { out, code } = await run(['completions', '--install', '--yes']);
    assert.equal(code, 0, out);
    const file = join(home, '.local', 'share', 'amplify-tui', 'completions.ps1');
    assert.match(readFileSync(file, 'utf8'), /^Register-ArgumentCompleter /m);
    assert.ok(out.includes(`: . '${file}'`), out);
  },
  'asks the npm of the PATH, a script of cmd, and none that lies in the folder': async () => {
    const tools = 'C:\\My Tools & more';
    for (const folder of [home, projects, tools]) mkdirSync(folder, { recursive: true });
    writeFileSync(join(projects, 'npm.cmd'), '@echo 98.0.0\r\n');
    const asked = async (path) => {
      const { lines } = await run(['doctor', '--updates', '--json'], {
        cwd: projects,
        env: { PATH: path },
      });
      return { newest: lines[0].program.newest, text: lines[0].findings[0]?.text };
    };
    const none = await asked(`${environment.SystemRoot}\\system32`);
    assert.deepEqual(none, { newest: null, text: 'There is no npm on your PATH.' });
    writeFileSync(join(tools, 'npm.cmd'), '@echo 99.0.0\r\n');
    const { newest, text } = await asked(`${tools};${environment.SystemRoot}\\system32`);
    assert.equal(newest?.version, '99.0.0', text);
    const { out } = await run(['--version']);
    assert.match(out, /^\d+\.\d+\.\d+\S*\r?\n$/);
  },
  'leaves a read-only file alone and says so': async () => {
    const before = readFileSync(credentials);
    chmodSync(credentials, 0o444);
    const { code, last } = await run(['profiles', 'remove', 'biz', '--yes', '--json']);
    chmodSync(credentials, 0o666);
    assert.deepEqual([code, last.code, last.why], [1, 'FILE_UNWRITABLE', 'It is marked as read-only.']);
    assert.deepEqual(readFileSync(credentials), before);
  },
  'waits for a file that another program has open, and gives up with nothing lost': async () => {
    const before = [credentials, config].map((path) => readFileSync(path, 'latin1'));
    let held = openSync(credentials, 'r');
    const { code, last } = await run(['profiles', 'rename', 'biz', 'third', '--yes', '--json']);
    closeSync(held);
    assert.deepEqual([code, last.code], [1, 'FILE_UNWRITABLE'], JSON.stringify(last));
    assert.match(last.why, /Another program has it open/);
    assert.deepEqual(
      [credentials, config].map((path) => readFileSync(path, 'latin1')),
      before,
    );
    assert.deepEqual(leftOvers(aws), []);
    held = openSync(credentials, 'r');
    const { child, said, ended } = start(['profiles', 'rename', 'biz', 'third', '--yes', '--json']);
    // Waits until the new text is beside the file that is held open.
    while (!readdirSync(aws).some((name) => name.startsWith('.credentials.amplify-tui-'))) {
      assert.equal(child.exitCode, null, said().join(''));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    closeSync(held);
    assert.equal((await ended).code, 0);
    assert.match(readFileSync(credentials, 'utf8'), /\[third\]/);
    await succeed(['profiles', 'rename', 'third', 'biz', '--yes']);
  },
  'makes a project in the classic layout, as all kinds of app': async () => {
    const cwd = app('one', react);
    await succeed(['init', '--yes'], { cwd });
    assert.ok(existsSync(join(cwd, 'amplify', 'backend', 'amplify-meta.json')));
    assert.ok(isCrlf(join(cwd, 'package.json')));
    const files = {
      flutter: 'lib/amplifyconfiguration.dart',
      android: 'app/src/main/res/raw/amplifyconfiguration.json',
      ios: 'amplifyconfiguration.json',
      javascript: 'src/aws-exports.js',
    };
    for (const [kind, file] of Object.entries(files)) {
      await succeed(['configure', 'project', '--yes', '--frontend', JSON.stringify({ frontend: kind })], {
        cwd,
      });
      assert.ok(existsSync(join(cwd, file)), file);
    }
    for (const [name, text] of filesBelow(join(cwd, 'amplify'))) if (name.endsWith('.json')) JSON.parse(text);
  },
  'takes it to environments and back, byte for byte': async () => {
    const cwd = join(projects, 'one');
    const isBackup = (path) => /backup/.test(path);
    const before = filesBelow(cwd, isBackup);
    await succeed(['upgrade', '--yes', '--env', 'dev'], { cwd });
    assert.ok(existsSync(join(cwd, 'amplify', 'team-provider-info.json')));
    await succeed(['upgrade', '--undo', '--yes'], { cwd });
    assert.deepEqual(filesBelow(cwd, isBackup), before);
  },
  'shares the backend with the folder beside it': async () => {
    app('web', react);
    await succeed(['share', '../web', '--yes'], { cwd: join(projects, 'one') });
    assert.ok(existsSync(join(projects, 'web', 'amplify', '.config', 'project-config.json')));
  },
  'makes a project with environments on another drive, and uses each': async () => {
    const cwd = app('D:\\läden\\several', react);
    await succeed(['init', '--yes', '--env', 'dev'], { cwd });
    await succeed(['init', '--yes', '--env', 'test'], { cwd });
    await succeed(['env', 'use', 'dev', '--yes'], { cwd });
    const list = await succeed(['env', 'list'], { cwd });
    assert.deepEqual(
      list.environments.map(({ name, current }) => [name, current]),
      [
        ['dev', true],
        ['test', false],
      ],
    );
  },
  'makes a project in a folder of another machine, and shows where it is': async () => {
    const cwd = app('\\\\files\\share\\Läden', react);
    await succeed(['init', '--yes'], { cwd });
    assert.ok(existsSync(join(cwd, 'amplify', 'backend', 'amplify-meta.json')));
    const written = readFileSync(join(cwd, 'amplify', '.config', 'project-config.json'), 'utf8');
    JSON.parse(written);
    const { out, code } = await run(['status'], { cwd });
    assert.equal(code, 0, out);
    assert.match(out, /create complete/);
  },
  'is killed in the middle of a deployment, and goes on with it': async () => {
    const cwd = app('killed', react);
    const { child, said, ended } = start(['init', '--yes', '--json'], { cwd });
    while (!said()[0].includes('CREATE_IN_PROGRESS')) {
      assert.equal(child.exitCode, null, said().join(''));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    child.kill('SIGKILL');
    await ended.catch(() => {});
    assert.ok(!existsSync(join(cwd, 'amplify')));
    const resumed = await succeed(['init', '--resume'], { cwd });
    assert.ok(existsSync(join(cwd, 'amplify', 'backend', 'amplify-meta.json')));
    const watched = await succeed(['watch', resumed.stackName], { cwd });
    assert.equal(watched.ok, true);
  },
  'assumes a role with MFA: for a test, for a command, for a credential_process': async () => {
    writeFileSync(
      config,
      `${readFileSync(config, 'utf8')}\r\n[profile role]\r\nrole_arn=arn:aws:iam::444455556666:role/amplify-deploy\r\nsource_profile=default\r\nregion=eu-west-1\r\nmfa_serial=arn:aws:iam::111122223333:mfa/dev\r\nexternal_id=dev-corp-inventory-7f3a\r\n`,
    );
    const code = await freshCode();
    await succeed(['profiles', 'test', 'role', '--mfa-code', code]);
    const { code: ended, out } = await run(['credentials', '--profile', 'role']);
    assert.equal(ended, 0);
    assert.equal(JSON.parse(out).Version, 1);
    const words = ['a b', '"', '%PATH%', 'ä&b'];
    const script =
      'process.stdout.write(JSON.stringify([process.argv.slice(1), process.env.AWS_SESSION_TOKEN !== undefined]))';
    const executed = await run(['exec', '--profile', 'role', '--', process.execPath, '-e', script, ...words]);
    assert.equal(executed.code, 0, executed.err);
    assert.deepEqual(JSON.parse(executed.out), [words, true]);
    const failed = await run(['exec', '--profile', 'role', '--', process.execPath, '-e', 'process.exit(7)']);
    assert.equal(failed.code, 7);
  },
  'makes a role that others assume': async () => {
    const answers = join(home, 'role.yaml');
    writeFileSync(answers, 'account: "444455556666"\r\nmfa: false\r\n');
    const { code, last } = await run(['assume-role', 'role', '--answers', answers, '--yes', '--json']);
    assert.equal(code, 0, JSON.stringify(last));
  },
  'shows what the access of a profile is': async () => {
    const { code, lines, err } = await run(['access', '--profile', 'default', '--json']);
    assert.equal(code, 0, err);
    assert.match(JSON.stringify(lines), new RegExp(dev.accessKeyId));
  },
  'deletes a project with its environments, its bucket downloaded first': async () => {
    const cwd = 'D:\\läden\\several';
    const download = join(home, 'of several');
    const args = ['delete', '--yes', '--confirm', 'several', '--download', download];
    await succeed(args, { cwd });
    assert.ok(!existsSync(join(cwd, 'amplify', 'backend', 'amplify-meta.json')));
    assert.ok(existsSync(join(cwd, 'package.json')));
    assert.ok(filesBelow(download).size > 0);
    assert.equal((await run(['status'], { cwd })).code, 1);
  },
  'deletes a project without environments, and leaves no file of its own': async () => {
    const cwd = join(projects, 'killed');
    await succeed(['delete', '--yes', '--confirm', 'killed'], { cwd });
    assert.deepEqual([...filesBelow(cwd).keys()], ['package.json']);
  },
  'finds nothing wrong in the end': async () => {
    const { last } = await run(['doctor', '--json', '--offline'], { cwd: join(projects, 'one') });
    assert.deepEqual(
      last.findings.filter(({ severity }) => severity === 'error'),
      [],
    );
    const { out } = await run(['status'], { cwd: join(projects, 'one') });
    assert.match(out, /create complete/);
    assert.deepEqual(leftOvers(aws), []);
    assert.deepEqual(
      readdirSync(join(home, '.amplify', 'tui', 'journal')).filter((name) => name.endsWith('.json')),
      [],
    );
  },
};

let failed = 0;
for (const [name, step] of Object.entries(steps)) {
  if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
  const started = Date.now();
  try {
    await step();
    console.log(`  ✔ ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  } catch (thrown) {
    failed += 1;
    console.log(`  ✖ ${name}\n${thrown.stack}`);
  }
}
process.exitCode = failed === 0 ? 0 : 1;
