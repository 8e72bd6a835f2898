import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { asRecorded, casesOf, inAccount, madeBy } from '../../../build/aws-check/cases.mjs';
import { lifeDifferences, lifeOf, shapeOf } from '../../../build/aws-check/life.mjs';
import { checkPage } from '../../../build/aws-check/page.mjs';
import { differencesOf, replay } from '../../../build/aws-check/replay.mjs';

const services = ['sts', 'iam', 's3', 'cloudformation'];
const prefix = 'amptuiabc123-007-';
const place = { account: '999988887777', region: 'eu-north-1' };
const script = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  spawnSync(process.execPath, ['build/aws-check.mjs', ...args], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: '/nowhere', ...env },
  });

describe('a recorded case in a real account', () => {
  const run = services.flatMap((service) =>
    casesOf(service).map((recorded) => ({
      service,
      ...recorded,
      ...inAccount(service, recorded, prefix, place),
    })),
  );
  const ran = run.filter(({ why }) => why === undefined);

  it('creates nothing except under the names of the run', () => {
    const made = ran.flatMap(({ service, steps }) =>
      steps!.flatMap(({ call, input }) => {
        const [operation = '', other = service] = (call ?? '').split(':').reverse();
        const name = madeBy(other, operation, input ?? {})?.name;
        return name === undefined || name.startsWith('$') ? [] : [name];
      }),
    );
    expect(made.length).toBeGreaterThan(150);
    expect(made.filter((name) => !name.startsWith(prefix))).toEqual([]);
    const topics = ran.flatMap(({ steps }) => [...JSON.stringify(steps).matchAll(/"TopicName":"([^"]*)"/g)]);
    expect(topics.length).toBeGreaterThan(30);
    expect(topics.filter(([, name]) => !name!.startsWith(prefix))).toEqual([]);
  });

  it('is in that account and region alone, and says why if it is not run', () => {
    expect(ran.length).toBeGreaterThan(180);
    expect(
      ran.filter(({ steps }) => JSON.stringify(steps!.map(({ input }) => input)).includes('111122223333')),
    ).toEqual([]);
    const safe = (steps: object[]) => inAccount('iam', { steps }, prefix, place).why;
    expect(safe([{ call: 'ListRoles' }])).toMatch(/lists everything/);
    expect(safe([{ call: 'CreateRole', input: { RoleName: 'r' }, as: 'biz' }])).toMatch(/second account/);
    const template = (Resources: object) => [
      { call: 'CreateStack', input: { StackName: 's', TemplateBody: { Resources } } },
    ];
    const stack = (Resources: object) =>
      inAccount('cloudformation', { steps: template(Resources) }, prefix, place).why;
    expect(stack({ A: { Type: 'AWS::RDS::DBInstance' } })).toBe('it makes AWS::RDS::DBInstance');
    const TopicName = { 'Fn::Join': ['-', [{ Ref: 'AWS::Region' }, 't']] };
    expect(stack({ A: { Type: 'AWS::SNS::Topic', Properties: { TopicName } } })).toMatch(
      /would not be one of this run/,
    );
    expect(stack({ A: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 't-1' } } })).toBeUndefined();
  });

  it('is reported in the names of the recording', () => {
    const answer = {
      Arn: `arn:aws:iam::999988887777:role/${prefix}r`,
      At: new Date(0),
      All: [`${prefix}b eu-north-1`],
    };
    expect(asRecorded(answer, prefix, place)).toEqual({
      Arn: 'arn:aws:iam::111122223333:role/r',
      At: new Date(0),
      All: ['b eu-west-1'],
    });
  });
});

