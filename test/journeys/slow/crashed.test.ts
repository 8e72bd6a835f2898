import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Plugin } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bundleProgram } from '../../../build/bundle.mjs';
import { closeTerminals, openTerminal, type Terminal } from '../../support/terminal.ts';
import { filesBelow, makeWorld, stacksOf, type World } from '../support/cloud.ts';
import { run } from '../support/run.ts';
import { toReview } from '../support/walk.ts';

/** The program, minified as usual, with a `throw` planted in places; FAULT names the one that is active. */
const folder = 'dist/faulty';
const message = 'a fault on purpose';

interface Fault {
  readonly file: string;
  /** Text in the file. */
  readonly at: string;
  /** Code inserted after it. THROW becomes a throw that is active only if FAULT has the fault's name. */
  readonly plant: string;
}

const soon = (what: string) => `setTimeout(() => { ${what} }, 500);`;

const faults = {
  'action of a flow': {
    file: 'machines/profiles/setup.ts',
    at: 'beginForm: assign(({ context }) => {',
    plant: 'THROW',
  },
  'context of a flow': {
    file: 'machines/assume-role/machine.ts',
    at: 'context: ({ input }) => ({ ...input,',
    plant: ' ...(() => { THROW return {}; })(),',
  },
  'action of a deployment': {
    file: 'machines/deployment/setup.ts',
    at: 'function withWhatIsKnown(known: FollowUpdate | undefined, update: FollowUpdate): FollowUpdate {',
    plant: 'THROW',
  },
  'action of the session': {
    file: 'machines/session/setup.ts',
    at: 'askedFor: ',
    plant: 'process.env.FAULT === "action of the session" ? () => { THROW } : ',
  },
  render: {
    file: 'components/panes/calls.tsx',
    at: 'export function CallsPane({ session, host }: PaneProps) {',
    plant: 'THROW',
  },
  reducer: {
    file: 'src/aws/progress/reducer.ts',
    at: 'export function applyEvents(progress: StackProgress, events: readonly StackEventRecord[]): StackProgress {',
    plant: 'THROW',
  },
  'key handler': {
    file: 'components/app.tsx',
    at: 'const run = (id: string) => {',
    plant: "if (id === 'OPEN_CALLS') { THROW }",
  },
  timer: { file: 'src/app/run-screen.tsx', at: '  session.start();\n', plant: soon('THROW') },
  promise: {
    file: 'src/app/run-screen.tsx',
    at: '  session.start();\n',
    plant: soon('void (async () => { THROW })();'),
  },
  stdout: {
    file: 'src/app/run-screen.tsx',
    at: '  session.start();\n',
    plant: soon("if (process.env.FAULT === 'stdout') stream.write = () => { THROW return true; };"),
  },
  'timer without a screen': {
    file: 'src/app/headless/deployment-lines.ts',
    at: 'const tell = (state: SnapshotFrom<typeof deploymentMachine>) => {',
    plant: `if (state.value === 'following') ${soon('THROW')}`,
  },
} satisfies Record<string, Fault>;

type FaultName = keyof typeof faults;

const planted: Plugin = {
  name: 'faults',
  setup(build) {
    const files = new Set(Object.values(faults).map(({ file }) => file));
    build.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
      const file = relative(process.cwd(), path);
      if (!files.has(file)) return undefined;
      let contents = await readFile(path, 'utf8');
      for (const [name, fault] of Object.entries<Fault>(faults)) {
        if (fault.file !== file) continue;
        if (!contents.includes(fault.at)) throw new Error(`${file} no longer has: ${fault.at}`);
        const raise = `if (process.env.FAULT === ${JSON.stringify(name)}) throw new Error(${JSON.stringify(message)});`;
        const plant = fault.plant.replaceAll('THROW', raise);
        contents = contents.replace(fault.at, () => fault.at + plant);
      }
      return { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' };
    });
  },
};

let world: World;

beforeAll(async () => {
  await bundleProgram({ outdir: folder, plugins: [planted] });
  world = await makeWorld(3);
  // Starts with a complete build.
}, 120_000);

afterEach(closeTerminals);

afterAll(async () => {
  await world?.close();
  rmSync(folder, { recursive: true, force: true });
});

const logOf = () => readFileSync(join(world.home, '.amplify/tui/log/amplify-tui.log'), 'utf8');

/** Runs the faulty program between two readings of the terminal's modes. */
function open(fault: FaultName, project = world.project): Terminal {
  const program = `"${process.execPath}" ${process.cwd()}/${folder}/cli.js --cwd "${project}"`;
  return openTerminal({
    args: [],
    columns: 120,
    rows: 40,
    command: [
      '/bin/sh',
      '-c',
      `trap : INT; stty -a; echo BEFORE; ${program}; code=$?; stty -a; echo "AFTER $code"; cat`,
    ],
    env: { ...world.env, FAULT: fault },
  });
}

