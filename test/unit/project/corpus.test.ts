import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../../src/core/problem.ts';
import { writeProjectPlan } from '../../../src/flows/configure-project/run.ts';
import { findProject } from '../../../src/project/open.ts';
import type { Project } from '../../../src/project/project.ts';
import { planOf } from '../flows/configure-project/support.ts';
import { documentedFolders } from './corpus/documented.ts';
import { movedFolders } from './corpus/documented-moved.ts';
import { environmentFolders } from './corpus/environments.ts';
import { formattedFolders } from './corpus/formatting.ts';
import { multiEnvFolders } from './corpus/multi-env.ts';
import { multiEnvAccessFolders } from './corpus/multi-env-access.ts';
import { nativeFolders } from './corpus/native.ts';
import { folderPieces } from './corpus/pieces.ts';
import { refusedFolders } from './corpus/refused.ts';
import { type CorpusChange, type CorpusFolder, ROOT } from './corpus/texts.ts';
import { folderWith } from './support/folders.ts';

const opened: readonly CorpusFolder[] = [
  ...documentedFolders,
  ...movedFolders,
  ...folderPieces,
  ...multiEnvFolders,
  ...multiEnvAccessFolders,
  ...environmentFolders,
  ...nativeFolders,
  ...formattedFolders,
];

const changes = opened.flatMap((folder) =>
  folder.changes.map((change) => [change.what, folder.about, folder, change] as const),
);

const withRoot = (root: string, text: string) => text.replaceAll(ROOT, root);

/** Writes a folder called `my site`, replacing {@link ROOT} in texts with its path. */
function made(files: Readonly<Record<string, string>>): string {
  const root = join(folderWith(), 'my site');
  for (const [label, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, label)), { recursive: true });
    writeFileSync(join(root, label), withRoot(root, text));
  }
  return root;
}

/** Every file below a folder, byte for byte. */
function bytesIn(root: string): Map<string, Buffer> {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter((name) => statSync(join(root, name)).isFile());
  return new Map(files.map((name) => [name.replaceAll('\\', '/'), readFileSync(join(root, name))]));
}

/** Bytes as lines with their line ends, so that a difference shows as a line. */
const linesOf = (bytes: Buffer | undefined) => bytes?.toString('latin1').split(/(?<=\n)/);

async function projectIn(root: string): Promise<Project> {
  const found = await findProject(root);
  if (found.kind !== 'project') throw new Error(`${found.kind}: ${JSON.stringify(found)}`);
  return found.project;
}

/** A file after a change: its pieces replaced, each of which must occur once. */
function afterEdits(root: string, before: Buffer, edits: readonly (readonly [string, string])[]): Buffer {
  let text = before.toString('utf8');
  for (const [from, to] of edits) {
    const parts = text.split(withRoot(root, from));
    if (parts.length !== 2) throw new Error(`${from} is there ${parts.length - 1} times`);
    text = parts.join(withRoot(root, to));
  }
  return Buffer.from(text);
}

/** The project after a change. */
function changedProject(before: Project, folder: CorpusFolder, change: CorpusChange): Project {
  const notes = change.notes ?? folder.notes ?? [];
  const { access, environment, stack } = change;
  const { keysMissing, ...rest } = before;
  const isLost = (access ?? before.access)?.kind === 'keys-file' && keysMissing;
  return {
    ...rest,
    ...(isLost && { keysMissing }),
    settings:
      'app' in (change.settings ?? {})
        ? settingsOf(before, change)
        : { ...before.settings, ...change.settings },
    notes: notes.map((note) => withRoot(before.root, note)),
    ...(access && { access }),
    ...(environment && { environment }),
    ...(stack && { stack }),
  };
}

/** Another kind of app has its own settings, and none of the old kind. */
function settingsOf({ settings: { name, editor, app } }: Project, { settings }: CorpusChange) {
  return { name, editor, app, ...settings };
}

it('has at least 25 folders that are no two alike', () => {
  const all = [...opened, ...refusedFolders].map(({ about }) => about);
  expect(new Set(all).size).toBe(all.length);
  expect(new Set(opened.map(({ files }) => JSON.stringify(files))).size).toBe(opened.length);
  expect(opened.length).toBeGreaterThanOrEqual(25);
  for (const { about, changes } of opened) expect(changes.length, about).toBeGreaterThanOrEqual(2);
});

describe('a folder of the corpus', () => {
  it.each(opened.map((folder) => [folder.about, folder] as const))('is opened: %s', async (_, folder) => {
    const { files, project, notes = [] } = folder;
    const root = made(files);
    const before = bytesIn(root);
    const faults = project.faults?.map((fault) => ({ ...fault, what: withRoot(root, fault.what) }));
    expect(await projectIn(root)).toEqual({
      ...project,
      ...(faults && { faults }),
      root,
      notes: notes.map((note) => withRoot(root, note)),
    });
    expect(bytesIn(root)).toEqual(before);
  });

  it.each(changes)('is changed, %s only: %s', async (_what, _about, folder, change) => {
    const root = made(folder.files);
    const before = bytesIn(root);
    const project = await projectIn(root);
    const creates = change.creates ?? {};
    // The folders contain no app, so its configuration files are left out unless the change makes them.
    const answers = change.creates ? change.answers : { configFiles: 'leave' as const, ...change.answers };

    const { files } = await planOf(root, answers);
    const labels = [...Object.keys(change.edits), ...Object.keys(creates)].sort();
    expect(files.map(({ label }) => label).sort()).toEqual(labels);
    expect(bytesIn(root)).toEqual(before);
    expect(await writeProjectPlan(files)).toMatchObject({ kind: 'written' });

    const after = bytesIn(root);
    expect([...after.keys()].sort()).toEqual([...before.keys(), ...Object.keys(creates)].sort());
    for (const [label, bytes] of before) {
      const expected = afterEdits(root, bytes, change.edits[label] ?? []);
      expect(linesOf(after.get(label)), label).toEqual(linesOf(expected));
      expect(after.get(label)?.equals(expected), label).toBe(true);
    }
    for (const [label, text] of Object.entries(creates)) {
      if (text !== null) expect(after.get(label)?.toString(), label).toBe(withRoot(root, text));
    }
    expect(await projectIn(root)).toEqual(changedProject(project, folder, change));
    // Repeating the change has nothing left to do.
    expect((await planOf(root, answers)).files).toEqual([]);
    expect(bytesIn(root)).toEqual(after);
  });
});

describe('an unusable folder of the corpus', () => {
  it.each(refusedFolders.map((folder) => [folder.about, folder] as const))(
    'is refused and left unchanged: %s',
    async (_about, { files, code, says, opens }) => {
      const root = made(files);
      const before = bytesIn(root);
      const found = await findProject(root);
      const problem = await planOf(root, { name: 'store' }).catch((thrown: unknown) => thrown);
      if (!(problem instanceof Problem)) throw new Error('it is not refused');
      expect(found).toMatchObject(
        opens ? { kind: 'project' } : { kind: 'unreadable', root, problem: { code } },
      );
      expect(problem.code).toBe(code);
      for (const part of says) expect(`${problem.what} ${problem.why}`).toContain(part);
      expect(bytesIn(root)).toEqual(before);
    },
  );
});
