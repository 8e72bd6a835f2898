import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import xterm from '@xterm/headless';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { closeTerminals, openTerminal, type Terminal } from '../../support/terminal.ts';
import { makeWorld, type World } from '../support/cloud.ts';
import { run } from '../support/run.ts';

/** `RANDOM_SEED`, `RANDOM_ACTS` and `RANDOM_SECONDS` repeat a run or extend it; it ends at whichever limit comes first. */
const seed = Number(process.env.RANDOM_SEED ?? 1);
const mostActs = Number(process.env.RANDOM_ACTS ?? 10_000);
const mostMs = Number(process.env.RANDOM_SECONDS ?? 120) * 1000;

/** Each lane has its own cloud, and two keep two cores busy. */
const lanes = 2;
/** Milliseconds after a deciding question was shown in which writes are allowed, since the work takes time. */
const workTakes = 20_000;
/** The footer while a deciding question is on the screen. */
const decides =
  /in a moment|⏎ (?:create|write|set up|upgrade|put back|continue|resume|delete|finish|yes|look and continue|replace|the one)|(?:^| )[a-z] (?:clean up|delete|forget|continue|switch it off|leave|keep)/;

let worlds: World[] = [];

beforeAll(async () => {
  worlds = await Promise.all(Array.from({ length: lanes }, () => makeWorld(500)));
  for (const world of worlds) {
    const cwd = newApp(world, 'shop');
    const made = await run(['init', '--yes', '--json', '--env', 'dev'], { env: world.env, cwd });
    expect(made.lines.at(-1)).toMatchObject({ ok: true });
  }
});
afterAll(async () => {
  closeTerminals();
  for (const world of worlds) await world.close();
});

function newApp(world: World, name: string): string {
  const folder = join(world.home, name);
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'package.json'),
    '{"dependencies":{"react":"19"},"devDependencies":{"vite":"7"}}',
  );
  return folder;
}

