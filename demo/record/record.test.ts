import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { closeTerminals, openTerminal, type Terminal } from '../../test/support/terminal.ts';
import { titles } from '../../test/support/titles.ts';
import { animatedSvg, type Shot, stillSvg } from './svg.ts';

/** The file for the recording, if requested; otherwise this script is only a test. */
const target = process.env.RECORD ? 'docs/demo.svg' : undefined;

type Paper = 'dark' | 'light';

/** The pictures of single screens in docs/screens.md; the names of those in the light theme end in `-light`. */
const about = {
  home: 'Home of a project',
  'home-wide': 'Home with room: the detail of a row and the calls to AWS',
  review: 'Everything that would be done, before anything is',
  deploying: 'A deployment on one time line, while it runs',
  failure: 'A deployment that failed: why, what is left, what to do',
  profiles: 'The profiles of this machine',
  mfa: 'The question for an MFA code',
} as const;

async function keep(terminal: Terminal, name: keyof typeof about, paper: Paper): Promise<void> {
  await complete(terminal);
  if (!target) return;
  const file = paper === 'dark' ? name : `${name}-${paper}`;
  writeFileSync(`docs/screens/${file}.svg`, stillSvg(terminal.cells(), about[name], paper));
}

/** The film, to which the tests below add. */
const shots: Shot[] = [];
let home: string;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'amplify-tui-record-'));
  mkdirSync(join(home, 'tmp'));
});

afterEach(closeTerminals);
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** The demo in the window size of all pictures. */
function demo(theme: Paper, ...args: readonly string[]): Terminal {
  return openTerminal({
    args: ['demo', '--theme', theme, ...args],
    columns: 100,
    rows: 30,
    env: { HOME: home, TMPDIR: join(home, 'tmp'), COLORTERM: 'truecolor', EDITOR: 'code' },
    // Other programs may keep the machine busy for a while.
    patience: 60_000,
  });
}

type Shoot = (caption: string, seconds: number) => Promise<void>;
const nothing: Shoot = async () => {};

/** From home to the review of `init`, accepting every answer as offered. */
async function walkToReview(terminal: Terminal, shoot: Shoot = nothing): Promise<void> {
  await terminal.see('111122223333');
  await shoot('A folder without a project', 2.5);
  terminal.press('i');
  const asks: readonly (readonly [state: string, caption?: string, seconds?: number])[] = [
    ['name', 'init asks what it cannot find out', 1.6],
    ['editor'],
    ['app'],
    ['framework', 'Most answers are found', 2.2],
    ['access', 'One of your profiles', 1.6],
    ['identity', 'You see who you are to AWS', 2],
  ];
  for (const [state, caption, seconds = 1] of asks) {
    await terminal.see(titles.init(state));
    if (state === 'identity') await terminal.see('arn:aws');
    if (caption !== undefined) await shoot(caption, seconds);
    terminal.press('enter');
  }
  await terminal.see(titles.init('review.summary'));
  await terminal.see('project-config.json');
  await complete(terminal);
}

/** From home to the prompt for the MFA code of a role, and back home. */
async function askForCode(terminal: Terminal, paper: Paper, shoot: Shoot = nothing): Promise<void> {
  terminal.press('p');
  await terminal.see('Profiles');
  terminal.press('/');
  terminal.type('bizcorprole');
  await terminal.gone('old-ci');
  await keep(terminal, 'profiles', paper);
  terminal.press('enter');
  await terminal.see(titles.dialog('code').toUpperCase());
  terminal.type('471');
  await terminal.see('4 7 1');
  await keep(terminal, 'mfa', paper);
  await shoot('A role with MFA: one question, whatever needs it', 3);
  terminal.press('escape');
  await complete(terminal);
  terminal.press('escape', 'escape');
  await terminal.see('1 PROJECT');
}

it('shows the demo from the home screen to a deployed project', async () => {
  // Recorded at a pace that people can follow; a test may be fast.
  const terminal = demo('dark', '--speed', target ? '3' : '60');
  const shoot: Shoot = async (caption, seconds) => {
    await complete(terminal);
    shots.push({ cells: terminal.cells(), seconds, caption });
  };
  await terminal.see('no Amplify project yet');
  await walkToReview(terminal, shoot);
  await shoot('All of it is shown before anything is made', 3.5);
  await keep(terminal, 'review', 'dark');
  terminal.press('enter');
  const live = 'The deployment, live on one time line';
  await terminal.see(/\d of 4/);
  if (target) {
    await terminal.see(/DeploymentBucket .*[1-9]s/);
    await shoot(live, 1);
    await terminal.see(/AuthRole .*[3-9]s/);
    await shoot(live, 1.2);
    await terminal.see(/[23] of 4/);
    await shoot(live, 1.6);
    await keep(terminal, 'deploying', 'dark');
  }
  await terminal.see('complete in');
  await shoot('Complete, the files are written', 3);
  terminal.press('enter');
  await terminal.see('init finished');
  await terminal.see('4 of 4');
  await keep(terminal, 'home', 'dark');
  const ofHome: Shot = { cells: terminal.cells(), seconds: 4, caption: 'Home: project, stack, who you are' };
  if (target) {
    terminal.resize(140, 40);
    await terminal.see('DETAIL');
    await keep(terminal, 'home-wide', 'dark');
    terminal.resize(100, 30);
    await terminal.gone('DETAIL');
    await askForCode(terminal, 'dark', shoot);
  }
  shots.push(ofHome);
  terminal.press('q');
  expect(await terminal.exited).toBe(0);
  const svg = animatedSvg(shots);
  expect(svg).toContain('DEMO CLOUD');
  expect(svg.match(/<g id="f\d+"/g)).toHaveLength(shots.length);
  expect(svg.length).toBeLessThan(400_000);
});

/** As a test it would repeat what the journeys check. */
it.runIf(target !== undefined).each(['dark', 'light'] as const)(
  'shows a deployment that fails, in the theme %s',
  async (theme) => {
    const terminal = demo(theme, '--speed', '3', '--scenario', 'boundary');
    await walkToReview(terminal);
    terminal.press('enter');
    await terminal.see(titles.deployment('failed'));
    await keep(terminal, 'failure', theme);
    if (theme === 'light' || !target) return;
    const failure = {
      cells: terminal.cells(),
      seconds: 4,
      caption: 'When it fails: why, what is left, what to do',
    };
    // Home is last, since that is shown where nothing moves.
    writeFileSync(target, animatedSvg([...shots.slice(0, -1), failure, ...shots.slice(-1)]));
  },
);

it.runIf(target !== undefined)('shows the same screens in the light theme', async () => {
  const terminal = demo('light', '--speed', '3');
  await walkToReview(terminal);
  await keep(terminal, 'review', 'light');
  terminal.press('enter');
  await terminal.see(/AuthRole .*[3-9]s/);
  await keep(terminal, 'deploying', 'light');
  await terminal.see('complete in');
  terminal.press('enter');
  await terminal.see('4 of 4');
  await keep(terminal, 'home', 'light');
  await askForCode(terminal, 'light');
});

/** Milliseconds without output after which a screen is complete: more than two of Ink's frames at 15 a second. */
const calm = 180;

/** Waits until drawing stops: a key's changes take two frames, the second with the footer. Not for endless animations. */
async function complete(terminal: Terminal): Promise<void> {
  // A key that decides must be ready first, since the picture shows what follows.
  await terminal.gone('in a moment');
  let before = -1;
  for (let turn = 0; turn < 12 && before !== terminal.bytes().length; turn++) {
    before = terminal.bytes().length;
    await new Promise((resolve) => setTimeout(resolve, calm));
  }
}
