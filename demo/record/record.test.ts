import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { closeTerminals, openTerminal, type Terminal } from '../../test/support/terminal.ts';
import { animatedSvg, type Shot } from './svg.ts';

/** Where the recording goes when it is asked for; without that the same script is only a test. */
const target = process.env.RECORD ? 'docs/demo.svg' : undefined;

let home: string;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'amplify-tui-record-'));
  mkdirSync(join(home, 'tmp'));
});

afterEach(closeTerminals);
afterAll(() => rmSync(home, { recursive: true, force: true }));

it('shows the demo from the home screen to a deployed project', async () => {
  // Recorded at the pace that a person sees; as a test it may be quick.
  const speed = target ? '3' : '60';
  const terminal = openTerminal({
    args: ['demo', '--speed', speed, '--theme', 'dark'],
    columns: 100,
    rows: 30,
    env: { HOME: home, TMPDIR: join(home, 'tmp'), COLORTERM: 'truecolor', EDITOR: 'code' },
  });
  const shots: Shot[] = [];
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
  await shoot('Which editor do you use?', 1.2);
  terminal.press('enter');
  await shoot('What kind of app is it?', 1.2);
  terminal.press('enter');
  await shoot('Found Vite and React', 2.2);
  terminal.press('enter');
  await shoot('Which AWS profile?', 1.8);
  terminal.press('enter');
  await shoot('arn:aws:iam::111122223333:user/amplify-dev', 2);
  terminal.press('enter');
  await shoot('project-config.json', 3);
  terminal.press('enter');
  await shoot(/0 of 4/, 1);
  if (target) {
    await shoot(/DeploymentBucket .*[1-9]s/, 1);
    await shoot(/AuthRole .*[3-9]s/, 1.2);
    await shoot(/[23] of 4/, 1.2);
  }
  await shoot('is complete after', 3);
  terminal.press('enter');
  await terminal.see('documented layout');
  await terminal.see('init finished');
  await shoot('4 of 4', 3.5);
  terminal.press('q');
  expect(await terminal.exited).toBe(0);
  const svg = animatedSvg(shots);
  expect(svg).toContain('DEMO CLOUD');
  expect(svg.match(/<g id="f\d+"/g)).toHaveLength(shots.length);
  expect(svg.length).toBeLessThan(400_000);
  if (target) writeFileSync(target, svg);
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