describe('a replay', () => {
  it.each<[unknown, unknown, string[]]>([
    [{ A: 1, B: 2 }, { A: 1 }, []],
    [{ A: '1' }, { A: 1 }, ['answer.A: "1", expected 1']],
    [{}, { A: null }, ['answer.A: nothing, expected null']],
    [{ A: 'AROAX' }, { A: '~^AROA' }, []],
    [{ A: 'x' }, { A: '~^AROA' }, ['answer.A: "x", expected ^AROA']],
    [{ A: [1, 2] }, { A: [1] }, ['answer.A: [1,2], expected [1]']],
    [{ A: 'x' }, { A: [1] }, ['answer.A: "x", expected a list']],
    [{ A: [{ B: 1, C: 1 }] }, { A: [{ B: 2 }] }, ['answer.A[0].B: 1, expected 2']],
    ['x', { A: 1 }, ['answer: "x", expected {"A":1}']],
  ])('finds in %j beside %j: %j', (actual, expected, found) => {
    expect(differencesOf(actual, expected)).toEqual(found);
  });

  it('sends what was saved under the names of the run, and expects those of the recording', async () => {
    const sent: object[] = [];
    const steps = [
      { call: 'CreateThing', save: { id: 'Id' } },
      { call: 'GetThing', input: { Id: '$id' }, output: { Id: '$id' }, absent: ['Other'] },
      { call: 'GetThing', error: { code: 'Gone', status: 404 } },
      { call: 'NeverAsked' },
    ];
    const found = await replay('s3', steps, async (_service, operation, input) => {
      sent.push([operation, input]);
      return { output: { Id: 'one' }, raw: { Id: `${prefix}one` } };
    });
    expect(sent).toEqual([
      ['CreateThing', {}],
      ['GetThing', { Id: `${prefix}one` }],
      ['GetThing', {}],
    ]);
    expect(found).toEqual(['GetThing: answered, expected Gone']);
  });
});

describe('the life of the program', () => {
  it('is compared without names and times, and a failure is reported', () => {
    const facts = [
      { type: 'event', resourceType: 'AWS::IAM::Role', status: 'CREATE_COMPLETE', at: 1 },
      { type: 'result', ok: true, stack: { status: 'CREATE_COMPLETE' }, drift: [] },
    ];
    const good = { command: 'init', ...shapeOf({ code: 0, facts, complaint: '' }, '/home') };
    const bad = { command: 'init', ...shapeOf({ code: 1, facts: [], complaint: 'no /home/x' }, '/home') };
    expect(lifeDifferences([good], [good])).toEqual([]);
    expect(lifeDifferences([], [good])).toEqual(['init: not run']);
    expect(lifeDifferences([bad], [good])).toContain(
      'init: problem is "no ~/x", in the demo cloud undefined',
    );
    expect(lifeOf('amptuiabc123').flat()).not.toContain('default');
  });
});

describe('the page', () => {
  it('says where the demo cloud differs, what was not run and what is left', () => {
    const run = {
      ...{ id: 'abc123', at: '2026-11-29', target: 'AWS', region: 'eu-west-1', calls: 7, budget: 3000 },
      left: ['bucket amptuiabc123-b'],
    };
    const text = checkPage(run, { told: [{}], differences: ['init: exit is 1, in the demo cloud 0'] }, [
      { service: 's3', id: 'one', source: 'a recording', found: [] },
      { service: 's3', id: 'two', source: 'a recording', found: ['GetObject.A: 1, expected `2`'] },
      { service: 'iam', id: 'three', source: 'a recording', why: 'it lists everything of the account' },
    ]);
    expect(text).toContain('Not everything that it made is deleted:\n\n- `bucket amptuiabc123-b`');
    expect(text).toContain('- `init: exit is 1, in the demo cloud 0`');
    expect(text).toContain('| s3 | 1 | 2 | 0 |\n| iam | 0 | 0 | 1 |');
    expect(text).toContain("### s3: two\n\na recording\n\n- `GetObject.A: 1, expected '2'`");
    expect(text).toContain('- iam: three: it lists everything of the account');
  });
});

describe('the script', () => {
  it('names each call of a dry run, without credentials and without asking', () => {
    const { status, stdout } = script(['--dry-run', '--only', 'sts,life'], { CI: '' });
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^# sts: a role is assumed\niam CreateRole {3}amptui\w{6}-\d{3}-r\nsts AssumeRole/m,
    );
    expect(stdout).toMatch(/^amplify-tui init --yes --env dev --profile amptui\w{6} /m);
    expect(stdout).toContain('cloudformation DeleteStack');
  });

  it.each([
    [['--profile', 'p'], { CI: 'true' }, /never run in CI/],
    [[], {}, /Name the account with --profile/],
    [['--profile', 'p', '--budget', 'x'], {}, /--budget is a number/],
    [['--profile', 'p', '--clean-up', '../x'], {}, /not the id of a run/],
    [['--profile', 'none-such'], { AWS_EC2_METADATA_DISABLED: 'true' }, /none-such gives no credentials/],
  ])('creates nothing with %j', (args, env, said) => {
    const { status, stderr } = script(args, { CI: '', ...env });
    expect([status, stderr]).toEqual([2, expect.stringMatching(said)]);
  });
});
