import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { inParallel } from '../../build/reliability/world.mjs';

/**
 * The slow proof of writing ~/.aws: the program is killed between all of its steps and during each write; two instances write 80
 * times each in turn while another program appends to the same files (`--turns [times]`: only that). No file may be damaged, no
 * change lost, nothing left behind.
 */
const work = mkdtempSync(path.join(tmpdir(), 'profiles-writes-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));

const child = path.join(work, 'child.mjs');
const steps = path.resolve('test/slow/kill-steps.mjs');
await build({
  entryPoints: ['test/slow/profiles-child.mjs'],
  outfile: child,
  bundle: true,
  format: 'esm',
  platform: 'node',
  mainFields: ['module', 'main'],
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  define: { __filename: '"child"' },
  logLevel: 'warning',
});

const before = {
  config:
    '# my accounts\n[profile a]\nregion = eu-west-1\n\n[profile role]\nrole_arn = x\nsource_profile = a # mine\n',
  credentials: '[a]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = abc\n\n# end',
};
const changes = [
  {
    kind: 'set',
    name: 'b',
    set: [
      ['region', 'r'],
      ['aws_access_key_id', 'AKIA'],
      ['aws_secret_access_key', 's'],
    ],
    remove: [],
  },
  {
    kind: 'set',
    name: 'a',
    set: [
      ['aws_secret_access_key', 'new'],
      ['region', 'r'],
    ],
    remove: ['output'],
  },
  { kind: 'remove', name: 'a' },
  { kind: 'rename', name: 'a', to: 'z' },
];

let kills = 0;
const turnsAt = process.argv.indexOf('--turns');
const turns = Number((turnsAt > 0 && process.argv[turnsAt + 1]) || 80);
if (turnsAt > 0) {
  await writeInTurn();
  process.exit(0);
}
for (const change of changes) await killAtEachStep(change);
for (const change of changes.slice(0, 2)) await killAtEachStep(change, { fresh: true });
console.log(`${kills} kills: each file whole, and the next run ends with nothing left behind`);
await writeInTurn();

/** A home with files that have grown over time, credentials behind a symbolic link; or without any. */
function makeHome({ fresh = false } = {}) {
  const home = mkdtempSync(path.join(work, 'home-'));
  if (fresh) return home;
  mkdirSync(path.join(home, '.aws'));
  mkdirSync(path.join(home, 'dotfiles'));
  writeFileSync(path.join(home, '.aws/config'), before.config);
  writeFileSync(path.join(home, 'dotfiles/credentials'), before.credentials);
  symlinkSync('../dotfiles/credentials', path.join(home, '.aws/credentials'));
  return home;
}

function contents(home) {
  const read = (name) => {
    try {
      return readFileSync(path.join(home, '.aws', name), 'utf8');
    } catch (thrown) {
      if (thrown.code === 'ENOENT') return undefined;
      throw thrown;
    }
  };
  return { config: read('config'), credentials: read('credentials') };
}

function leftovers(home) {
  return ['.aws', 'dotfiles'].flatMap((folder) => {
    try {
      return readdirSync(path.join(home, folder)).filter((name) => !['config', 'credentials'].includes(name));
    } catch (thrown) {
      if (thrown.code === 'ENOENT') return [];
      throw thrown;
    }
  });
}

function run(home, change, kill) {
  const args = [...(kill === undefined ? [] : ['--import', steps]), child, 'write', JSON.stringify(change)];
  const env = { PATH: process.env.PATH, HOME: home, KILL: kill ?? '' };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env, timeout: 30_000 }, (thrown, stdout, stderr) =>
      resolve({ status: thrown ? thrown.code : 0, signal: thrown?.signal, stdout, stderr }),
    );
  });
}

