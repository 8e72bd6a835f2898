import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAnswersFile, readAnswersFile } from '../../../../src/app/headless/answers-file.ts';
import { checkAssumeAnswers } from '../../../../src/app/headless/assume-answers.ts';
import { checkConfigureAnswers } from '../../../../src/app/headless/configure-answers.ts';
import { checkProjectAnswers } from '../../../../src/app/headless/configure-project-answers.ts';
import type { Problem } from '../../../../src/core/problem.ts';
import { problemOf } from '../../../support/problem-of.ts';

let file: string;
beforeAll(() => {
  file = join(mkdtempSync(join(tmpdir(), 'hostile-answers-')), 'answers.yaml');
});
afterAll(() => rmSync(join(file, '..'), { recursive: true, force: true }));

async function problemWith(text: string | Uint8Array): Promise<Problem> {
  writeFileSync(file, text);
  return problemOf(readAnswersFile(file));
}

/** Each alias stands for ten of the previous one, so nine of them are a billion values. */
const laughs = Array.from({ length: 9 }, (_, n) =>
  n === 0 ? 'a0: &a0 [x, x, x, x, x, x, x, x, x, x]' : `a${n}: &a${n} [${`*a${n - 1}, `.repeat(10)}]`,
).join('\n');

describe('a hostile or invalid answers file', () => {
  it.each([
    ['a hundred thousand merge keys', `a: &a {b: 1}\n${'<<: *a\n'.repeat(100_000)}`, 'characters'],
    ['a thousand merge keys', `a: &a {b: 1}\n${'<<: *a\n'.repeat(1000)}`, 'line 3'],
    ['UTF-16', new Uint8Array(Buffer.from('\uFEFFprojectName: shop', 'utf16le')), 'Windows PowerShell'],
    ['a word alone', 'shop\n', 'has to hold answers by their names'],
    ['aliases that grow', laughs, 'more often than is read'],
    ['an alias that leads nowhere', 'profile: *nobody\n', 'one that is not there'],
    ['deep flow', '['.repeat(30_000), ''],
    ['deep blocks', Array.from({ length: 300 }, (_, n) => `${' '.repeat(n)}a:`).join('\n'), ''],
    ['deep JSON', `{"projectName":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, 'nested too deeply'],
    [
      '16 thousand members',
      Array.from({ length: 7000 }, (_, n) => `k${n}: 1`).join('\n'),
      'not an answer that is known',
    ],
    ['huge text', `projectName: ${'x'.repeat(1_000_000)}`, 'characters'],
    ['a tag that is not known', 'projectName: !!binary aGk=\nprofile: !mine x\n', 'tag'],
    ['two documents', 'projectName: a\n---\nprofile: b\n', 'document'],
    ['a list', '- projectName\n', 'the file'],
    ['a word', 'projectName\n', 'the file'],
    ['a number', '7\n', 'the file'],
    [
      'the wrong types',
      '{"projectName":{},"profile":[],"region":7,"app":null,"useEnvironmentKeys":"yes"}',
      'projectName',
    ],
    ['a null character', '{"profile":"de\\u0000v"}', 'profile: has a null character (U+0000) at character 3'],
    [
      'half a surrogate pair',
      '{"buildCommand":"x\\ud800"}',
      'buildCommand: has an invisible character (U+D800)',
    ],
    ['a prototype', '{"__proto__":{"profile":"prod"}}', '__proto__'],
    ['a region of another name', 'region: Europe (Ireland)\n', 'Did you mean eu-west-1?'],
    ['a region with a slip', 'region: eu-wset-1\n', 'Did you mean eu-west-1?'],
    ['settings of another kind of app', 'app: ios\nsourceDir: src\n', 'only javascript has it'],
    ['bytes that are no text', Uint8Array.from([0xff, 0xfe, 0, 1, 2]), ''],
  ])('is refused, saying what it is: %s', async (_, text, why) => {
    const problem = await problemWith(text);
    expect(['ANSWERS_UNREADABLE', 'ANSWERS_MISSING']).toContain(problem.code);
    expect(problem.why).toContain(why);
    expect(problem.why.length).toBeLessThan(2000);
    expect(`${problem.what}${problem.why}`).not.toContain('fault of amplify-tui');
  });

  it('is refused for every command', async () => {
    writeFileSync(file, '{"region":"eu-west-1\\r","account":"1\\u200B"}');
    const value = await parseAnswersFile(file);
    for (const check of [checkConfigureAnswers, checkProjectAnswers, checkAssumeAnswers])
      expect(() => check(value, file)).toThrow(expect.objectContaining({ code: 'ANSWERS_MISSING' }));
  });

  it('may use anchors for repeated parts', async () => {
    writeFileSync(file, 'buildCommand: &cmd npm run build\nstartCommand: *cmd\n');
    expect(await readAnswersFile(file)).toEqual({
      buildCommand: 'npm run build',
      startCommand: 'npm run build',
    });
  });
});

describe('an answer in the wrong form', () => {
  it.each([
    ['projectName: 5', 'projectName: is a number and has to be text'],
    ['projectName:', 'projectName: is null and has to be text'],
    ['distributionDir: ""', 'distributionDir: is empty'],
    ['framework: raect', 'did you mean react?'],
    ['app: windows', 'app: has to be javascript, android, ios or flutter'],
    ['projektName: shop', 'projektName: is not an answer that is known; did you mean projectName?'],
    ['a: 1\n---\nb: 2', 'It holds several documents, and takes one.'],
    ['projectName: !!js/function x', 'Unresolved tag: tag:yaml.org,2002:js/function. (line 1'],
  ])('is explained in words for a user: %j', async (text, said) => {
    const { why } = await problemWith(text);
    expect(why).toContain(said);
    expect(why).not.toMatch(/Invalid|expected|parseAll/);
  });
});
