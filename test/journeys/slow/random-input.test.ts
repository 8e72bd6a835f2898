import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import xterm from '@xterm/headless';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { closeTerminals, openTerminal, type Terminal } from '../../support/terminal.ts';
import { makeWorld, type World } from '../support/cloud.ts';
import { run } from '../support/run.ts';

/** `RANDOM_SEED`, `RANDOM_ACTS` and `RANDOM_SECONDS` repeat a run or make it longer; it ends with whichever comes first. */
const seed = Number(process.env.RANDOM_SEED ?? Date.now() % 1_000_000);
const mostActs = Number(process.env.RANDOM_ACTS ?? 10_000);
const mostMs = Number(process.env.RANDOM_SECONDS ?? 90) * 1000;

let world: World;
let app: string;

beforeAll(async () => {
  world = await makeWorld(500);
  app = newApp('shop');
  const made = await run(['init', '--yes', '--json', '--env', 'dev'], { env: world.env, cwd: app });
  expect(made.lines.at(-1)).toMatchObject({ ok: true });
});
afterEach(closeTerminals);
afterAll(() => world.close());

function newApp(name: string): string {
  const folder = join(world.home, name);
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'package.json'),
    '{"dependencies":{"react":"19"},"devDependencies":{"vite":"7"}}',
  );
  return folder;
}

/** A generator of numbers below 1 that can be repeated (mulberry32). */
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
 * Has everything drawn anew, into a terminal that wraps whatever it is told: a row that is wider than the screen cannot
 * hide behind its edge.
 *
 * @returns the rows that are too wide
 */
async function rowsTooWide(terminal: Terminal, columns: number, rows: number): Promise<string[]> {
  const before = terminal.bytes().length;
  const lastWhole = () => terminal.bytes().lastIndexOf('\u001B[H\u001B[2J');
  terminal.press('ctrl+l');
  // A paste without an end may take the key.
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

/** Waits until the program has not drawn for a moment; a deployment draws always, so not for long. */
async function calm(terminal: Terminal): Promise<void> {
  const end = Date.now() + 400;
  for (let before = -1; before !== terminal.bytes().length && Date.now() < end; ) {
    before = terminal.bytes().length;
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}

/** The calls that changed something in AWS, or wanted to, from the beginning. */
async function writesSoFar(): Promise<string[]> {
  const answer = await fetch(`${world.cloud.endpoint}/_demo/calls`);
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

it(`survives ${mostActs} random keys, pastes, clicks, resizes and signals (RANDOM_SEED=${seed})`, async () => {
  const next = random(seed);
  const below = (n: number) => Math.floor(next() * n);
  const pick = <T>(from: readonly T[]): T => from[below(from.length)]!;
  const end = Date.now() + mostMs;
  const titles = new Set<string>();
  let acts = 0;
  let sessions = 0;
  while (acts < mostActs && Date.now() < end) {
    sessions++;
    let [columns, rows] = [60 + below(141), 16 + below(35)];
    const before = (await writesSoFar()).length;
    // Some begin as a person does who reads and agrees: that leads through a flow to what writes.
    const reads = next() < 0.35;
    const folder = reads ? newApp(`app${sessions}`) : pick([world.project, app, app, world.home]);
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
    let wasReviewed = false;
    const trail: string[] = [];
    const act = () => {
      const chance = next();
      const bytes =
        chance < 0.78
          ? pick(keys)
          : chance < 0.83
            ? `\u001B[200~${pick(pastes)}\u001B[201~`
            : chance < 0.86
              ? pick(oddities)
              : chance < 0.93
                ? `\u001B[<${pick([0, 0, 0, 64, 65])};${1 + below(columns)};${1 + below(rows)}M`
                : chance < 0.94
                  ? pick(rarely)
                  : undefined;
      trail.push(bytes ?? 'other');
      if (bytes !== undefined) return terminal.type(bytes);
      if (chance < 0.99) {
        [columns, rows] = [60 + below(141), 16 + below(35)];
        return terminal.resize(columns, rows);
      }
      const signal = pick(signals.slice(0, next() < 0.7 ? 3 : undefined));
      trail.push(signal);
      if (ended.code === undefined) process.kill(terminal.pid, signal);
    };
    const look = () => {
      const text = terminal.text().join('\n');
      if (/Check before|check again/.test(text)) wasReviewed = true;
      titles.add(/^ ?(?:[A-Z ]+ {2,})?(\S.{4,60})$/m.exec(terminal.text()[2] ?? '')?.[1]?.trim() ?? '');
      return text;
    };
    for (let steps = reads ? 3 + below(10) : 0; steps > 0 && ended.code === undefined; steps--) {
      await new Promise((resolve) => setTimeout(resolve, 900));
      look();
      trail.push('read', '\r');
      terminal.type('\r');
    }
    const mostHere = 200 + below(1200);
    for (let here = 0; here < mostHere && ended.code === undefined && Date.now() < end; ) {
      for (let batch = 1 + below(60); batch > 0; batch--, here++, acts++) act();
      await calm(terminal);
      if (ended.code !== undefined) break;
      const text = look();
      const about = `session ${sessions}, ${trail
        .slice(-30)
        .map((each) => JSON.stringify(each))
        .join(' ')}\n${text}`;
      // A frame of the size before may have been on its way; one that stays is a fault.
      let wide = next() < 0.4 ? await rowsTooWide(terminal, columns, rows) : [];
      for (let again = 0; wide.length > 0 && again < 3; again++) {
        await new Promise((resolve) => setTimeout(resolve, 300));
        wide = await rowsTooWide(terminal, columns, rows);
      }
      expect(wide, about).toEqual([]);
      if (ended.code !== undefined) break;
      const writes = (await writesSoFar()).slice(before);
      if (!wasReviewed) expect(writes, about).toEqual([]);
    }
    if (ended.code === undefined) terminal.kill('SIGTERM');
    const code = await terminal.exited;
    const last = terminal.bytes().slice(-3000);
    expect(
      [0, 128 + 1, 128 + 2, 128 + 12, 128 + 15],
      `${JSON.stringify(trail.slice(-30))}\n${last}`,
    ).toContain(code);
    expect(last).not.toMatch(/\n\s+at .*\(.*:\d+:\d+\)/);
    expectRestored(terminal.bytes());
  }
  // The run goes somewhere.
  expect(sessions).toBeGreaterThan(1);
  expect(titles.size).toBeGreaterThan(3);
});
