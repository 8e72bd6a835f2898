import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { subjectOf } from '../../../src/app/actors/delete/subject.ts';
import { openAppContext } from '../../../src/app/app-context.ts';
import { readArguments } from '../../../src/app/command-line/arguments.ts';
import { farewell } from '../../../src/app/farewell.ts';
import { loadHome, lookAround } from '../../../src/app/local-state.ts';
import { stackRecord } from '../../../src/project/layouts/records.ts';
import { type DeleteNote, openDeleteJournal } from '../../../src/state/delete-journal.ts';
import { folderOfTest } from '../../support/folders.ts';
import { someBackend, somePieces } from '../../support/pretend-delete.ts';
import { stack } from '../../support/pretend-values.ts';

let home: string;
let folder: string;
let note: DeleteNote;

beforeEach(async () => {
  home = folderOfTest();
  folder = join(home, 'app');
  mkdirSync(folder);
  const { scope, name, layout, settings } = somePieces;
  note = {
    ...{ version: 1, kind: 'delete', id: 'note-1', folder, startedAt: 1, scope, name, layout, settings },
    ...{ targets: [someBackend.target], keepBucket: false, keepFiles: false },
  };
  await openDeleteJournal(join(home, '.amplify/tui')).save(note);
});

const context = () => openAppContext(readArguments(['init', '--cwd', folder]), '1', { HOME: home });
const asked = (environment?: string) => ({
  ...{ folder, environment, choices: {}, decided: { keepBucket: false, keepFiles: false } },
  ...{ typedFolder: '', typed: '' },
});

it('prevents init from starting, and is shown on home', async () => {
  const appContext = context();
  const { noteProblem } = await lookAround(appContext);
  expect(noteProblem).toMatchObject({
    code: 'STACK_STATE',
    what: 'The deletion of shop was started here and did not finish.',
    next: 'Run `amplify-tui delete` here to resume it.',
  });
  expect((await loadHome(appContext)).deletion).toEqual({ scope: 'project', name: 'shop' });
  await appContext.close();
});

it('continues only with its own project: what was created in the folder since stays', async () => {
  const appContext = context();
  expect((await subjectOf(appContext, asked(), note)).targets).toEqual([someBackend.target]);
  mkdirSync(join(folder, 'amplify/backend'), { recursive: true });
  mkdirSync(join(folder, 'amplify/.config'));
  const settings = { framework: 'none', config: {} };
  const config = { projectName: 'shop', version: '3.1', frontend: 'javascript', javascript: settings };
  writeFileSync(join(folder, 'amplify/.config/project-config.json'), JSON.stringify(config));
  const made = (stackId: string) => {
    const record = stackRecord({ ...stack, stackId, stackName: stackId.split('/')[1] ?? '' });
    const team = JSON.stringify({ dev: { awscloudformation: record } });
    writeFileSync(join(folder, 'amplify/team-provider-info.json'), team);
  };
  made(someBackend.target.stackId);
  await expect(subjectOf(appContext, asked(), note)).resolves.toMatchObject({ name: 'shop' });
  const other = 'stack/shop-20261129/6f1f5c20-c85c-11f0-a1b2-0a1b2c3d4e60';
  made(someBackend.target.stackId.replace(/stack\/.*/, other));
  await expect(subjectOf(appContext, asked(), note)).rejects.toMatchObject({
    code: 'STACK_STATE',
    what: expect.stringContaining('does not name the stack shop-20261129'),
    next: expect.stringContaining(join(home, '.amplify/tui/journal/delete/note-1.json')),
  });
  await appContext.close();
});

it.each([
  ['yes', /AWS continues to delete the stack; the rest stays until you come back\./],
  ['perhaps', /If AWS has started on the stack, it continues;/],
  ['no', /What is not deleted yet stays until you come back\./],
] as const)('is shown with its command if it is left while it runs, in AWS: %s', (inAws, words) => {
  const deleting = { ...({ scope: 'environment', name: 'my env' } as const), root: '/shop', inAws };
  const said = farewell({ deleting }, { cloud: { kind: 'aws' } }, readArguments([]));
  expect(said).toMatch(words);
  expect(said).toContain("  amplify-tui env remove 'my env' --cwd /shop\n");
});

it('is refused if the files name no possible stack, and says where they name none', async () => {
  rmSync(join(home, '.amplify'), { recursive: true });
  const write = (record: Readonly<Record<string, string>> | undefined) => {
    const providers = record && { awscloudformation: record };
    mkdirSync(join(folder, 'amplify/backend'), { recursive: true });
    mkdirSync(join(folder, 'amplify/.config'), { recursive: true });
    writeFileSync(join(folder, '.amplifyrc'), '{}');
    writeFileSync(
      join(folder, 'amplify/.config/project-config.json'),
      '{"projectName":"shop","javascript":{"framework":"none"}}',
    );
    writeFileSync(join(folder, 'amplify/backend/amplify-meta.json'), JSON.stringify({ providers }));
  };
  const appContext = context();
  write({ ...stackRecord(stack), Region: 'eu-west-1.example.com/#' });
  await expect(subjectOf(appContext, asked(), undefined)).rejects.toMatchObject({
    what: expect.stringContaining('names a stack that cannot be'),
  });
  write(undefined);
  const { targets, notes } = await subjectOf(appContext, asked(), undefined);
  expect(targets).toEqual([]);
  expect(notes).toContain('No file of the project names a stack: nothing is deleted in AWS.');
  write(stackRecord(stack));
  expect((await subjectOf(appContext, asked(), undefined)).targets).toMatchObject([
    { stackId: stack.stackId },
  ]);
  await appContext.close();
});
