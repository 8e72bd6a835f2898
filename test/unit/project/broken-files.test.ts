import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultChoice } from '../../../src/credentials/choice.ts';
import { readProfiles } from '../../../src/profiles/store.ts';
import { findProject } from '../../../src/project/open.ts';
import type { ProjectStack } from '../../../src/project/project.ts';
import { stackFault } from '../../../src/project/stack-faults.ts';
import { tiedKeysProblem } from '../../../src/project/tied-keys.ts';
import { examineHome, healthyFiles, makeHome, said } from '../flows/doctor/support.ts';
import { multiEnvFiles } from './corpus/multi-env.ts';
import { apps, json, localAwsLabel, localEnvLabel, metaLabel, stack, teamLabel } from './corpus/texts.ts';
import { sampleStack } from './support/sample.ts';

const dev = stack('amplify-shop-dev-12345');
const prod = stack('amplify-shop-prod-54321');
const shop = multiEnvFiles({
  name: 'shop',
  version: '3.1',
  indent: 2,
  editor: 'vim',
  stacks: { dev, prod },
  app: { frontend: 'javascript', javascript: apps.none.block },
});

function write(root: string, files: Readonly<Record<string, string | Buffer>>): string {
  for (const [label, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, label)), { recursive: true });
    writeFileSync(join(root, label), typeof text === 'string' ? text.replaceAll('<root>', root) : text);
  }
  return root;
}

/** The project in a home's folder `app`, and doctor's report on it. */
async function look(files: Readonly<Record<string, string | Buffer>>) {
  const home = makeHome(healthyFiles);
  const root = write(join(home, 'app'), { ...shop, ...files });
  const found = await findProject(root);
  const report = await examineHome(home);
  const project = found.kind === 'project' ? found.project : undefined;
  return { found, project, faults: project?.faults ?? [], report, root };
}

const meta = shop[metaLabel] ?? '';
const fetchAgain =
  'Delete amplify/backend/amplify-meta.json, then run `amplify-tui configure project --yes`: it is fetched again from the deployment bucket.';

describe('unreadable metadata', () => {
  it.each<[string, string | Buffer, string, string]>([
    ['null characters before it', '\0'.repeat(400) + meta, 'line 1, column 1', 'null characters'],
    ['null characters in it', meta.replace('"Region"', '\0\0\0'), 'line 4, column', 'null characters'],
    ['nothing but null characters', '\0'.repeat(4096), 'line 1, column 1', 'null characters'],
    ['nothing', '', 'is empty', 'It should hold JSON.'],
    ['blanks only', ' \n\n', 'is empty', 'It should hold JSON.'],
    ['half of it', meta.slice(0, 90), 'line', 'It ends in the middle.'],
    [
      'marks of a merge',
      `{\n<<<<<<< HEAD\n"a": 1\n=======\n>>>>>>> b\n}`,
      'line 2, column 1',
      'merge conflict',
    ],
    ['a list', '\n[]', 'line 2', 'It holds a list, and an object ({ … }) is expected.'],
    ['a text', '"meta"', 'line 1', 'It holds a text'],
    ['UTF-16', Buffer.from(`\uFEFF${meta}`, 'utf16le'), 'line 1, column 1', 'UTF-16'],
    ['UTF-16 without a mark', Buffer.from(meta, 'utf16le'), 'line 1, column 1', 'UTF-16'],
  ])('%s: is reported with place, reason and remedy, and doctor finds it', async (_, text, where, why) => {
    const { project, faults, report, root } = await look({ [metaLabel]: text });
    expect(project?.stack).toEqual(dev);
    expect(faults).toMatchObject([{ next: fetchAgain }]);
    expect(faults[0]?.what).toContain(join(root, metaLabel));
    expect(faults[0]?.what).toContain(where);
    expect(faults[0]?.why).toContain(why);
    expect(report.ok).toBe(false);
    expect(report.findings).toContainEqual(
      expect.objectContaining({ section: 'project', severity: 'error', next: fetchAgain }),
    );
  });

  it.each([
    ['a mark of UTF-8 before it', `\uFEFF${meta}`],
    ['comments', `// made by a tool\n${meta}`],
  ])('is not: %s', async (_, text) => {
    const { faults, report } = await look({ [metaLabel]: text });
    expect(faults).toEqual([]);
    expect(said(report)).toEqual([]);
  });
});

it('is reported with a path that stays whole, however long the name of a folder', async () => {
  const home = makeHome(healthyFiles);
  const name = 'aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7d';
  const folder = write(join(home, name), {
    ...shop,
    [metaLabel]: '{',
    [localAwsLabel]: json({ dev: { useProfile: false, awsConfigFilePath: `/k/${name}` } }),
  });
  const report = JSON.stringify(await examineHome(home, { folder }));
  expect(name).toHaveLength(40);
  expect(report).toContain(`~/${name}/amplify/backend/amplify-meta.json is not valid JSON`);
  expect(report).toContain(`/k/${name}, which is not on this machine`);
  expect(report).not.toContain('[secret]');
});

