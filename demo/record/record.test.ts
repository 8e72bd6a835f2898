import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { closeTerminals, openTerminal, type Terminal } from '../../test/support/terminal.ts';
import { animatedSvg, type Shot, stillSvg } from './svg.ts';

/** Where the recording goes when it is asked for; without that the same script is only a test. */
const target = process.env.RECORD ? 'docs/demo.svg' : undefined;

/** The pictures of single screens, in docs/screens.md. */
function keep(terminal: Terminal, name: string, about: string, paper: 'dark' | 'light' = 'dark'): void {
  if (target) writeFileSync(`docs/screens/${name}.svg`, stillSvg(terminal.cells(), about, paper));
}

/** The film: what every test below adds to. */
const shots: Shot[] = [];
let home: string;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'amplify-tui-record-'));
  mkdirSync(join(home, 'tmp'));
});

afterEach(closeTerminals);
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** The demo in the window of all pictures. */
function demo(...args: readonly string[]): Terminal {
  return openTerminal({
    args: ['demo', ...args],
    columns: 100,
    rows: 30,
    env: { HOME: home, TMPDIR: join(home, 'tmp'), COLORTERM: 'truecolor', EDITOR: 'code' },
  });
}

/** From home to the review of `init`, every answer as it is offered. `build`: what the question about the build shows. */
async function walkToReview(terminal: Terminal, build: string): Promise<void> {
  await terminal.see('111122223333');
  terminal.press('i');
  for (const question of ['called?', 'Which editor', 'What kind of app', build, 'profile?', 'arn:aws']) {
    await terminal.see(question);
    terminal.press('enter');
  }
  await terminal.see('project-config.json');
  await complete(terminal);
}

it('shows the demo from the home screen to a deployed project', async () => {
  // Recorded at the pace that a person sees; as a test it may be quick.
  const speed = target ? '3' : '60';
  const terminal = demo('--speed', speed, '--theme', 'dark');
  const shoot = async (text: string | RegExp, seconds: number) => {
    await terminal.see(text);
    await complete(terminal);
    shots.push({ cells: terminal.cells(), seconds });
  };
  await terminal.see('no Amplify project yet');
  await shoot('111122223333', 2.5);
  terminal.press('i');
  await shoot('What is the project called?', 1.8);
  terminal.press('enter');
  await terminal.see('Which editor do you use?');
  terminal.press('enter');
  await terminal.see('What kind of app is it?');
  terminal.press('enter');
  await shoot('Found Vite and React', 2.2);
  terminal.press('enter');
  await shoot('Which AWS profile?', 1.8);
  terminal.press('enter');
  await shoot('arn:aws:iam::111122223333:user/amplify-dev', 2);
  terminal.press('enter');
  await shoot('project-config.json', 3);
  keep(terminal, 'review', 'everything that would be done, before anything is');
  terminal.press('enter');
  await shoot(/0 of 4/, 1);
  if (target) {
    await shoot(/DeploymentBucket .*[1-9]s/, 1);
    await shoot(/AuthRole .*[3-9]s/, 1.2);
    await shoot(/[23] of 4/, 1.2);
    keep(terminal, 'deploying', 'a deployment on one time line, while it runs');
  }
  await shoot('complete in', 3);
  terminal.press('enter');
  await terminal.see('one backend (classic)');
  await terminal.see('init finished');
  await shoot('4 of 4', 3.5);
  keep(terminal, 'home', 'home of a project');
  if (target) {
    terminal.press('p');
    await terminal.see('Profiles');
    terminal.press('/');
    terminal.type('bizcorprole');
    await complete(terminal);
    keep(terminal, 'profiles', 'the profiles of this machine');
    terminal.press('enter');
    await terminal.see('MFA CODE');
    await complete(terminal);
    keep(terminal, 'mfa', 'the question for an MFA code');
    shots.push({ cells: terminal.cells(), seconds: 3 });
    terminal.press('escape');
    await complete(terminal);
    terminal.press('escape', 'escape');
    await terminal.see('1 PROJECT');
  }
  terminal.press('q');
  expect(await terminal.exited).toBe(0);
  const svg = animatedSvg(shots);
  expect(svg).toContain('DEMO CLOUD');
  expect(svg.match(/<g id="f\d+"/g)).toHaveLength(shots.length);
  expect(svg.length).toBeLessThan(400_000);
});

/** As a test it would tell no more than the journeys do. */
it.runIf(target !== undefined)('shows a deployment that fails', async () => {
  const terminal = demo('--speed', '10', '--theme', 'dark', '--scenario', 'boundary');
  await walkToReview(terminal, 'How is your app built');
  terminal.press('enter');
  await terminal.see('clean up');
  await complete(terminal);
  const last = shots.findLast(({ seconds }) => seconds === 3.5);
  shots.push({ cells: terminal.cells(), seconds: 4 }, ...(last ? [last] : []));
  if (target) writeFileSync(target, animatedSvg(shots));
  keep(terminal, 'failure', 'a deployment that failed: why, what is left, what to do');
});

it.runIf(target !== undefined)('shows home, a deployment and the review in the light theme', async () => {
  const terminal = demo('--speed', '3', '--theme', 'light');
  await walkToReview(terminal, 'Found Vite');
  keep(terminal, 'review-light', 'everything that would be done, in the light theme', 'light');
  terminal.press('enter');
  await terminal.see(/AuthRole .*[3-9]s/);
  keep(terminal, 'deploying-light', 'a deployment while it runs, in the light theme', 'light');
  await terminal.see('complete in');
  terminal.press('enter');
  await terminal.see('4 of 4');
  await complete(terminal);
  keep(terminal, 'home-light', 'home of a project, in the light theme', 'light');
});

/** Milliseconds without a byte after which a screen is complete: more than two of Ink's frames at 15 a second. */
const calm = 180;

/** Waits until nothing more is drawn: what a key changes comes in two frames, the footer in the second. */
async function complete(terminal: Terminal): Promise<void> {
  for (let before = -1; before !== terminal.bytes().length; ) {
    before = terminal.bytes().length;
    await new Promise((resolve) => setTimeout(resolve, calm));
  }
}
