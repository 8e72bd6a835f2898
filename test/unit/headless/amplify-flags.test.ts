import { describe, expect, it } from 'vitest';
import { type AmplifyFlags, readAmplifyFlags } from '../../../src/headless/amplify-flags.ts';
import { Problem } from '../../../src/values/problem.ts';

function problemOf(flags: AmplifyFlags): Problem {
  try {
    readAmplifyFlags(flags);
  } catch (thrown) {
    if (thrown instanceof Problem) return thrown;
    throw thrown;
  }
  throw new Error('nothing was wrong');
}

const secret = 'QkzWvJ7xGmPd/4hTnRb2YsLc9FqEaUo1XiKpMe3V';
const frontend = {
  frontend: 'javascript',
  framework: 'react',
  config: {
    SourceDir: 'src',
    DistributionDir: 'build',
    BuildCommand: 'npm run build',
    StartCommand: 'npm start',
  },
};

describe("the Amplify CLI's own flags", () => {
  it('say nothing when they are not given', () => {
    expect(readAmplifyFlags({})).toEqual({ answers: {}, warnings: [] });
  });

  it('are read as its documentation shows them', () => {
    const { answers, keys, warnings } = readAmplifyFlags({
      amplify: '{"projectName":"headless","defaultEditor":"code"}',
      frontend: JSON.stringify(frontend),
      providers: '{"awscloudformation":{"configLevel":"project","useProfile":true,"profileName":"default"}}',
    });
    expect(answers).toEqual({
      projectName: 'headless',
      editor: 'code',
      app: 'javascript',
      framework: 'react',
      sourceDir: 'src',
      distributionDir: 'build',
      buildCommand: 'npm run build',
      startCommand: 'npm start',
      profile: 'default',
    });
    expect(keys).toBeUndefined();
    expect(warnings).toEqual([]);
  });

  it.each(['awscloudformation', 'aws', 'cloudformation', 'cfn', 'awscfn'])(
    'take the provider as %s',
    (name) => {
      const { answers } = readAmplifyFlags({ providers: `{"${name}":{"profileName":"dev"}}` });
      expect(answers).toEqual({ profile: 'dev' });
    },
  );

  it.each([
    ['vscode', 'code'],
    ['intellij', 'idea14ce'],
  ])('translate the editor %s', (theirs, ours) => {
    expect(readAmplifyFlags({ amplify: `{"defaultEditor":"${theirs}"}` }).answers.editor).toBe(ours);
  });

  it('hand on keys of the command line apart from the answers, with a warning that does not repeat them', () => {
    const { answers, keys, warnings } = readAmplifyFlags({
      providers: JSON.stringify({
        awscloudformation: {
          useProfile: false,
          accessKeyId: 'AKIAEXAMPLE000000001',
          secretAccessKey: secret,
          region: 'eu-west-1',
        },
      }),
    });
    expect(keys).toEqual({ accessKeyId: 'AKIAEXAMPLE000000001', secretAccessKey: secret });
    expect(answers).toEqual({ useEnvironmentKeys: true, region: 'eu-west-1' });
    expect(warnings).toHaveLength(1);
    expect(warnings.join()).not.toContain('AKIA');
    expect(JSON.stringify(answers)).not.toContain(secret);
  });

  it('warn about what the documented layout does not have', () => {
    expect(readAmplifyFlags({ amplify: '{"envName":"dev"}' }).environment).toBe('dev');
  });

  it.each([
    [{ amplify: '{"projectName"' }, '--amplify'],
    [{ amplify: '"word"' }, '--amplify'],
    [{ frontend: '[1]' }, '--frontend'],
    [{ frontend: '{"config":{"SourceDir":7}}' }, 'config.SourceDir'],
    [{ providers: '{"azure":{}}' }, 'awscloudformation'],
    [{ providers: '{"awscloudformation":"keys"}' }, '--providers'],
  ] as const)('are refused when they are not what they should be: %j', (flags, names) => {
    const problem = problemOf(flags);
    expect(problem.code).toBe('USAGE');
    expect(`${problem.what} ${problem.why}`).toContain(names);
  });

  it('never repeat a secret in what is wrong with them', () => {
    for (const providers of [
      `{"awscloudformation":{"secretAccessKey":"${secret}","useProfile":"no"}}`,
      `{"awscloudformation":{"secretAccessKey":"${secret}"`,
      `{"azure":{"secretAccessKey":"${secret}"}}`,
    ]) {
      const { what, why, next } = problemOf({ providers });
      expect(`${what}${why}${next}`).not.toContain(secret.slice(0, 8));
    }
  });

  it('are held to the same rules as an answers file', () => {
    const problem = problemOf({ frontend: '{"frontend":"cobol","framework":"svelte"}' });
    expect(problem.code).toBe('ANSWERS_MISSING');
    expect(problem.why).toContain('app:');
    expect(problem.why).toContain('framework:');
  });
});