describe('the remedy for a broken file', () => {
  it.each([
    ['amplify/#current-cloud-backend/amplify-meta.json', /^Delete amplify\/#current.*fetched again/],
    ['amplify/backend/backend-config.json', /`git checkout -- amplify\/backend\/backend-config\.json`/],
    [teamLabel, /`git checkout -- amplify\/team-provider-info\.json`/],
    ['amplify/.config/project-config.json', /`git checkout -- amplify\/\.config\/project-config\.json`/],
    [localEnvLabel, /^Delete amplify\/\.config\/local-env-info\.json.*--env NAME.*created again/],
    [localAwsLabel, /^Delete amplify\/\.config\/local-aws-info\.json.*created again/],
  ])('%s', async (label, helps) => {
    const { found, faults, report } = await look({ [label]: '{' });
    const problem = found.kind === 'unreadable' ? found.problem : faults[0];
    expect(problem?.what).toContain(`${label} is not valid JSON: line 1, column 2.`);
    expect(problem?.next).toMatch(helps);
    expect(report.ok).toBe(false);
  });

  it('is to choose one of two sides if a merge left its marks', async () => {
    const { found } = await look({ [teamLabel]: '{\n<<<<<<< HEAD\n}' });
    if (found.kind !== 'unreadable') throw new Error(found.kind);
    expect(found.problem.next).toContain('`git checkout --ours -- amplify/team-provider-info.json`');
  });
});

const teamOf = (stacks: Readonly<Record<string, ProjectStack>>) => {
  const records = Object.entries(stacks).map(([name, of]) => [
    name,
    {
      awscloudformation: {
        AuthRoleName: of.authRoleName,
        UnauthRoleArn: of.unauthRoleArn,
        AuthRoleArn: of.authRoleArn,
        Region: of.region,
        DeploymentBucketName: of.deploymentBucketName,
        UnauthRoleName: of.unauthRoleName,
        StackName: of.stackName,
        StackId: of.stackId,
      },
    },
  ]);
  return json(Object.fromEntries(records), 2);
};

describe('the record of an impossible stack', () => {
  const other = dev.stackId.replace(`:${dev.region}:`, ':ap-south-1:');
  const elsewhere = dev.stackId.replace(/:\d{12}:/, ':999988887777:');
  it.each<[string, Partial<ProjectStack>, RegExp]>([
    ['a log stream', { stackName: '2019/08/26/[$LATEST]xxx' }, /has the character \/: the name of a stack/],
    ['a digit first', { stackName: '1shop' }, /does not begin with a letter/],
    ['too long', { stackName: 'a'.repeat(129) }, /has 129 characters.*128 at most/],
    ['a blank', { stackName: 'my shop' }, /has a blank in it/],
    [
      'another stack',
      { stackName: 'amplify-other-dev-1' },
      /and its StackId is of the stack amplify-shop-dev/,
    ],
    ['an ARN of another region', { stackName: other }, /is the ARN of a stack in ap-south-1/],
    ['an ARN of another account', { stackName: elsewhere }, /in account 999988887777/],
    ['a StackId of another region', { stackId: other }, /StackId is of the region ap-south-1/],
    [
      'a StackId of another account',
      { stackId: elsewhere },
      /AuthRoleArn is of account \d{12}, .*999988887777/,
    ],
    ['a StackId that is none', { stackId: 'amplify-shop' }, /is not the ARN of a stack/],
  ])('is reported as such: %s', async (_, change, told) => {
    for (const [broken, stacks] of [
      ['dev', { dev: { ...dev, ...change }, prod }],
      // Also of an environment that this machine does not use.
      ['prod', { dev, prod: { ...dev, ...change } }],
    ] as const) {
      const { project, faults, report } = await look({ [teamLabel]: teamOf(stacks) });
      expect(project?.stack).toEqual(broken === 'dev' ? undefined : dev);
      expect(faults).toMatchObject([
        {
          code: 'STACK_NAME',
          what: `team-provider-info.json names a stack for the environment ${broken} that cannot be.`,
          why: expect.stringMatching(told),
          next: expect.stringContaining('git checkout -- amplify/team-provider-info.json'),
        },
      ]);
      expect(report.ok).toBe(false);
    }
  });

  it('is one that CloudFormation could not have created', () => {
    const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,127}$/);
    fc.assert(
      fc.property(name, (stackName) => {
        const stackId = sampleStack.stackId.replace(sampleStack.stackName, stackName);
        expect(stackFault({ ...sampleStack, stackName, stackId })).toBeUndefined();
        expect(stackFault({ ...sampleStack, stackName: stackId, stackId })).toBeUndefined();
      }),
    );
  });
});

