import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { projectFaults } from '../../../src/flows/configure-project/answers.ts';
import {
  lookAtProject,
  openProject,
  readMetadata,
  readProjectTexts,
} from '../../../src/flows/configure-project/look.ts';
import { planProject } from '../../../src/flows/configure-project/plan.ts';
import { localChanges } from '../../../src/flows/status/local-changes.ts';
import { detectApp } from '../../../src/project/detect.ts';
import { findProject } from '../../../src/project/open.ts';
import type { Framework } from '../../../src/project/project.ts';
import { examineHome, healthyFiles, makeHome } from '../flows/doctor/support.ts';
import { type StrangerFolder, strangerFolders } from './corpus/strangers.ts';
import { ROOT } from './corpus/texts.ts';
import { sampleHandlers } from './support/sample.ts';

const shown = ({ app, framework }: { readonly app: string; readonly framework?: Framework }) =>
  app === 'javascript' ? `javascript · ${framework}` : app;

function made({ files }: StrangerFolder): { readonly home: string; readonly root: string } {
  const home = makeHome(healthyFiles);
  const root = join(home, 'app');
  for (const [label, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, label)), { recursive: true });
    writeFileSync(join(root, label), text.replaceAll(ROOT, root));
  }
  return { home, root };
}

it('are 35, no two alike', () => {
  expect(strangerFolders).toHaveLength(35);
  expect(new Set(strangerFolders.map(({ files }) => JSON.stringify(files))).size).toBe(35);
});

it.each(strangerFolders.map((folder) => [folder.about, folder] as const))(
  'is recognised: %s',
  async (_, folder) => {
    const {
      shows,
      settings = shows,
      environment,
      faults = [],
      notes = [],
      refused,
      asks = [],
      broken,
    } = folder;
    const { home, root } = made(folder);
    expect(shown(await detectApp(root))).toBe(shows);
    const { findings } = await examineHome(home);
    const errors = findings.filter(({ severity }) => severity === 'error').map(({ text }) => text);
    expect(errors).toEqual(broken.map((part) => expect.stringContaining(part)));

    const found = await findProject(root);
    if (refused !== undefined) {
      expect(found).toMatchObject({
        kind: 'unreadable',
        problem: { what: expect.stringContaining(refused) },
      });
      return;
    }
    const project = await openProject(root);
    expect(shown(project.settings)).toBe(settings);
    expect(project.environment).toBe(environment);
    expect(project.keysMissing ?? false).toBe(folder.keysMissing ?? false);
    expect((project.faults ?? []).map(({ what }) => what)).toEqual(
      faults.map((part) => expect.stringContaining(part)),
    );
    if (faults.length > 0) {
      await expect(localChanges(root)).rejects.toMatchObject({
        message: expect.stringContaining(faults[0] ?? ''),
      });
      await expect(readMetadata(root)).rejects.toMatchObject({ next: project.faults?.[0]?.next });
      return;
    }
    expect(await localChanges(root)).toEqual([]);
    const facts = await lookAtProject(project, [], []);
    expect(projectFaults(facts.answers, facts).map(({ field }) => field)).toEqual(asks);
    const { answers } = facts;
    const plan = planProject({
      ...{ facts, answers, handlers: sampleHandlers },
      texts: await readProjectTexts(facts, answers),
      metadata: await readMetadata(root),
    });
    // Existing files are never overwritten without asking, and no profile is added.
    expect(plan.files.filter(({ change }) => change !== 'create')).toEqual([]);
    const all = [...project.notes, ...plan.notes].join('\n');
    for (const part of notes) expect(all).toContain(part);
  },
);
