import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Shared by the slow proofs: a copy of the built program, demo clouds, people with homes, and runs of the program. */

const hooks = fileURLToPath(new URL('./hooks.mjs', import.meta.url));

/** The five files of a project, and the package.json that was there before. */
export const projectFiles = [
  '.amplifyrc',
  'amplify/#current-cloud-backend/amplify-meta.json',
  'amplify/.config/aws-info.json',
  'amplify/.config/project-config.json',
  'amplify/backend/amplify-meta.json',
  'package.json',
];

/** A folder for a proof with a copy of dist/, so that a build meanwhile does not change the program under proof. */
export function openWorkshop() {
  const folder = mkdtempSync(join(tmpdir(), 'amplify-tui-proof-'));
  cpSync('dist', join(folder, 'dist'), { recursive: true });
  return {
    folder,
    program: join(folder, 'dist', 'cli.js'),
    close: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** Starts a demo cloud of the built program. @param port a free one by default */
export async function startCloud(workshop, { speed = 10_000, port, flags = [] } = {}) {
  const args = [workshop.program, 'demo', '--serve', '--speed', String(speed), ...flags];
  if (port) args.push('--port', String(port));
  const child = spawn(process.execPath, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    // It ends when its standard input does, so that an interrupted proof leaves no cloud behind.
    env: { PATH: process.env.PATH, HOME: workshop.folder, AMPLIFY_TUI_DEMO: 'child' },
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const line = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`the demo cloud ended with code ${code}: ${said}`)));
  });
  const { endpoint, region, accounts } = JSON.parse(line);
  const control = async (method, path, body) => {
    const answer = await fetch(`${endpoint}/_demo/${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  return {
    endpoint,
    region,
    accounts,
    control,
    port: Number(new URL(endpoint).port),
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/**
 * A home folder with a profile and a project that is not initialised yet.
 * @param name of the project
 * @param folder of the home, unique
 */
export function makePerson(workshop, cloud, name, folder = name) {
  const home = join(workshop.folder, 'homes', folder);
  const project = join(home, name);
  mkdirSync(join(home, '.aws'), { recursive: true });
  mkdirSync(project);
  const [user] = cloud.accounts[0].users;
  writeFileSync(
    join(home, '.aws/credentials'),
    `[default]\naws_access_key_id=${user.accessKeyId}\naws_secret_access_key=${user.secretAccessKey}\n`,
  );
  writeFileSync(join(home, '.aws/config'), `[default]\nregion=${cloud.region}\n`);
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({
      scripts: { build: 'vite build', start: 'vite' },
      dependencies: { react: '19.2.0' },
      devDependencies: { vite: '7.2.0' },
    }),
  );
  const env = { HOME: home, AWS_ENDPOINT_URL: cloud.endpoint };
  return { name, home, project, env, state: join(home, '.amplify/tui') };
}

/** Runs the program to its end. `overdue`: it had to be killed at the deadline. */
export async function runProgram(workshop, person, args, options = {}) {
  const { deadline = 120_000, onStart, onLine, env = {} } = options;
  const proof = hookSettings(person, options);
  const child = spawn(process.execPath, [...(proof ? ['--import', hooks] : []), workshop.program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: person.project,
    env: {
      PATH: process.env.PATH,
      TZ: 'UTC',
      AWS_EC2_METADATA_DISABLED: 'true',
      ...person.env,
      ...env,
      ...proof,
    },
  });
  let out = '';
  let err = '';
  let overdue = false;
  const timer = setTimeout(() => {
    overdue = true;
    child.kill('SIGKILL');
  }, deadline);
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', (line) => onLine?.(line));
  }
  onStart?.(child);
  const [code, signal] = await once(child, 'close');
  clearTimeout(timer);
  return { code, signal, out, err, overdue };
}

/** The settings of hooks.mjs; undefined for a run without hooks. */
function hookSettings(person, { list, kill, signal, fail, failFrom, failAt, clock }) {
  if (!list && !kill && !fail && !clock) return undefined;
  const settings = {
    LIST: list,
    KILL: kill,
    SIGNAL: signal,
    FAIL: fail,
    FAIL_FROM: failFrom,
    FAIL_AT: failAt,
    CLOCK: clock,
    HOME: person.home,
  };
  return Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]) => (value ? [[`PROOF_${name}`, value]] : [])),
  );
}

/** Every file below a folder as relative paths, sorted. */
export function filesBelow(folder) {
  const names = readdirSync(folder, { recursive: true });
  return names.filter((name) => !lstatSync(join(folder, name)).isDirectory()).sort();
}

/** The note of an unfinished operation; undefined if there is none. */
export function noteOf(person) {
  const folder = join(person.state, 'journal');
  if (!existsSync(folder)) return undefined;
  const [name] = readdirSync(folder).filter((entry) => entry.endsWith('.json'));
  return name ? JSON.parse(readFileSync(join(folder, name), 'utf8')) : undefined;
}

/** Files left behind by a write, a lock or an unfinished `init`. */
export function leftOvers(person) {
  return filesBelow(person.home).filter((name) =>
    /\.(?:\d{5,10}|unfinished|lock|amplify-tui-init)$/.test(name),
  );
}

/** JSON files of a project and of our own state that are not valid JSON because they were written in part. */
export function brokenFiles(person) {
  return filesBelow(person.home).filter((name) => {
    if (!name.endsWith('.json') && !name.endsWith('.amplifyrc')) return false;
    const text = readFileSync(join(person.home, name), 'utf8');
    if (name.endsWith('.amplifyrc')) return text === '';
    try {
      JSON.parse(text);
      return false;
    } catch {
      return true;
    }
  });
}

/** Runs tasks, some at a time. @returns their results in the order of the tasks */
export async function inParallel(width, tasks) {
  const results = [];
  let next = 0;
  const work = async () => {
    while (next < tasks.length) {
      const index = next++;
      results[index] = await tasks[index]();
    }
  };
  await Promise.all(Array.from({ length: width }, work));
  return results;
}