describe('an environment that no file records', () => {
  const local = (envName: string) => ({ [localEnvLabel]: json({ projectPath: '<root>', envName }, 2) });
  const ownWay =
    /`amplify-tui init --env NAME` makes one of your own; else get team-provider-info\.json from/;

  it('gets a command for the recorded ones, and no stack of another one', async () => {
    const { project, faults, report } = await look(local('gone'));
    expect(project).toMatchObject({ environment: 'gone' });
    expect(project?.stack).toBeUndefined();
    expect(faults).toMatchObject([
      {
        what: 'No file of the project says where the environment gone lives.',
        why: expect.stringMatching(/dev, prod only, and amplify-meta\.json is of dev\.$/),
        next: expect.stringMatching(/^`amplify-tui env use dev` works with dev\./),
      },
    ]);
    expect(faults[0]?.next).toMatch(ownWay);
    expect(said(report)).toContainEqual(
      expect.stringContaining('project error: No file of the project says'),
    );
  });

  it.each<[string, Record<string, string>]>([
    ['nothing at all', { [teamLabel]: '{}', [metaLabel]: '{}' }],
    ['an empty record', { [teamLabel]: '{"mine": {}}', [metaLabel]: '{}' }],
    ['a record of another kind', { [teamLabel]: '{"mine": "x"}', [metaLabel]: '{}' }],
  ])('gets a command if there is %s', async (_, files) => {
    const { faults } = await look({ ...local('mine'), ...files });
    expect(faults).toMatchObject([{ next: expect.stringMatching(ownWay) }]);
  });

  it('keeps the stack that only the metadata has, and says so', async () => {
    const { project, faults } = await look({ ...local('mine'), [teamLabel]: teamOf({ prod }) });
    expect(project?.stack).toEqual(dev);
    expect(faults).toEqual([]);
    expect(project?.notes).toContainEqual(
      expect.stringContaining('does not have the environment mine (it has prod)'),
    );
    const odd = await look({ ...local('mine'), [teamLabel]: '{"mine":5}' });
    expect(odd.project?.notes).toContainEqual(
      expect.stringContaining('its stack is taken from amplify-meta.json'),
    );
  });

  it('says that team-provider-info.json is missing if the metadata replaces it', async () => {
    const { root } = await look(local('mine'));
    rmSync(join(root, teamLabel));
    const found = await findProject(root);
    expect(found).toMatchObject({ kind: 'project', project: { stack: dev } });
    expect(found.kind === 'project' && found.project.notes).toContainEqual(
      expect.stringMatching(
        /^team-provider-info\.json is missing: the stack of mine is taken from amplify-meta\.json/,
      ),
    );
  });

  it('is named by its command if none is chosen on this machine', async () => {
    const { project } = await look({ [localEnvLabel]: '{}' });
    expect(project?.notes[0]).toMatch(/has dev, prod: `amplify-tui env use dev` works with dev\.$/);
    const half = await look({
      [localEnvLabel]: '{}',
      [teamLabel]: '{"dev":{"awscloudformation":{"StackName":"x"}}}',
    });
    expect(half.project?.notes[0]).toMatch(
      /has dev, and names no whole stack: `amplify-tui init --env NAME`/,
    );
    const without = await look({ [localEnvLabel]: '{}', [teamLabel]: '{}' });
    expect(without.project?.notes[0]).toMatch(ownWay);
  });
});

describe('a project connected to a file with keys', () => {
  const tied = (path: string) => ({
    [localAwsLabel]: json({ dev: { configLevel: 'project', useProfile: false, awsConfigFilePath: path } }, 2),
  });

  it.each(['/home/kim/.amplify/awscloudformation/aB3', 'C:\\Users\\kim\\.amplify\\awscloudformation\\aB3'])(
    'of another machine uses no other access instead: %s',
    async (path) => {
      const { found, project, report } = await look(tied(path));
      expect(project).toMatchObject({ access: { kind: 'keys-file', path }, keysMissing: true });
      const problem = tiedKeysProblem(found);
      expect(problem?.what).toBe(
        `The project is tied to access keys in the file ${path}, which is not on this machine.`,
      );
      expect(problem?.next).toContain('`amplify-tui configure project --yes --profile NAME`');
      expect(report.access).toMatchObject({ kind: 'none', name: null });
      expect(said(report)).toContainEqual(expect.stringContaining(`access error: ${problem?.what}`));
    },
  );

  it('uses what was chosen for it, and nothing of the machine', () => {
    const home = makeHome(healthyFiles);
    const env = {
      HOME: home,
      AWS_PROFILE: 'default',
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'x',
    };
    const list = readProfiles(env);
    const choose = (own: { flag?: string; folderProfile?: string }) =>
      defaultChoice({ ...own, projectKeys: true, env, list })?.source;
    expect(choose({})).toBeUndefined();
    expect(choose({ flag: 'default' })).toBe('--profile');
    expect(choose({ folderProfile: 'default' })).toBe("this folder's default");
  });
});
