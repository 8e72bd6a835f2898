import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createActor, waitFor } from 'xstate';
import { driveConfigureProject } from '../../../../src/app/headless/configure-project.ts';
import { checkProjectAnswers } from '../../../../src/app/headless/configure-project-answers.ts';
import { createReport } from '../../../../src/app/headless/report.ts';
import type { AccessOption } from '../../../../src/credentials/access-option.ts';
import { appNotes } from '../../../../src/flows/configure-project/answers.ts';
import { lookAtProject, openProject } from '../../../../src/flows/configure-project/look.ts';
import { layouts } from '../../../../src/project/project.ts';
import { pretendConfigureProject } from '../../../support/pretend-configure-project.ts';
import { identity } from '../../../support/pretend-values.ts';
import { planOf, projectWith } from './support.ts';

const devcorp: AccessOption = {
  ...{ choice: { kind: 'profile', name: 'devcorp' }, label: 'devcorp', kind: 'keys', usable: { ok: true } },
};
const android = {
  'settings.gradle.kts': "include(':mobile')\n",
  'build.gradle.kts': '',
  'mobile/src/main/res/values/strings.xml': '<resources/>',
};

/** The files of `init` name the folder in which they were made, so here they count as copies. */
async function formOf(root: string, environment?: string) {
  const facts = await lookAtProject(await openProject(root), [], []);
  const { configureProject } = pretendConfigureProject({ look: async () => ({ facts }) });
  const flow = createActor(configureProject, { input: { folder: root, environment } });
  flow.start();
  const { context } = await waitFor(flow, ({ value }) => value === 'form');
  flow.stop();
  return { facts, answers: context.answers ?? expect.fail('no answers') };
}

describe('amplify/ copied from another kind of app', () => {
  it.each(layouts)('starts with the app of the folder: %s', async (layout) => {
    const { facts, answers } = await formOf(projectWith(layout, android));
    expect(facts.answers.app).toBe('javascript');
    expect(answers).toMatchObject({ app: 'android', resDir: { android: 'mobile/src/main/res' } });
    expect(appNotes(answers, facts)).toEqual([
      expect.stringMatching(
        /^amplify\/ was set up for javascript, .* of the kind android \(settings\.gradle/,
      ),
    ]);
  });

  it('brings the settings of a web app with it', async () => {
    const { facts } = await formOf(projectWith('multi-env', android));
    const root = projectWith('multi-env', {
      'amplify/.config/project-config.json': {
        ...{ projectName: 'shop', version: '3.1', frontend: 'android', providers: ['awscloudformation'] },
        android: { config: { ResDir: 'app/src/main/res' } },
      },
      'package.json': { scripts: { dev: 'vite' }, dependencies: { vue: '3', vite: '6' } },
    });
    expect(facts.suggested).toEqual({ app: 'android' });
    expect((await formOf(root)).answers).toMatchObject({
      ...{ app: 'javascript', framework: 'vue' },
      javascript: { distributionDir: 'dist', startCommand: expect.stringContaining('dev') },
    });
  });

  it.each<[string, Record<string, unknown>]>([
    ['the folder has a sign of both', { ...android, 'package.json': { devDependencies: { husky: '9' } } }],
    ['nothing is recognised', {}],
    ['the same kind is here', { 'package.json': { dependencies: { react: '19' } } }],
  ])('keeps what its settings say where %s', async (_, files) => {
    const { facts, answers } = await formOf(projectWith('documented', files));
    expect(answers.app).toBe('javascript');
    expect(facts.suggested).toBeUndefined();
  });

  it('keeps its kind in its own folder, and when only the environment is switched', async () => {
    const copy = projectWith('multi-env', android);
    expect((await formOf(copy, 'dev')).answers.app).toBe('javascript');
    const env = { projectPath: copy, defaultEditor: 'code', envName: 'dev' };
    await writeFile(`${copy}/amplify/.config/local-env-info.json`, JSON.stringify(env));
    const { facts, answers } = await formOf(copy);
    expect(answers.app).toBe('javascript');
    expect(appNotes(answers, facts)).toEqual([expect.stringMatching(/^This folder holds an app .* android/)]);
  });

  it.each([
    [{}, 'android'],
    [{ app: 'javascript' }, undefined],
  ])('is also set up without a screen, unless the answers say the kind: %j', async (given, app) => {
    const root = projectWith('documented', android);
    const facts = await lookAtProject(await openProject(root), [devcorp], []);
    const { configureProject } = pretendConfigureProject({
      look: async () => ({ facts }),
      identify: async () => ({ ...identity, account: '132393967379', region: 'us-east-1' }),
      plan: async ({ answers }) => planOf(root, answers ?? {}),
    });
    const out: string[] = [];
    await driveConfigureProject(configureProject, {
      ...{ folder: root, confirmed: false, dryRun: true, signal: new AbortController().signal },
      answers: checkProjectAnswers(given, 'answers'),
      report: createReport(true, { out: (text) => out.push(text), err: () => {} }),
    });
    const { changes, notes } = JSON.parse(out.join('').trim().split('\n').at(-1) ?? '');
    const change = (changes as { field: string; to: string }[]).find(({ field }) => field === 'app');
    expect(change?.to).toBe(app);
    const says = app
      ? /--frontend '\{"frontend":"javascript"\}', keeps javascript/
      : /This folder holds an app/;
    expect(notes).toContainEqual(expect.stringMatching(says));
  });
});
