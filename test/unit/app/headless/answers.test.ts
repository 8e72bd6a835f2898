import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { fromInitAnswers, toInitAnswers } from '../../../../src/app/headless/answer-mapping.ts';
import { answersJsonSchema, checkAnswers } from '../../../../src/app/headless/answers.ts';
import { readAnswersFile } from '../../../../src/app/headless/answers-file.ts';
import { answersProblem } from '../../../../src/app/headless/answers-problem.ts';
import { planScript, planText } from '../../../../src/flows/init/plan-text.ts';
import { answers as found, plan } from '../../../support/pretend-values.ts';
import { problemOf } from '../../../support/problem-of.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'amplify-tui-answers-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const whole = {
  projectName: 'inventory',
  editor: 'vim',
  app: 'javascript',
  framework: 'vue',
  sourceDir: 'src',
  distributionDir: 'dist',
  buildCommand: 'npm run build',
  startCommand: 'npm start',
  profile: 'dev',
  region: 'eu-west-1',
} as const;

describe('an answers file', () => {
  it('is JSON or YAML, with the same meaning', async () => {
    const json = await readAnswersFile(file('a.json', JSON.stringify(whole, null, 2)));
    const yaml = await readAnswersFile(file('a.yaml', stringify(whole)));
    expect(json).toEqual(whole);
    expect(yaml).toEqual(whole);
  });

  it('may be empty: everything has a default', async () => {
    expect(await readAnswersFile(file('empty.yaml', ''))).toEqual({});
    expect(await readAnswersFile(file('empty.json', '{}'))).toEqual({});
  });

  it('reports everything that is wrong at once', async () => {
    const { code, what, why } = await problemOf(() =>
      checkAnswers(
        { projectNmae: 'x', editor: 'ed99', app: 'cobol', framework: 'svelte', region: 7, sourceDir: '' },
        'my.json',
      ),
    );
    expect(code).toBe('ANSWERS_MISSING');
    expect(what).toBe('6 answers are missing or wrong in my.json.');
    for (const answer of ['projectNmae', 'editor', 'app', 'framework', 'region', 'sourceDir'])
      expect(why).toContain(`${answer}: `);
  });

  it('accepts a profile or environment keys, not both', async () => {
    const both = await problemOf(() => checkAnswers({ environment: 'dev', layout: 'documented' }, 'f'));
    expect(both.why).toContain('environment: the classic layout has no environments');
    expect(checkAnswers({ environment: 'dev', layout: 'multi-env' }, 'f')).toMatchObject({
      environment: 'dev',
    });
    const { why } = await problemOf(() => checkAnswers({ profile: 'dev', useEnvironmentKeys: true }, 'f'));
    expect(why).toContain('exclude each other');
  });

  it.each([
    ['a list', '- a\n- b\n'],
    ['a word', 'inventory\n'],
  ])('must be an object, not %s', async (_, text) => {
    expect((await problemOf(() => readAnswersFile(file('odd.yaml', text)))).code).toBe('ANSWERS_MISSING');
  });

  it('is reported with line and column if it is neither JSON nor YAML', async () => {
    const path = file('broken.json', '{\n  "projectName": "a",\n  "editor: "vim"\n}\n');
    const { code, what, why } = await problemOf(() => readAnswersFile(path));
    expect(code).toBe('ANSWERS_UNREADABLE');
    expect(what).toContain(path);
    expect(why).toMatch(/line 3, column \d+/);
  });

  it('is named if it is missing', async () => {
    const { code, what } = await problemOf(() => readAnswersFile(join(folder, 'nowhere.yaml')));
    expect(code).toBe('ANSWERS_UNREADABLE');
    expect(what).toContain('nowhere.yaml');
  });

  it('changes what it names and leaves the rest as detected', () => {
    const changed = { ...found, ...toInitAnswers({ projectName: 'other', sourceDir: 'lib' }, found) };
    expect(changed).toEqual({
      ...found,
      name: 'other',
      javascript: { ...found.javascript, sourceDir: 'lib' },
    });
    expect({ ...found, ...toInitAnswers({ useEnvironmentKeys: true }, found) }.access).toEqual({
      kind: 'environment',
    });
  });

  it.each([
    ['javascript', found],
    ['android', { ...found, app: 'android', resDir: 'app/res' } as const],
    ['ios', { ...found, app: 'ios' } as const],
    ['environment keys', { ...found, access: { kind: 'environment' } } as const],
  ])('that is saved gives the same answers again: %s', (_, answers) => {
    const saved = checkAnswers(JSON.parse(JSON.stringify(fromInitAnswers(answers))), 'saved');
    expect({ ...found, ...toInitAnswers(saved, found) }).toEqual(
      answers.app === 'javascript' ? answers : { ...answers, framework: found.framework },
    );
  });

  it('written by the script of the review is understood, with the same meaning', () => {
    const lines = planScript(plan, found);
    const text = lines.slice(1, lines.indexOf('END')).join('\n');
    expect(checkAnswers(JSON.parse(text), 'script')).toEqual(fromInitAnswers(found));
  });

  it('is written for PowerShell on Windows', () => {
    const lines = planScript(plan, found, 'win32');
    const end = lines.findIndex((line) => line.startsWith("'@"));
    expect([lines[0], lines[end]]).toEqual(["@'", "'@ | Set-Content -Encoding utf8 amplify-answers.json"]);
    const text = lines.slice(1, end).join('\n');
    expect(checkAnswers(JSON.parse(text), 'script')).toEqual(fromInitAnswers(found));
    expect(lines.join('\n')).not.toMatch(/cat >|END/);
  });
});

