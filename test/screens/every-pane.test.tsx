import { afterEach, describe, expect, it } from 'vitest';
import { waitFor } from 'xstate';
import { panes } from '../../components/panes/table.ts';
import { dark, light, mono, type Theme } from '../../components/theme/theme.ts';
import { modalRegion } from '../../machines/session/modal.ts';
import { eventually } from '../support/eventually.ts';
import { pretend, startSession } from '../support/pretend.ts';
import { identity } from '../support/pretend-values.ts';
import { closeScreens, type Screen } from '../support/screen.tsx';
import { tracesOf } from '../support/traces.ts';
import { faultsOf, focusOf, type Session, showApp, shownNow, sizes } from './support/app.tsx';
import { canaries } from './support/canary.ts';
import { cutThoughFree } from './support/cuts.ts';
import { KeptFrames, leftFrames, pictureOf } from './support/frames.ts';
import { type Scene, scenes } from './support/scenes.ts';
import { withCanaries } from './support/ways.ts';
// The pane of a device loads its picture late; here it is available immediately, as in the kept frame.
import '../../src/flows/assume-role/qr-rows.ts';

const running: Session[] = [];

afterEach(async () => {
  await closeScreens();
  for (const session of running.splice(0)) session.stop();
});

async function arrive({ given, input, go }: Scene): Promise<Session> {
  const session = startSession(pretend({ ...withCanaries, ...given }), input);
  running.push(session);
  await waitFor(
    session,
    ({ value, context }) =>
      value.who === 'known' || value.who === 'rejected' || context.connection !== undefined,
  );
  await go?.(session);
  return session;
}

/** The account that the screen knows now: in a flow the flow's own, else the session's. */
function accountOf(session: Session): string | undefined {
  const { init, identity: known } = session.getSnapshot().context;
  const { pane } = shownNow(session);
  if (pane.startsWith('configure.')) {
    const flow = session.getSnapshot().context.configure?.getSnapshot().context;
    return (flow?.saved ?? flow?.verified)?.identity.account;
  }
  const inFlow = pane.startsWith('init.');
  return (inFlow ? init?.getSnapshot().context.identity : known)?.account;
}

const escaped = (text: string) => text.replaceAll(/[?.]/g, '\\$&');

async function seesAll(screen: Screen, wanted: Scene['sees'], where: string): Promise<void> {
  for (const each of wanted) {
    await screen.see(each).catch((error: Error) => {
      throw new Error(`${where}: ${error.message}`);
    });
  }
}

const [smallest, , large] = sizes;

/** Layout depends only on the size: the slow proofs check each size, and the other colours in two of them. */
const isWhole = process.env.EVERY_SIZE === '1';
const themes = isWhole ? [dark, light, mono] : [dark];
const looksOf = (theme: Theme) =>
  isWhole ? (theme === dark ? [...sizes, smallest] : sizes) : [smallest, large];

/** The file name of a scene; two scenes of the same name would share a file. */
const nameOf = ({ pane, name }: Scene) => `${pane} ${name}`.trim();
const isWriting = process.env.FRAMES === 'write';

/** Expects the kept picture; `npm run frames` writes all of them anew, to see what has changed. */
async function compare(frames: KeptFrames, screen: Screen, theme: Theme, size: string): Promise<void> {
  if (isWriting) {
    // The notice of a wait appears after a moment, and calls are listed as they are made.
    await new Promise((resolve) => setTimeout(resolve, 400));
    return frames.set(size, theme.name, await pictureOf(screen));
  }
  const kept = frames.get(size, theme.name);
  await eventually(async () =>
    expect(await pictureOf(screen), `${size}; npm run frames writes it anew`).toEqual(kept),
  );
}

describe.each(themes)('in the theme $name', (theme) => {
  it.each(scenes.map((scene) => [nameOf(scene), scene] as const))(
    'shows %s at its sizes, complete and without a secret',
    async (_, scene) => {
      const session = await arrive(scene);
      const [columns, rows] = smallest;
      const screen = await showApp(session, { columns, rows, theme });
      const frames = new KeptFrames(nameOf(scene));
      for (const [width, height] of looksOf(theme)) {
        await screen.resize(width, height);
        await seesAll(screen, scene.sees, `${width}x${height}`);
        const { pane, title } = shownNow(session);
        expect(pane).toBe(scene.pane);
        expect(session.getSnapshot().value.modal).toBe(scene.dialog ?? 'none');
        // The title is complete at every size, with some room beside it.
        if (pane !== 'home' && !scene.dialog)
          await seesAll(screen, [new RegExp(`${escaped(title)}( {2}|$)`)], `${width}x${height}`);
        expect(faultsOf(screen, accountOf(session), scene.dialog), screen.text().join('\n')).toEqual([]);
        await compare(frames, screen, theme, `${width}x${height}`);
      }
      if (isWriting) frames.write();
      expect(tracesOf(canaries, screen.text().join('\n'))).toEqual([]);
      expect(tracesOf(canaries, screen.bytes())).toEqual([]);
    },
  );
});

