import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { commandsOf } from '../../../../machines/commands.ts';
import { takeUp } from '../../../../machines/init/steps.ts';
import { checkAnswers } from '../../../../src/app/headless/answers.ts';
import { readSharedFiles } from '../../../../src/flows/init/existing-backend.ts';
import { forgetAttempt } from '../../../../src/flows/init/forget.ts';
import type { InitPlan, InitPlanInput } from '../../../../src/flows/init/init-plan.ts';
import { sharingAdvice } from '../../../../src/flows/init/next-steps.ts';
import { planInit } from '../../../../src/flows/init/plan.ts';
import { planScript, planText } from '../../../../src/flows/init/plan-text.ts';
import { writeProject } from '../../../../src/flows/init/run.ts';
import { openJournal } from '../../../../src/state/journal.ts';
import { folderOfTest } from '../../../support/folders.ts';
import { answers, freshLocalState, plan, stack } from '../../../support/pretend-values.ts';
import { drive } from '../../app/headless/drive-support.ts';
import { at, begin, send } from '../../machines/init/support.ts';
import { initWorld } from './support.ts';

const block = (eol = '\n') =>
  ['#amplify-do-not-edit-begin', 'amplify/.config/', '#amplify-do-not-edit-end', ''].join(eol);
const multiEnv = { layout: 'multi-env', environment: 'dev', stackName: 'amplify-shop-dev-0a1b2' } as const;

const planned = (text: string | undefined, change: Partial<InitPlanInput> = {}) =>
  planInit({
    ...plan,
    ...change,
    existing: new Map(text === undefined ? [] : [['.gitignore', text]]),
  });
const written = ({ files }: InitPlan) => files.find(({ label }) => label === '.gitignore');
const offer = expect.stringContaining('.gitignore does not keep out');
/** An actor of the flow that plans for the answers, in a folder with this .gitignore. */
const plansWith = (text: string, change: Partial<InitPlanInput> = {}) => ({
  makePlan: (async (work: { answers: typeof answers }) =>
    planned(text, { ...change, gitIgnore: work.answers.gitIgnore })) as never,
});

describe('the plan of an init without environments', () => {
  it('offers the line for .config, and leaves .gitignore unchanged', () => {
    const made = planned('dist\n');
    expect(written(made)).toBeUndefined();
    expect(made.ignoring).toBe('offered');
    expect(made.notes).toEqual([offer]);
    expect(planText(made)).toContainEqual(expect.stringMatching(/^▲ \.gitignore .*"gitIgnore": "add"/));
    expect(sharingAdvice(made)).toContain('Add it to .gitignore');
  });

  it.each([
    ['dist\n', '\n'],
    ['dist', '\n'],
    ['dist\r\n*.log', '\r\n'],
  ])('adds it after %j on request', (text, eol) => {
    const made = planned(text, { gitIgnore: 'add' });
    const isEnded = text.endsWith('\n');
    expect(written(made)).toMatchObject({
      change: 'update',
      before: text,
      contents: isEnded ? `${text}${eol}${block(eol)}` : `${text}${eol}${eol}${block(eol).trimEnd()}`,
    });
    expect(made.ignoring).toBe('added');
    expect(made.notes).toEqual([]);
    expect(sharingAdvice(made)).toContain('.gitignore keeps amplify/.config/ out');
  });

  it.each<[string, string | undefined, Partial<InitPlanInput>, InitPlan['ignoring']]>([
    ['a repository without one', undefined, { isRepository: true }, 'offered'],
    ['nothing under source control', undefined, {}, undefined],
    ['the block is there', `dist\n${block()}`, { gitIgnore: 'add' }, undefined],
    ['lines of a person', 'amplify/.config/\n', { gitIgnore: 'add' }, undefined],
    ['asked for in a folder without a repository', undefined, { gitIgnore: 'add' }, 'added'],
  ])('looks at what exists: %s', (_, text, change, ignoring) => {
    expect(planned(text, change).ignoring).toBe(ignoring);
  });
});

describe('the plan of an init with environments', () => {
  it('adds the lines of the Amplify CLI, unless they are declined', () => {
    expect(written(planned('dist\n', multiEnv))?.contents).toContain('amplify/.config/local-*');
    const left = planned('dist\n', { ...multiEnv, gitIgnore: 'leave' });
    expect(written(left)).toBeUndefined();
    expect(left.notes).toEqual([offer]);
    expect(sharingAdvice(left)).toContain('Commit amplify/ without');
    const backend = { texts: new Map([['.gitignore', 'dist\n']]), previous: 'qa' };
    expect(written(planned(undefined, { ...multiEnv, backend }))?.change).toBe('update');
    expect(written(planned(undefined, { ...multiEnv, backend, gitIgnore: 'leave' }))).toBeUndefined();
  });
});

