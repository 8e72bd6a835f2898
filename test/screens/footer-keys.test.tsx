import { afterEach, expect, it } from 'vitest';
import { waitFor } from 'xstate';
import { unicodeGlyphs } from '../../components/theme/glyphs.ts';
import { pretend, startSession } from '../support/pretend.ts';
import { closeScreens, type Screen } from '../support/screen.tsx';
import { type Session, showApp } from './support/app.tsx';
import { type Scene, scenes } from './support/scenes.ts';
import { withCanaries } from './support/ways.ts';

const running: Session[] = [];

afterEach(async () => {
  await closeScreens();
  for (const session of running.splice(0)) session.stop();
});

const rows = 40;

/** A scene on the screen, and how often something has happened since: in a machine, or to the world around it. */
async function show({ given, input, go }: Scene) {
  const session = startSession(pretend({ ...withCanaries, ...given }), input);
  running.push(session);
  await waitFor(
    session,
    ({ value, context }) =>
      value.who === 'known' || value.who === 'rejected' || context.connection !== undefined,
  );
  await go?.(session);
  let happened = 0;
  const note = () => void happened++;
  session.system.inspect(({ type }) => {
    if (type === '@xstate.action' || type === '@xstate.actor') note();
  });
  // Wide, so that the footer leaves nothing out.
  const screen = await showApp(session, {
    columns: 200,
    rows,
    surface: { copy: note, tryNow: note, copyNotice: note },
  });
  // With the colours: where the focus is, they alone may say.
  const looks = () =>
    JSON.stringify([happened, ...Array.from({ length: rows - 1 }, (_, row) => screen.cells(row))]);
  const close = async () => {
    await screen.unmount();
    session.stop();
  };
  return { screen, looks, close };
}

const keyOf = new Map(Object.entries(unicodeGlyphs.keys).map(([key, label]) => [label, key]));

/** What a footer names: the keys that a terminal sends, and the words beside them. */
function named(screen: Screen) {
  const hints = (screen.text().at(-1) ?? '').trim().split(/ {3,}/);
  return hints.flatMap((hint) => {
    const [label = '', ...words] = hint.split(' ');
    if (words.length === 0 || hint.startsWith('step ')) return [];
    return [{ keys: keysOf(label), words: words.join(' ') }];
  });
}

/** `↑↓` stands for two: one of them may be at its end. */
function keysOf(label: string): readonly string[] {
  if (label === '↑↓') return ['down', 'up'];
  if (label === '←→') return ['right', 'left'];
  return [label.startsWith('^') ? `ctrl+${label.slice(1)}` : (keyOf.get(label) ?? label)];
}

/** Presses the keys of a hint until one of them does something. @returns whether one did */
async function acts({ screen, looks }: Awaited<ReturnType<typeof show>>, keys: readonly string[]) {
  const before = looks();
  for (const key of keys) {
    await screen.press(key);
    // What a key does may be drawn some turns later.
    for (let turn = 0; turn < 40 && looks() === before; turn++) await screen.settled();
    if (looks() !== before) return true;
  }
  return false;
}

/** The same key with the same word on the same pane is pressed once. */
const seen = new Set<string>();

/** The keys of a scene's footer that do nothing, each pressed on a screen where nothing was pressed before. */
async function idle(scene: Scene): Promise<string[]> {
  let now = await show(scene);
  let isUsed = false;
  const silent: string[] = [];
  for (const { keys, words } of named(now.screen)) {
    const what = `${scene.pane} ${keys[0]} ${words}`;
    if (seen.has(what)) continue;
    seen.add(what);
    if (isUsed) {
      await now.close();
      now = await show(scene);
    }
    isUsed = await acts(now, keys);
    if (!isUsed) silent.push(`${keys[0]} ${words}`);
  }
  await now.close();
  return silent;
}

/** The slow proofs press all keys of all scenes; here those of home and of a list. */
const often = /^(?:home|projects\.list)$/;
const isWhole = process.env.EVERY_SIZE === '1';
const looked = isWhole
  ? scenes
  : scenes.filter(
      ({ pane }, at) => often.test(pane) && scenes.findIndex((each) => each.pane === pane) === at,
    );

it.each(looked.map((scene) => [`${scene.pane} ${scene.name}`.trim(), scene] as const))(
  'each key that the footer names does something on %s',
  async (_, scene) => {
    expect(await idle(scene)).toEqual([]);
  },
  240_000,
);
