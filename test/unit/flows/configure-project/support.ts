import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  lookAtProject,
  openProject,
  readMetadata,
  readProjectTexts,
} from '../../../../src/flows/configure-project/look.ts';
import { type ProjectPlan, planProject } from '../../../../src/flows/configure-project/plan.ts';
import type { ProjectAnswers } from '../../../../src/flows/configure-project/project-answers.ts';
import { writeProjectPlan } from '../../../../src/flows/configure-project/run.ts';
import { planDocumentedFiles } from '../../../../src/project/layouts/documented.ts';
import { planMultiEnvFiles } from '../../../../src/project/layouts/multi-env-files.ts';
import type { Layout } from '../../../../src/project/project.ts';
import { folderWith } from '../../project/support/folders.ts';
import { sampleHandlers, sampleSettings, sampleStack } from '../../project/support/sample.ts';

const access = { kind: 'profile', name: 'devcorp' } as const;

/** The files of a project as `init` writes them, and additional ones, in a temporary folder. */
export function projectWith(layout: Layout, more: Readonly<Record<string, unknown>> = {}): string {
  const root = folderWith();
  const input = { root, settings: sampleSettings, access, stack: sampleStack };
  const files =
    layout === 'documented'
      ? planDocumentedFiles({ ...input, handlers: sampleHandlers })
      : planMultiEnvFiles({ ...input, environment: 'dev' });
  return folderWith({
    ...Object.fromEntries(files.map(({ label, contents }) => [label, contents])),
    ...more,
  });
}

/** The plan of a change to the project's settings. */
export async function planOf(root: string, change: Partial<ProjectAnswers>): Promise<ProjectPlan> {
  const project = await openProject(root);
  const facts = await lookAtProject(project, [], []);
  const answers = { ...facts.answers, ...change };
  return planProject({
    facts,
    answers,
    handlers: sampleHandlers,
    texts: await readProjectTexts(facts, answers),
    metadata: await readMetadata(root),
  });
}

/** Plans and writes a change. @returns the labels of what was written */
export async function configure(root: string, change: Partial<ProjectAnswers>): Promise<readonly string[]> {
  const run = await writeProjectPlan((await planOf(root, change)).files);
  if (run.kind !== 'written') throw new Error(`${run.label} was changed`);
  return run.files;
}

/** Every file below a folder, by path with `/`, with its text. */
export function filesIn(root: string, below = ''): Record<string, string> {
  const folder = join(root, below);
  if (!existsSync(folder)) return {};
  return Object.fromEntries(
    readdirSync(folder).flatMap((name) => {
      const label = below === '' ? name : `${below}/${name}`;
      return statSync(join(root, label)).isDirectory()
        ? Object.entries(filesIn(root, label))
        : [[label, readFileSync(join(root, label), 'utf8')] as const];
    }),
  );
}

/** The project-config.json of a project, as an object. */
export function configOf(root: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(root, 'amplify/.config/project-config.json'), 'utf8'));
}