describe('the review', () => {
  it.each(['documented', 'multi-env'] as const)(
    'has a key that adds the lines, and leaves them: %s',
    async (layout) => {
      const { actor } = begin(plansWith('dist\n', layout === 'documented' ? {} : multiEnv));
      await at(actor, 'name');
      send(actor, 'NEXT', 'NEXT', 'NEXT', 'NEXT', 'NEXT');
      await at(actor, 'identity');
      send(actor, 'NEXT');
      await at(actor, 'review.summary');
      const key = () => commandsOf(actor, actor.getSnapshot()).find((command) => command.key === 'g');
      const first = layout === 'documented' ? 'add to .gitignore' : 'leave .gitignore';
      expect(key()?.label).toBe(first);
      key()?.run();
      await at(actor, 'review.summary');
      const { plan: changed } = actor.getSnapshot().context;
      expect(changed?.ignoring).toBe(layout === 'documented' ? 'added' : 'offered');
      expect(key()?.label).not.toBe(first);
      key()?.run();
      await at(actor, 'review.summary');
      expect(key()?.label).toBe(first);
    },
  );

  it('has no such key if there is nothing to add', async () => {
    const { actor } = begin(plansWith(block()));
    await at(actor, 'name');
    send(actor, 'NEXT', 'NEXT', 'NEXT', 'NEXT', 'NEXT');
    await at(actor, 'identity');
    send(actor, 'NEXT');
    await at(actor, 'review.summary');
    expect(commandsOf(actor, actor.getSnapshot()).map((command) => command.key)).not.toContain('g');
  });
});

describe('without a screen', () => {
  it('the answers file decides, and the offer is shown', async () => {
    const told = drive(plansWith('dist\n'));
    await told.end;
    expect(told.facts()).toContainEqual({ type: 'warning', text: offer });
    const added = drive(plansWith('dist\n'), {
      answers: checkAnswers({ gitIgnore: 'add' }, 'a'),
      dryRun: true,
    });
    await added.end;
    expect(added.facts().at(-1)?.files).toContain('.gitignore');
  });

  it('the script of the review contains the choice', () => {
    const lines = planScript(planned('dist\n', { gitIgnore: 'add' }), { ...answers, gitIgnore: 'add' });
    const file = JSON.parse(lines.slice(1, lines.indexOf('END')).join('\n'));
    expect(checkAnswers(file, 'script')).toMatchObject({ projectName: 'shop', gitIgnore: 'add' });
    const backend = { texts: new Map(), previous: 'qa' };
    const added = planned(undefined, { ...multiEnv, backend, gitIgnore: 'leave' });
    const own = planScript(added, { ...answers, gitIgnore: 'leave' });
    expect(JSON.parse(own.slice(1, own.indexOf('END')).join('\n'))).toEqual({
      ...{ layout: 'multi-env', environment: 'dev', gitIgnore: 'leave' },
      ...{ profile: 'default', region: 'eu-west-1' },
    });
  });
});

describe('an interrupted init', () => {
  let root: string;
  beforeEach(async () => {
    root = folderOfTest();
    await mkdir(join(root, 'shop'));
    await writeFile(join(root, 'shop', '.gitignore'), 'dist');
  });

  it('continues with the choice for .gitignore, and restores it', async () => {
    const folder = join(root, 'shop');
    const journal = openJournal(join(root, 'state'));
    const tools = { ...initWorld({}).tools, journal: { ...journal, remove: async () => {} } };
    const input: InitPlanInput = { ...plan, folder, gitIgnore: 'add' };
    const text = () => readFile(join(folder, '.gitignore'), 'utf8');
    await writeProject(
      tools,
      planInit({ ...input, existing: await readSharedFiles(input, undefined) }),
      stack,
    );
    // The last line had no end, and still has none.
    expect(await text()).toBe(`dist\n\n${block().trimEnd()}`);
    const note = (await journal.find(folder)) ?? expect.fail('no note');
    const localState = { ...freshLocalState, unfinished: note };
    expect(takeUp({ folder, localState, answers }).answers?.gitIgnore).toBe('add');
    const earlier = { note, before: await journal.filesBefore(note.id), cleanUp: true };
    await forgetAttempt({ journal }, planInit({ ...input, existing: await readSharedFiles(input, earlier) }));
    expect(await text()).toBe('dist');
  });

  it('does not stop at a .gitignore that is a folder if nothing is added to it', async () => {
    const folder = join(root, 'shop');
    await rm(join(folder, '.gitignore'));
    await mkdir(join(folder, '.gitignore'));
    expect(await readSharedFiles({ ...plan, folder }, undefined)).toEqual(new Map());
    await expect(readSharedFiles({ ...plan, folder, gitIgnore: 'add' }, undefined)).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    });
  });
});
