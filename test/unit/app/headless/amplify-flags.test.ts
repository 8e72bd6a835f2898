import { describe, expect, it } from 'vitest';
import { type AmplifyFlags, readAmplifyFlags } from '../../../../src/app/headless/amplify-flags.ts';
import { problemIn } from '../../../support/problem-of.ts';

const problemOf = (flags: AmplifyFlags) => problemIn(() => readAmplifyFlags(flags));

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
  it('change nothing if they are not given', () => {
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
    'accept the provider as %s',
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

  it('pass on keys of the command line apart from the answers, with a warning that does not repeat them', () => {
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

  it('warn about what the classic layout does not have', () => {
    expect(readAmplifyFlags({ amplify: '{"envName":"dev"}' }).environment).toBe('dev');
  });

  it.each([
    [{ amplify: '{"projectName"' }, '--amplify'],
    [{ amplify: '"word"' }, '--amplify'],
    [{ frontend: '[1]' }, '--frontend'],
    [{ frontend: '{"config":{"SourceDir":7}}' }, 'config.SourceDir'],
    [{ providers: '{"azure":{}}' }, 'awscloudformation'],
    [{ providers: '{"awscloudformation":"keys"}' }, '--providers'],
  ] as const)('are refused if they are invalid: %j', (flags, names) => {
    const problem = problemOf(flags);
    expect(problem.code).toBe('USAGE');
    expect(`${problem.what} ${problem.why}`).toContain(names);
  });

  it.each([
    // As each shell passes the quotation marks on.
    [
      { providers: '{awscloudformation:{configLevel:project,useProfile:true,profileName:prod}}' },
      '--providers',
      'took its quotation marks away',
    ],
    [{ amplify: '{projectName:shop}' }, '--amplify', 'took its quotation marks away'],
    [{ amplify: '\uFEFF{"projectName":"shop"}' }, '--amplify', 'a byte order mark (U+FEFF) at character 1'],
    [{ amplify: '{"projectName":"shop"\u00A0}' }, '--amplify', 'a no-break space (U+00A0) at character 22'],
    [{ amplify: '{“projectName”:“shop”}' }, '--amplify', 'typographic ones'],
    [{ frontend: "{'frontend':'ios'}" }, '--frontend', 'single quotation marks'],
    [{ amplify: '\'{"projectName":"shop"}\'' }, '--amplify', 'single quotation marks on, as cmd does'],
    [{ amplify: '{\\"projectName\\":\\"shop\\"}' }, '--amplify', 'backslashes are before'],
    // Not JSON.
    [{ amplify: 'projectName: shop' }, '--amplify', 'from column 1 on'],
    [{ amplify: '{"projectName":"shop",}' }, '--amplify', 'a comma after the last member'],
    [{ amplify: '{"projectName":"shop" // mine\n}' }, '--amplify', 'a comment'],
    [{ amplify: '{"projectName":"shop"' }, '--amplify', 'from column 22 on'],
    [{ amplify: '{"projectName":shop}' }, '--amplify', 'from column 16 on'],
    [{ amplify: '&a {"projectName": "shop"}' }, '--amplify', 'from column 1 on'],
    [{ amplify: '7' }, '--amplify', 'not an object'],
    [{ amplify: 'null' }, '--amplify', 'not an object'],
    [
      { amplify: '{"projectName":"one","projectName":"two"}' },
      '--amplify',
      'projectName is there twice, again at column 22',
    ],
    [{ frontend: '{"config":{"SourceDir":"a","SourceDir":"b"}}' }, '--frontend', 'SourceDir is there twice'],
    [{ amplify: '['.repeat(10_000) }, '--amplify', 'nested too deeply'],
    // Unknown members, members of the wrong type, and empty ones.
    [
      { providers: '{"awscloudformation":{"profile":"prod"}}' },
      '--providers',
      'awscloudformation.profile is not a member',
    ],
    [{ amplify: '{"projectname":"shop"}' }, '--amplify', 'projectname is not a member'],
    [{ amplify: '{"__proto__":{"projectName":"shop"}}' }, '--amplify', '__proto__ is not a member'],
    [
      { frontend: '{"frontend":"ios","config":{"sourceDir":"x"}}' },
      '--frontend',
      'config.sourceDir is not a member',
    ],
    [{ amplify: '{"projectName":7}' }, '--amplify', 'projectName is a number and has to be text'],
    [{ amplify: '{"projectName":null}' }, '--amplify', 'projectName is null and has to be text'],
    [{ frontend: '{"config":["a"]}' }, '--frontend', 'config is a list and has to be an object'],
    [
      { providers: '{"awscloudformation":{"useProfile":"true"}}' },
      '--providers',
      'awscloudformation.useProfile is text and has to be true or false',
    ],
    [
      { providers: '{"awscloudformation":{"configLevel":"user"}}' },
      '--providers',
      'awscloudformation.configLevel has to be project or general',
    ],
    [{ amplify: '{"projectName":""}' }, '--amplify', 'projectName is empty'],
    [{ amplify: '{}' }, '--amplify', 'the object is empty'],
    [{ amplify: '' }, '--amplify', 'it is empty'],
    [{ providers: '' }, '--providers', 'it is empty'],
    [{ providers: '{"awscloudformation":{}}' }, '--providers', 'awscloudformation is empty'],
    [{ frontend: '{"frontend":"ios","config":{}}' }, '--frontend', 'config is empty'],
    [
      { providers: '{"aws":{"profileName":"a"},"cfn":{"profileName":"b"}}' },
      '--providers',
      'more than one provider',
    ],
    [{ frontend: '{"frontend":"ios","type":"android"}' }, '--frontend', 'different kinds of app'],
    // It must be clear whose credentials to use.
    [
      { providers: '{"aws":{"useProfile":false}}' },
      '--providers',
      'accessKeyId and secretAccessKey are missing',
    ],
    [
      { providers: '{"aws":{"useProfile":false,"accessKeyId":"AKIA1"}}' },
      '--providers',
      'aws.secretAccessKey is missing',
    ],
    [{ providers: '{"aws":{"useProfile":false,"profileName":"a"}}' }, '--providers', 'exclude each other'],
    [
      { providers: '{"aws":{"accessKeyId":"AKIA1","secretAccessKey":"s"}}' },
      '--providers',
      'keys count only with aws.useProfile false',
    ],
    [
      { providers: '{"aws":{"configLevel":"general","profileName":"a"}}' },
      '--providers',
      'neither a profile nor keys',
    ],
  ] as const)('are refused if they are not fully understood: %j', (flags, flag, why) => {
    const problem = problemOf(flags);
    expect(problem.code).toBe('USAGE');
    expect(problem.what).toBe(`${flag} is not understood.`);
    expect(problem.why).toContain(why);
    for (const shell of ['bash', 'PowerShell', 'cmd']) expect(problem.next).toContain(shell);
  });

  it('show what was read, and how the example of each shell is quoted', () => {
    const problem = problemOf({ amplify: '{projectName:shop}' });
    expect(problem.why).toContain('Read was "{projectName:shop}".');
    expect(problem.next).toContain(`bash, zsh, PowerShell 7.3: --amplify '{"projectName":"shop"}'`);
    expect(problem.next).toContain(`older PowerShell: --amplify '{\\"projectName\\":\\"shop\\"}'`);
    expect(problem.next).toContain(`cmd: --amplify "{\\"projectName\\":\\"shop\\"}"`);
  });

  it('accept by name what the Amplify CLI knows and we ignore, and say so', () => {
    const { answers, warnings } = readAmplifyFlags({
      amplify: '{"projectName":"shop","appId":"d1a2b3"}',
      frontend: '{"frontend":"android","config":{"ResDir":"res","ServerlessContainers":true}}',
    });
    expect(answers).toEqual({ projectName: 'shop', app: 'android', resDir: 'res' });
    expect(warnings.join('\n')).toMatch(/appId is not used here.*\n.*ServerlessContainers is not used here/);
  });

  it('refuse settings that the kind of app does not have', () => {
    const { code, why } = problemOf({ frontend: '{"frontend":"ios","config":{"ResDir":"res"}}' });
    expect(code).toBe('ANSWERS_MISSING');
    expect(why).toBe('--frontend config.ResDir: only android and flutter have it, and app is ios');
  });

  it('never repeat a secret in an error', () => {
    for (const providers of [
      `{"awscloudformation":{"secretAccessKey":"${secret}","useProfile":"no"}}`,
      `{"awscloudformation":{"secretAccessKey":"${secret}"`,
      `{"azure":{"secretAccessKey":"${secret}"}}`,
    ]) {
      const { what, why, next } = problemOf({ providers });
      expect(`${what}${why}${next}`).not.toContain(secret.slice(0, 8));
    }
  });

  it('follow the same rules as an answers file', () => {
    const problem = problemOf({ frontend: '{"frontend":"cobol","framework":"svelte"}' });
    expect(problem.code).toBe('ANSWERS_MISSING');
    expect(problem.why).toContain('--frontend frontend: has to be javascript');
    expect(problem.why).toContain('--frontend framework: has to be angular');
  });
});

it('an unknown value is reported under the name that the flag uses', () => {
  expect(() => readAmplifyFlags({ amplify: '{"projectName":"shop","defaultEditor":"vi"}' })).toThrow(
    expect.objectContaining({
      why: expect.stringContaining('--amplify defaultEditor: has to be sublime'),
      next: 'Correct the flag, or use --answers FILE instead.',
    }),
  );
});