async function killAtEachStep(change, world = {}) {
  const finished = makeHome(world);
  const counted = await run(finished, change, 'count');
  if (counted.status !== 0) throw new Error(counted.stderr);
  const names = counted.stderr.split('\n').filter((line) => line.startsWith('step '));
  const old = contents(makeHome(world));
  const wanted = contents(finished);
  if (JSON.stringify(old) === JSON.stringify(wanted)) throw new Error('the change changes nothing');
  // After one step is the same moment as before the next.
  const moments = names.flatMap((name, index) =>
    [...(index === 0 ? ['before'] : []), ...(name.includes('writeFile') ? ['half'] : []), 'after'].map(
      (when) => [index, name, when],
    ),
  );
  await inParallel(
    2,
    moments.map(([index, name, when]) => async () => {
      const home = makeHome(world);
      const { signal } = await run(home, change, `${index} ${when}`);
      if (signal !== 'SIGKILL') throw new Error(`not killed ${when} ${name}`);
      kills += 1;
      const now = contents(home);
      for (const file of ['config', 'credentials']) {
        if (now[file] !== old[file] && now[file] !== wanted[file])
          throw new Error(`${file} is damaged by a kill ${when} ${name}: ${JSON.stringify(now[file])}`);
      }
      const renamedHalf =
        change.kind === 'rename' && (now.config === old.config) !== (now.credentials === old.credentials);
      const next = await run(home, change);
      const gone =
        change.kind !== 'set' && now.config === wanted.config && now.credentials === wanted.credentials;
      if (gone || renamedHalf) {
        // It is done already, or half of it: the program says so and changes nothing.
        if (next.status === 0) throw new Error('a profile that is gone was found');
        if (JSON.stringify(contents(home)) !== JSON.stringify(now)) throw new Error('it wrote all the same');
        const tidy = await run(home, {
          kind: 'set',
          name: 'after',
          set: [
            ['region', 'r'],
            ['aws_access_key_id', 'A'],
          ],
          remove: [],
        });
        if (tidy.status !== 0) throw new Error(tidy.stderr);
      } else {
        if (next.status !== 0) throw new Error(`after a kill ${when} ${name}: ${next.stderr}`);
        if (JSON.stringify(contents(home)) !== JSON.stringify(wanted))
          throw new Error(`not ended: ${when} ${name}`);
      }
      const left = leftovers(home);
      if (left.length > 0) throw new Error(`left behind after a kill ${when} ${name}: ${left}`);
      if (!world.fresh && !lstatSync(path.join(home, '.aws/credentials')).isSymbolicLink())
        throw new Error('the symbolic link is gone');
      rmSync(home, { recursive: true });
    }),
  );
  console.log(`${change.kind} ${change.name}${world.fresh ? ' without files' : ''}: ${names.length} steps`);
  if (process.argv.includes('--steps')) console.log(names.join('\n'));
}

/** Two instances make some changes each, while a third program appends lines now and then. */
async function writeInTurn() {
  const home = makeHome();
  const started = performance.now();
  const instances = ['x', 'y'].map((name) => {
    const running = spawn(process.execPath, [child, 'many', name, String(turns)], {
      env: { PATH: process.env.PATH, HOME: home },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return once(running, 'exit').then(([code]) => {
      if (code !== 0) throw new Error(`instance ${name} ended with ${code}`);
    });
  });
  let appended = 0;
  let going = true;
  const ended = Promise.all(instances).finally(() => {
    going = false;
  });
  while (going) {
    appended += 1;
    // At first, the last line has no end.
    for (const file of ['config', 'credentials'])
      appendFileSync(path.join(home, '.aws', file), `\n# appended ${appended}\n`);
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 100))]);
  }
  await ended;
  const { config, credentials } = contents(home);
  for (const name of ['x', 'y']) {
    for (let n = 0; n < turns; n++) {
      // One in four is removed again, another one in four renamed; see profiles-child.mjs.
      const final = n % 4 === 1 ? `${name}${n}-renamed` : `${name}${n}`;
      const times = n % 4 === 2 ? 0 : 1;
      for (const [file, header] of [
        [config, `[profile ${final}]\n`],
        [credentials, `[${final}]\n`],
      ])
        if (file.split(header).length - 1 !== times)
          throw new Error(`${header.trim()} is not there ${times} times`);
    }
  }
  for (let n = 1; n <= appended; n++) {
    for (const file of [config, credentials])
      if (file.split(`# appended ${n}\n`).length !== 2)
        throw new Error(`what another program appended is lost: ${n}`);
  }
  for (const file of [config, credentials]) {
    const known = file
      .split('\n')
      .filter(
        (line) =>
          !/^$|^\[(profile )?[xy]\d+(-renamed)?\]$|^# appended \d+$|^(region|aws_\w+) = \w+$/.test(line),
      );
    const own = `${before.config}\n${before.credentials}`.split('\n').filter((line) => line !== '');
    for (const line of known) if (!own.includes(line)) throw new Error(`a damaged line: ${line}`);
  }
  const left = leftovers(home);
  if (left.length > 0) throw new Error(`left behind: ${left}`);
  execFileSync(process.execPath, [child, 'check'], { env: { PATH: process.env.PATH, HOME: home } });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `two instances, ${turns} changes each, ${appended} foreign edits in between: nothing lost (${seconds} s)`,
  );
}
