import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import type { ActiveCommand } from '../../components/keys/commands.ts';
import { paneKeys } from '../../components/keys/pane-keys.ts';
import { unicodeGlyphs } from '../../components/theme/glyphs.ts';
import { machinesByHeading } from '../../machines/every-machine.ts';
import { closeScreens, type Screen } from '../support/screen.tsx';
import { documentedKeys, keysInSentences, keysOnScreen } from './support/documented-keys.ts';
import { scenes } from './support/scenes.ts';
import { acts, type Walk, type WalkedScene, walkTo } from './support/walk.tsx';
import { walkedScenes } from './support/walked.ts';

afterEach(closeScreens);

const documents = documentedKeys(readFileSync('docs/keys.md', 'utf8'));
const machineTitles = new Map([
  ['session', 'Everywhere'],
  ...Object.entries(machinesByHeading).map(([title, { id }]) => [id, title] as const),
]);
const ofPane = new Map(paneKeys.map((entry) => [entry.id, entry]));

/** The heading of docs/keys.md that must list a command. */
function headingOf({ id, binds }: ActiveCommand): string | undefined {
  const machine = binds?.split('.')[0] ?? (/^[A-Z_]+$|^help\.open$/.test(id) ? 'session' : undefined);
  const title = machine === undefined ? ofPane.get(id)?.where : machineTitles.get(machine);
  return title && `${title[0]?.toUpperCase()}${title.slice(1)}`;
}

/** A row of docs/keys.md with one of its effects; whatever was never walked is in no scene, or dead. */
const nameOf = (heading: string, key: string, words: string) => `${heading}: ${key} ${words}`;

/** The documented name of a command for one of its keys. */
function documented(command: ActiveCommand, key: string): string | undefined {
  const heading = headingOf(command);
  const label = command.label.replace(/ \(read-only\)$/, '');
  const row = documents.find(
    ({ heading: under, keys, words }) =>
      under === heading && keys.includes(key) && (ofPane.has(command.id) || words.includes(label)),
  );
  if (!row) return undefined;
  return nameOf(row.heading, key, ofPane.has(command.id) ? command.id : label);
}

const keyOf = new Map(Object.entries(unicodeGlyphs.keys).map(([key, label]) => [label, key]));

/** The keys in a footer, as a terminal sends them. */
function keysInFooter(screen: Screen): string[] {
  const hints = (screen.text().at(-1) ?? '').trim().split(/ {3,}/);
  return hints.flatMap((hint) => {
    const [label = '', ...words] = hint.split(' ');
    if (words.length === 0 || hint.startsWith('step ')) return [];
    if (label === '↑↓') return ['down', 'up'];
    if (label === '←→') return ['right', 'left'];
    return [label.startsWith('^') ? `ctrl+${label.slice(1)}` : (keyOf.get(label) ?? label)];
  });
}

/** Keys that move or delete may have no effect in one scene; each must have one in some, after the key that makes room for it. */
const moves = /^(?:list|choice|field|form|code|device)\./;
const roomFor: Readonly<Record<string, string>> = {
  'home.stack': '1',
  'list.up': 'down',
  'list.page-up': 'end',
  'list.start': 'end',
  'field.right': 'left',
  'field.word-right': 'home',
  'field.end': 'home',
  'field.delete': 'home',
  'field.kill-word-right': 'home',
  'field.kill-to-end': 'home',
  'code.back': '1',
  'code.clear': '1',
  'device.back': '1',
  'device.clear': '1',
};

const pressed = new Set<string>();
const walked = new Set<string>();
const undocumented = new Set<string>();

/** Presses each key of a scene that was not pressed on its pane yet, each on a fresh screen. @returns the keys that do nothing */
async function walk(scene: WalkedScene): Promise<string[]> {
  let now: Walk = await walkTo(scene);
  let isUsed = false;
  const commands = now.commands();
  const reached = new Set(commands.flatMap(({ keys }) => keys));
  const dead = keysInFooter(now.screen)
    .filter((key) => !reached.has(key))
    .map((key) => `${key}, which the footer names`);
  dead.push(
    // Behind a dialog, the sentences belong to the pane, and the help explains all of them.
    ...(scene.dialog ? [] : keysOnScreen(now.screen.text().slice(2, -2)))
      .filter((key) => !reached.has(key))
      .map((key) => `${key}, which a sentence names`),
  );
  for (const { command, key } of commands.flatMap((each) =>
    each.keys.map((key) => ({ command: each, key })),
  )) {
    const { id, label } = command;
    const name = documented(command, key);
    if (!name) undocumented.add(`${scene.pane}: ${key} ${label} (${id})`);
    const isMove = moves.test(id);
    const where = isMove ? `${id} ${key}` : `${scene.pane} ${scene.keys ?? ''} ${id} ${key} ${label}`;
    if (pressed.has(where)) continue;
    if (isUsed) {
      await now.close();
      now = await walkTo(scene);
    }
    const before = roomFor[id];
    if (before !== undefined) await now.screen.press(before);
    const does = await acts(now, key);
    isUsed = does || before !== undefined;
    if (does) pressed.add(where);
    if (does && name) walked.add(name);
    if (!does && !isMove) dead.push(`${key} ${label}`);
  }
  await now.close();
  return dead;
}

/** The slow proofs press all keys of all scenes; here only those of home and of a list. */
const often = /^(?:home|projects\.list)$/;
const isWhole = process.env.EVERY_SIZE === '1';
const looked = isWhole
  ? walkedScenes
  : scenes.filter(
      ({ pane }, at) => often.test(pane) && scenes.findIndex((each) => each.pane === pane) === at,
    );

it.each(looked.map((scene) => [`${scene.pane} ${scene.name}`.trim(), scene] as const))(
  'each key does something on %s',
  async (_, scene) => {
    expect(await walk(scene)).toEqual([]);
  },
  240_000,
);

describe('the documents', () => {
  it('name every key that was pressed', () => {
    expect([...undocumented]).toEqual([]);
  });

  it.runIf(isWhole)('name no key that does nothing', () => {
    const silent = documents.flatMap(({ heading, keys, words }) => {
      const own = paneKeys.find(({ where, says }) => where === heading && says === words.join(''));
      const named = own ? [own.id] : words;
      return keys.flatMap((key) => named.map((word) => nameOf(heading, key, word)));
    });
    expect(silent.filter((name) => !walked.has(name))).toEqual([]);
  });

  it.each(['README.md', 'docs/commands.md', 'docs/settings.md'])(
    'name in the sentences of %s only existing keys',
    (file) => {
      const known = new Set(documents.flatMap(({ keys }) => keys));
      expect(keysInSentences(readFileSync(file, 'utf8')).filter((key) => !known.has(key))).toEqual([]);
    },
  );
});