describe('the published schema', () => {
  it('lists every answer, and no other', () => {
    const schema = answersJsonSchema() as { properties: object; additionalProperties: unknown };
    expect(Object.keys(schema.properties)).toEqual([
      '$schema',
      ...[
        'projectName',
        'layout',
        'environment',
        'parametersOf',
        'gitIgnore',
        'editor',
        'app',
        'framework',
        'sourceDir',
      ],
      ...[
        'distributionDir',
        'buildCommand',
        'startCommand',
        'resDir',
        'profile',
        'useEnvironmentKeys',
        'region',
      ],
    ]);
    expect(schema.additionalProperties).toBe(false);
    expect(parse(JSON.stringify(schema)).required).toBeUndefined();
  });
});

describe('the plan as text', () => {
  it('has one row per line and only text, whatever AWS says who you are', () => {
    const identity = {
      ...plan.identity,
      arn: 'arn\u001B[31m\r\nin  account 000000000000',
      accountAlias: 'a\u0007b',
    };
    const lines = planText({ ...plan, identity });
    expect(lines.slice(0, 2)).toEqual([
      'as  arn in  account 000000000000',
      expect.stringMatching(/^in {2}account 111122223333 \(ab\) · eu-west-1/),
    ]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    expect(lines.filter((line) => /[\u0000-\u001F]/.test(line))).toEqual([]);
  });
});

describe('a problem with answers', () => {
  it.each<[string, Parameters<typeof answersProblem>, string]>([
    [
      'that an option gives, too',
      [[{ answer: 'environment', text: 'Choose one of dev, prod.' }], undefined, 'project'],
      'Give it with --env NAME, or with --answers FILE;',
    ],
    [
      'of a flow that takes the profile by another name',
      [[{ answer: 'withProfile', text: 'It is missing.' }], undefined, 'configure'],
      'Give it with --with-profile NAME, or with --answers FILE;',
    ],
    [
      'of which an option gives one',
      [
        [
          { answer: 'region', text: 'It is missing.' },
          { answer: 'projectName', text: 'It is too long.' },
        ],
      ],
      'Give them with --answers FILE (where they have an option, --region REGION as well);',
    ],
    ['in a file', [[{ answer: 'region', text: 'is none' }], 'answers.yaml'], 'Correct the file;'],
  ])('%s names the way to give them', (_, args, next) => {
    expect(answersProblem(...args).next).toContain(next);
  });
});