describe('the scenes', () => {
  it('have unique names and pictures', () => {
    const names = scenes.map(nameOf);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    expect(leftFrames(names)).toEqual([]);
  });

  it('include at least one for every pane', () => {
    expect(Object.keys(panes).filter((pane) => !scenes.some((scene) => scene.pane === pane))).toEqual([]);
  });

  it('include one for every dialog', () => {
    const dialogs = Object.keys(modalRegion.states).filter((dialog) => dialog !== 'none');
    expect(dialogs.filter((dialog) => !scenes.some((scene) => scene.dialog === dialog))).toEqual([]);
  });

  it.each([
    ['home', { borders: 1, carets: 0, pointers: 1 }],
    ['init.name', { borders: 0, carets: 1, pointers: 0 }],
    ['init.access', { borders: 0, carets: 0, pointers: 1 }],
    ['init.editor', { borders: 0, carets: 0, pointers: 1 }],
    ['init.review', { borders: 0, carets: 0, pointers: 1 }],
  ] as const)('show the focus of %s where you look for it', async (pane, focus) => {
    const session = await arrive(scenes.find((scene) => scene.pane === pane)!);
    const screen = await showApp(session, { columns: 120, rows: 40 });
    expect(focusOf(screen)).toEqual(focus);
  });

  it('would notice a line that is cut although rows are free', () => {
    const screen = (...pane: readonly string[]) => ['', '', ...pane, '', ''];
    const cut = ' Taken out   role_arn   would defeat the n…';
    expect(cutThoughFree(screen(cut, '', '', '', ''))).toEqual([cut]);
    expect(cutThoughFree(screen(cut, '', ''))).toEqual([]);
    expect(cutThoughFree(screen(' Secret access key   ●●●●●…', '', '', '', ''))).toEqual([]);
    expect(cutThoughFree(screen(' …/shop/amplify', '', '', '', ''))).toEqual([]);
  });

  it('would notice a secret', () => {
    const [secret = ''] = canaries;
    expect(tracesOf(canaries, `… ${secret.slice(3, 12)} …`)).not.toEqual([]);
    expect(tracesOf(canaries, Buffer.from(secret).toString('base64'))).not.toEqual([]);
    expect(tracesOf(canaries, `${secret.slice(0, 6)}\r\n${secret.slice(6, 12)}`)).not.toEqual([]);
  });
});

describe('a terminal that is too small', () => {
  it.each([
    [59, 16],
    [60, 15],
    [20, 5],
  ])('asks for room at %i by %i, shows the account, and keeps what was typed', async (columns, rows) => {
    const session = await arrive(scenes.find(({ pane }) => pane === 'init.name')!);
    const screen = await showApp(session, { columns: 80, rows: 24 });
    await screen.press('end');
    await screen.press('x');
    await screen.see('shopx');
    await screen.resize(columns, rows);
    expect(screen.text().join(' ')).toContain(
      columns < 59 ? 'Make the window' : 'at least 60 columns by 16 rows',
    );
    await screen.resize(80, 24);
    await screen.see('shopx');
    session.stop();
  });

  it('accepts no key for what it does not show', async () => {
    const session = await arrive(scenes.find(({ pane }) => pane === 'init.review')!);
    const screen = await showApp(session, { columns: 100, rows: 30 });
    const before = screen.text();
    await screen.resize(50, 12);
    await screen.see('Make the window');
    for (const key of ['enter', 'escape', 'q', '?', 'd', 's', 'x', ':', 'L', 'ctrl+k', 'ctrl+l'])
      await screen.press(key);
    await screen.resize(100, 30);
    expect(screen.text()).toEqual(before);
    session.stop();
  });

  it('still shows the account', async () => {
    const session = await arrive(scenes[0]!);
    const screen = await showApp(session, { columns: 40, rows: 10 });
    await screen.see(identity.account);
  });
});
