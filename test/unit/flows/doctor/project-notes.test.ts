import { expect, it } from 'vitest';
import { examineProject } from '../../../../src/flows/doctor/project.ts';
import type { Where } from '../../../../src/flows/doctor/where.ts';
import { project } from '../../../support/pretend-values.ts';

const where = { folder: '/p', home: '/h' } as Where;

it.each([
  [
    'project-config.json says that the project is in /elsewhere; it was moved or copied.',
    'configure project --yes`',
  ],
  [
    'project-config.json is missing, so name and app are guessed from the folder.',
    'configure project`, which creates',
  ],
  [
    'local-aws-info.json names neither a profile nor a file with keys.',
    'configure project --yes --profile NAME`',
  ],
  ['aws-info.json ties the project to an Amplify Studio login, which is not supported.', '--profile NAME`'],
  ['backend/amplify-meta.json is missing.', '#current-cloud-backend/amplify-meta.json'],
  ['Something else; `amplify-tui env use dev` helps.', 'Run `amplify-tui env use dev`.'],
])('doctor names the remedy: %s', (note, cure) => {
  const here = { kind: 'project', project: { ...project, notes: [note] } } as const;
  const { findings } = examineProject(where, { here, exists: true });
  expect(findings).toEqual([
    { section: 'project', severity: 'warning', text: note, next: expect.stringContaining(cure) },
  ]);
});