/** A repeatable generator of numbers below 1 (mulberry32). */
function random(state: number): () => number {
  let at = state;
  return () => {
    at = (at + 0x6d2b79f5) | 0;
    let mixed = Math.imul(at ^ (at >>> 15), 1 | at);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const commands = [
  [],
  [],
  ['init'],
  ['configure'],
  ['assume-role'],
  ['profiles'],
  ['watch'],
  ['env'],
  ['configure', 'project'],
] as const;
const keys = [
  ...'icpaewsxrohjklgGyn?:/123',
  ...[
    '\r',
    '\r',
    '\r',
    '\r',
    '\t',
    '\t',
    ' ',
    '\u007F',
    '\u001B[Z',
    '\u0012',
    '\u0014',
    '\u0015',
    '\u000B',
    '\f',
  ],
  ...[
    '\u001B[A',
    '\u001B[B',
    '\u001B[B',
    '\u001B[C',
    '\u001B[D',
    '\u001B[H',
    '\u001B[F',
    '\u001B[5~',
    '\u001B[6~',
  ],
  ...['\u001B[1;2D', '\u001B[3;5~', '\u001Bd', '\u001B[27;5;107~', '\u001B[99:67:99;9u', 'й', '🇩🇪', '\u001B'],
];
const rarely = ['q', '\u0003', '\u001B[99;5u', '\u001A', '\u001C'];
const oddities = [
  ...[
    '\u001B[',
    '\u001B]11;rgb:0/0/0',
    '\u001BP1+r',
    '\u001B[200~torn',
    '\u001B[201~',
    '\u001B[M',
    '\u009B',
    '\u0000',
  ],
  ...['\u001B]11;rgb:0/0/0\u0007', '\u001B[I', '\u001B[?62c', '\u001B[24;80R', `\u001B[${'9;'.repeat(200)}m`],
];
const pastes = [
  'q\r',
  '123456',
  'arn:aws:iam::444455556666:mfa/ada',
  '開発者\u200D👩',
  '\u001B[31mred\r\n',
  'x'.repeat(5000),
];
const signals = ['SIGWINCH', 'SIGCONT', 'SIGTSTP', 'SIGUSR2', 'SIGTERM', 'SIGINT', 'SIGHUP'];

/**
 * Has everything redrawn into a terminal that wraps every line, so that a row wider than the screen cannot hide beyond its
 * edge.
 *
 * @returns the rows that are too wide
 */
async function rowsTooWide(terminal: Terminal, columns: number, rows: number): Promise<string[]> {
  const before = terminal.bytes().length;
  const lastWhole = () => terminal.bytes().lastIndexOf('\u001B[H\u001B[2J');
  terminal.press('ctrl+l');
  // An unterminated paste may swallow the key.
  for (const end = Date.now() + 1500; lastWhole() < before && Date.now() < end; ) await calm(terminal);
  await calm(terminal);
  const from = lastWhole();
  if (from < before) return [];
  const emulator = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  const frame = terminal.bytes().slice(from).replaceAll('\u001B[?7l', '');
  await new Promise<void>((done) => emulator.write(frame, done));
  const lines = Array.from({ length: rows }, (_, row) => emulator.buffer.active.getLine(row));
  return lines.flatMap((line) => (line?.isWrapped ? [line.translateToString(true)] : []));
}

/** Waits until the program has not drawn for a moment, but not forever, since a deployment keeps drawing. */
async function calm(terminal: Terminal): Promise<void> {
  const end = Date.now() + 1500;
  for (let before = -1; before !== terminal.bytes().length && Date.now() < end; ) {
    before = terminal.bytes().length;
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}

/** The calls since a moment that changed something in AWS, or tried to. */
async function writesSince(world: World, moment: number): Promise<string[]> {
  const answer = await fetch(`${world.cloud.endpoint}/_demo/calls?since=${moment}`);
  const { calls } = (await answer.json()) as { calls: { action: string }[] };
  return calls
    .map(({ action }) => action)
    .filter((action) =>
      /^(?:Create|Put|Delete|Update|Attach|Detach|Add|Remove|Enable|Deactivate|Tag)/.test(action),
    );
}

function expectRestored(bytes: string): void {
  for (const mode of ['1049', '25', '7', '2004', '1000', '1006']) {
    const [on, off] = /^(?:25|7)$/.test(mode) ? ['l', 'h'] : ['h', 'l'];
    const taken = bytes.lastIndexOf(`\u001B[?${mode}${on}`);
    if (taken >= 0) expect(bytes.lastIndexOf(`\u001B[?${mode}${off}`), `mode ${mode}`).toBeGreaterThan(taken);
  }
}

/** Whether a row of the screen asks for a decision, like the footer. */
const asks = (terminal: Terminal) =>
  terminal.text().some((row, at, rows) => at >= rows.length - 2 && decides.test(row));

interface Lane {
  readonly world: World;
  readonly next: () => number;
  readonly mostActs: number;
  readonly end: number;
  readonly titles: Set<string>;
}

/** Runs one session after another, each with random acts until it ends. @returns the number of acts and sessions */
async function runLane({ world, next, mostActs: most, end, titles }: Lane) {
  const below = (n: number) => Math.floor(next() * n);
  const pick = <T>(from: readonly T[]): T => from[below(from.length)]!;
  let acts = 0;
  let sessions = 0;
  while (acts < most && Date.now() < end) {
    sessions++;
    let [columns, rows] = [60 + below(141), 16 + below(35)];
    // Some start like a user who reads and agrees, which leads through a flow to its writes.
    const reads = next() < 0.25;
    const app = join(world.home, 'shop');
    const folder = reads ? newApp(world, `app${sessions}`) : pick([world.project, app, app, world.home]);
    const terminal = openTerminal({
      args: reads ? ['init'] : pick(commands),
      columns,
      rows,
      cwd: folder,
      // No browser and no AWS CLI.
      env: {
        ...world.env,
        PATH: '/nowhere',
        ...pick([{}, { SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' }, { NO_COLOR: '1' }]),
      },
      patience: 30_000,
    });
    const ended: { code?: number } = {};
    void terminal.exited.then((code) => {
      ended.code = code;
    });
    await terminal.see(/amplify-tui/).catch((error: unknown) => {
      if (ended.code === undefined) throw error;
    });
    let asked = Number.NEGATIVE_INFINITY;
    const watching = setInterval(() => {
      if (asks(terminal)) asked = performance.now();
    }, 100);
    const trail: string[] = [];
    let typed = '';
    const flush = () => {
      if (typed !== '') terminal.type(typed);
      typed = '';
    };
    const act = () => {
      const chance = next();
      const bytes =
        chance < 0.82
          ? pick(keys)
          : chance < 0.87
            ? `\u001B[200~${pick(pastes)}\u001B[201~`
            : chance < 0.895
              ? pick(oddities)
              : chance < 0.97
                ? `\u001B[<${pick([0, 0, 0, 64, 65])};${1 + below(columns)};${1 + below(rows)}M`
                : chance < 0.974
                  ? pick(rarely)
                  : undefined;
      trail.push(bytes ?? 'other');
      // Several in one write, like on a busy machine.
      if (bytes !== undefined) {
        typed += bytes;
        return;
      }
      flush();
      if (chance < 0.996) {
        [columns, rows] = [60 + below(141), 16 + below(35)];
        return terminal.resize(columns, rows);
      }
      const signal = pick(signals.slice(0, next() < 0.8 ? 3 : undefined));
      trail.push(signal);
      if (ended.code === undefined) terminal.kill(signal);
    };
    let looked = Date.now();
    const look = async () => {
      const rowsNow = terminal.text();
      const text = rowsNow.join('\n');
      titles.add(/^ ?(?:[A-Z ]+ {2,})?(\S.{4,60})$/m.exec(rowsNow[2] ?? '')?.[1]?.trim() ?? '');
      const about = `session ${sessions}, ${trail
        .slice(-60)
        .map((each) => JSON.stringify(each))
        .join(' ')}\n${text}`;
      // Writes since the last look must follow from a question that could be read.
      const since = looked;
      looked = Date.now();
      const writes = await writesSince(world, since);
      if (performance.now() - asked > workTakes) expect(writes, about).toEqual([]);
      return about;
    };
    for (let steps = reads ? 3 + below(10) : 0; steps > 0 && ended.code === undefined; steps--) {
      await new Promise((resolve) => setTimeout(resolve, 800));
      await look();
      trail.push('read', '\r');
      terminal.type('\r');
    }
    const mostHere = 200 + below(1200);
    for (let here = 0; here < mostHere && acts < most && ended.code === undefined && Date.now() < end; ) {
      for (let batch = 20 + below(100); batch > 0; batch--, here++, acts++) act();
      flush();
      await calm(terminal);
      if (ended.code !== undefined) break;
      const about = await look();
      // A frame of the previous size may still have been on its way; one that stays is a fault.
      let wide = next() < 0.3 ? await rowsTooWide(terminal, columns, rows) : [];
      for (let again = 0; wide.length > 0 && again < 3; again++) {
        await new Promise((resolve) => setTimeout(resolve, 300));
        wide = await rowsTooWide(terminal, columns, rows);
      }
      expect(wide, about).toEqual([]);
    }
    if (ended.code === undefined) terminal.kill('SIGTERM');
    const code = await terminal.exited;
    clearInterval(watching);
    const last = terminal.bytes().slice(-3000);
    expect(
      [0, 128 + 1, 128 + 2, 128 + 3, 128 + 12, 128 + 15],
      `${JSON.stringify(trail.slice(-30))}\n${last}`,
    ).toContain(code);
    expect(last).not.toMatch(/\n\s+at .*\(.*:\d+:\d+\)/);
    expectRestored(terminal.bytes());
  }
  return { acts, sessions };
}

it(`survives ${mostActs} random keys, pastes, clicks, resizes and signals (RANDOM_SEED=${seed})`, async () => {
  const end = Date.now() + mostMs;
  const titles = new Set<string>();
  const done = await Promise.all(
    worlds.map((world, lane) =>
      runLane({ world, next: random(seed + lane), mostActs: Math.ceil(mostActs / lanes), end, titles }),
    ),
  );
  const acts = done.reduce((sum, lane) => sum + lane.acts, 0);
  console.info(`${acts} acts in ${done.reduce((sum, { sessions }) => sum + sessions, 0)} sessions`);
  // The run has to get somewhere.
  for (const { sessions } of done) expect(sessions).toBeGreaterThan(1);
  expect(titles.size).toBeGreaterThan(3);
});