function expectRestored(bytes: string): void {
  const modes = [...bytes.matchAll(/speed \d+ baud[\s\S]*?(?=\r?\n(?:BEFORE|AFTER))/g)];
  expect(modes).toHaveLength(2);
  expect(modes[1]?.[0].trim()).toBe(modes[0]?.[0].trim());
  for (const [on, off] of [
    ['\u001B[?25h', '\u001B[?25l'],
    ['\u001B[?1049l', '\u001B[?1049h'],
    ['\u001B[?7h', '\u001B[?7l'],
  ] as const) {
    expect(bytes.lastIndexOf(on), on).toBeGreaterThan(bytes.lastIndexOf(off));
  }
}

describe('a fault in a flow: home returns with a message, where you can continue', () => {
  it.each([
    ['action of a flow', 'profiles stopped', ['p', 'e']],
    ['context of a flow', 'assume role stopped', ['a']],
  ] as const)('%s', async (fault, words, keys) => {
    const terminal = open(fault);
    await terminal.see('no Amplify project yet');
    for (const key of keys) {
      if (key === 'e') await terminal.see('bizcorpadmin');
      terminal.press(key);
    }
    await terminal.see(words);
    await terminal.see(message);
    await terminal.see('i init');
    terminal.press('L');
    await terminal.see('Calls to AWS');
    terminal.press('L');
    await terminal.see('unexpected: Error');
    terminal.press('escape');
    await terminal.see('i init');
    terminal.press('p');
    await terminal.see('bizcorpadmin');
    terminal.press('q');
    await terminal.see('AFTER 0');
    expectRestored(terminal.bytes());
    expect(logOf()).toMatch(new RegExp(`unexpected: Error: ${message}`));
  });

  it('action of a deployment: what is left in AWS is named, and init continues with it', async () => {
    const project = join(world.home, 'shop');
    mkdirSync(project);
    const terminal = open('action of a deployment', project);
    await terminal.see('no Amplify project yet');
    terminal.press('i');
    const stack = await toReview(terminal);
    terminal.press('enter');
    await terminal.see('init stopped');
    await terminal.see(stack);
    expect(terminal.text().join(' ')).toContain(message);
    await terminal.see('i resume init');
    terminal.press('i');
    await terminal.see(/did not finish/);
    terminal.press('q');
    await terminal.see('AFTER');
    expectRestored(terminal.bytes());
    const resumed = await run(['init', '--resume', '--cwd', project], { env: world.env });
    expect(resumed.code).toBe(0);
    expect(await stacksOf(world, 'shop-')).toEqual({ [stack]: 'CREATE_COMPLETE' });
  });

  it('reducer: the stack is a problem, but home still works', async () => {
    const terminal = open('reducer', join(world.home, 'shop'));
    await terminal.see(message);
    terminal.press('p');
    await terminal.see('bizcorpadmin');
    terminal.press('q');
    await terminal.see('AFTER 0');
  });
});

describe('a fault of the program: it ends with exit code 1, in words, and the terminal is restored', () => {
  it.each([
    ['action of the session', ['r']],
    ['render', ['L']],
    ['key handler', ['L']],
    ['timer', []],
    ['promise', []],
    // Any key that draws, since everything that appears by itself may be drawn already.
    ['stdout', ['?']],
  ] as const)('%s', async (fault, keys) => {
    const before = filesBelow(world.home).get('.amplify/tui/log/amplify-tui.log')?.length ?? 0;
    const terminal = open(fault);
    await terminal.see('BEFORE');
    // What appears by itself may come before anything is visible.
    if (keys.length > 0) await terminal.see(/dev-corp|AFTER/);
    terminal.press(...keys);
    await terminal.see('AFTER 1');
    expectRestored(terminal.bytes());
    const words = terminal.bytes().slice(terminal.bytes().lastIndexOf('\u001B[?1049l'));
    expect(words).toContain(`✖ Something unexpected happened: ${message}`);
    expect(words.length).toBeLessThan(4_000);
    expect(logOf().slice(before)).toContain(`unexpected: Error: ${message}`);
  });

  it('timer without a screen: what is left in AWS is named, and how to continue', async () => {
    const project = join(world.home, 'news');
    mkdirSync(project);
    const { code, err, out } = await run(['init', '--yes', '--cwd', project], {
      env: { ...world.env, FAULT: 'timer without a screen' },
      program: `${folder}/cli.js`,
    });
    expect(`${out}${err}`).toContain(message);
    expect(err).toMatch(/The stack news-\d{14} is left in AWS\. `amplify-tui init --resume[^`]*` resumes it/);
    expect(code).toBe(1);
    expect(logOf()).toMatch(/unexpected: Error: a fault on purpose[\s\S]*at /);
  });
});
