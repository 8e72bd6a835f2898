import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AmplifyClient } from '@aws-sdk/client-amplify';
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  ListAccessKeysCommand,
} from '@aws-sdk/client-iam';
import { lookInto } from '../reliability/aws.mjs';
import {
  brokenFiles,
  filesBelow,
  inParallel,
  leftOvers,
  makePerson,
  noteOf,
  runProgram,
} from '../reliability/world.mjs';
import { deletionFlows } from './deletion-flows.mjs';
import { laterFlows } from './later-flows.mjs';

/** Every flow that writes: its preparation, its command, the command after it broke, and the required result. */

/** Left by a run that was cut off, in addition to what leftOvers() knows. */
const halfDone =
  /amplify-backup-\w+(?:\.\d+-\d+)?\.unfinished|#current-cloud-backend\.(?:new|old|\d+-\d+\.unfinished)(?:\/|$)|\.amplify-tui-\d/;
/** Differs from run to run. */
const unlike = /^\.amplify\/|amplify-backup-|^answers\.json$/;

/**
 * Prepares a home for each kind of flow, once.
 * @param beginning of the names of the wanted flows
 * @returns the flows; call `close` at the end
 */
export async function openFlows(workshop, cloud, beginning = '') {
  const aws = lookInto(cloud);
  const [own, other] = cloud.accounts;
  const settings = {
    endpoint: cloud.endpoint,
    region: cloud.region,
    credentials: own.users[0],
    maxAttempts: 5,
  };
  const iam = new IAMClient(settings);
  const amplify = new AmplifyClient(settings);
  const must = async (person, args, options) => {
    const run = await runProgram(workshop, person, args, options);
    if (run.code !== 0) throw new Error(`${args.join(' ')} ended with ${run.code}: ${run.out}${run.err}`);
    return run;
  };
  const newPerson = (name, folder) => makePerson(workshop, cloud, name, folder);

  const plain = newPerson('inventory', 'template-plain');
  mkdirSync(join(plain.home, 'mobile/app'), { recursive: true });
  writeFileSync(join(plain.home, 'mobile/build.gradle'), 'plugins { id "com.android.application" }\n');
  const documented = copyPerson(plain, 'template-documented');
  const environments = copyPerson(plain, 'template-environments');
  const withEnvironments = async () => {
    for (const name of ['dev', 'prod']) await must(environments, ['init', '--yes', '--env', name]);
  };
  await Promise.all([must(documented, ['init', '--yes']), withEnvironments()]);
  const templates = { plain, documented, environments };

  const admin = newPerson('biz', 'template-admin');
  const [theirs] = other.users;
  writeFileSync(
    join(admin.home, '.aws/credentials'),
    `[default]\naws_access_key_id=${theirs.accessKeyId}\naws_secret_access_key=${theirs.secretAccessKey}\n`,
  );
  answers(admin, { profile: 'default', account: own.id, role: 'open', mfa: false, externalId: 'open-7f3a' });
  await must(admin, ['assume-role', 'role', '--yes', '--answers', answersFile(admin)]);
  const roleArn = `arn:aws:iam::${other.id}:role/open`;

  function copyPerson(from, folder) {
    const home = join(workshop.folder, 'homes', folder);
    cpSync(from.home, home, { recursive: true });
    for (const name of filesBelow(home)) {
      const file = join(home, name);
      const text = readFileSync(file, 'latin1');
      if (text.includes(from.home)) writeFileSync(file, text.replaceAll(from.home, home), 'latin1');
    }
    const env = { ...from.env, HOME: home };
    return { ...from, home, env, project: join(home, from.name), state: join(home, '.amplify/tui') };
  }

  const keysOf = async (user) =>
    (await iam.send(new ListAccessKeysCommand({ UserName: user }))).AccessKeyMetadata ?? [];
  const textOf = (person, file) =>
    existsSync(join(person.home, file)) ? readFileSync(join(person.home, file), 'utf8') : '';
  const idIn = (person, profile) =>
    new RegExp(`\\[${profile}\\]\\s+aws_access_key_id ?= ?(\\S+)`).exec(
      textOf(person, '.aws/credentials'),
    )?.[1];
  const again = (flow) => (person) => flow.args(person);

  /** The user has one key, or the two of a rotation, and the profile has one of them. */
  async function keyFaults(person, user, profile, most) {
    const keys = await keysOf(user);
    const held = idIn(person, profile);
    const kept = filesBelow(join(person.home, '.aws')).concat(backupsOf(person));
    const texts = kept.map((name) => textOf(person, name.startsWith('.') ? name : `.aws/${name}`)).join('\n');
    return [
      ...(keys.length <= most ? [] : [`${user} has ${keys.length} keys`]),
      ...(keys.some(({ AccessKeyId }) => AccessKeyId === held)
        ? []
        : [`the profile ${profile} holds no key of ${user}`]),
      ...keys
        .filter(({ AccessKeyId }) => !texts.includes(AccessKeyId))
        .map(({ AccessKeyId }) => `nobody holds the key …${AccessKeyId.slice(-4)} of ${user}`),
    ];
  }

  function backupsOf(person) {
    const folder = '.amplify/tui/backups';
    return existsSync(join(person.home, folder))
      ? readdirSync(join(person.home, folder)).map((name) => `${folder}/${name}`)
      : [];
  }

  async function oneStack(person) {
    const { stacks } = await aws.belongingTo(person.name);
    const { stacks: more } = await aws.belongingTo(`amplify-${person.name}`);
    const statuses = [...stacks, ...more].map(({ status }) => status);
    const config = existsSync(join(person.project, 'amplify/.config/project-config.json'));
    return [
      ...(statuses.join() === 'CREATE_COMPLETE' ? [] : [`stacks: ${statuses.join(', ') || 'none'}`]),
      ...(config ? [] : ['the project is not there']),
    ];
  }

  const awsFiles = (person) => textOf(person, '.aws/credentials') + textOf(person, '.aws/config');

  const nextOfInit = (flow) => (person) => {
    if (noteOf(person)) return ['init', '--resume', '--json'];
    if (existsSync(join(person.project, 'amplify/.config/project-config.json'))) return ['status', '--json'];
    return flow.args(person);
  };
  const unfinished = (person, kind) => {
    const folder = join(person.state, 'journal', kind);
    return existsSync(folder) && readdirSync(folder).some((name) => name.endsWith('.json'));
  };
  const resuming = (flow, kind) => (person) => [
    ...flow.args(person),
    ...(unfinished(person, kind) ? ['--resume'] : []),
  ];

  /** Short and only letters and digits, for names of users, roles and profiles. */
  const short = ({ home }) => home.split(/[\\/]/).at(-1).replaceAll(/\W/g, '');
  const answering = (person, part, values) => {
    answers(person, values);
    return ['assume-role', part, '--yes', '--json', '--answers', answersFile(person)];
  };

  const flows = [
    {
      id: 'init',
      from: 'plain',
      own: true,
      args: () => ['init', '--yes', '--json'],
      way: nextOfInit,
      check: oneStack,
    },
    {
      id: 'init with an environment',
      from: 'plain',
      own: true,
      way: nextOfInit,
      check: oneStack,
      args: () => ['init', '--yes', '--env', 'dev', '--json'],
    },
    {
      id: 'configure',
      from: 'plain',
      way: again,
      isAlike: true,
      args: () => ['configure', '--yes', '--json', '--profile', 'ci', '--region', 'eu-west-1'],
      env: {
        AWS_ACCESS_KEY_ID: own.users[0].accessKeyId,
        AWS_SECRET_ACCESS_KEY: own.users[0].secretAccessKey,
      },
    },
    {
      id: 'configure with a new user',
      from: 'plain',
      way: (flow) => resuming(flow, 'configure'),
      args: (person) => [
        ...['configure', '--yes', '--json', '--profile', 'made', '--region', 'eu-west-1'],
        ...['--create-user', `u-${short(person)}`, '--with-profile', 'default'],
      ],
      isDone: (person) => idIn(person, 'made') !== undefined && !unfinished(person, 'configure'),
      check: (person) => keyFaults(person, `u-${short(person)}`, 'made', 1),
    },
    {
      id: 'rotate',
      from: 'plain',
      way: (flow) => resuming(flow, 'configure'),
      args: () => ['profiles', 'rotate', 'work', '--yes', '--json'],
      prepare: async (person) => {
        const UserName = `r-${short(person)}`;
        await iam.send(new CreateUserCommand({ UserName }));
        await iam.send(
          new AttachUserPolicyCommand({ UserName, PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }),
        );
        const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
        const file = join(person.home, '.aws/credentials');
        const keys = `[work]\naws_access_key_id=${AccessKey.AccessKeyId}\naws_secret_access_key=${AccessKey.SecretAccessKey}\n`;
        writeFileSync(file, readFileSync(file, 'utf8') + keys);
        writeFileSync(
          join(person.home, '.aws/config'),
          `${textOf(person, '.aws/config')}[profile work]\nregion=eu-west-1\n`,
        );
        person.before = AccessKey.AccessKeyId;
      },
      isDone: (person) => idIn(person, 'work') !== person.before && !unfinished(person, 'configure'),
      check: (person) => keyFaults(person, `r-${short(person)}`, 'work', 2),
    },
    {
      id: 'configure project',
      from: 'documented',
      way: again,
      isAlike: true,
      args: () => [
        ...['configure', 'project', '--yes', '--json', '--frontend'],
        JSON.stringify({ frontend: 'android', config: { ResDir: 'app/src/main/res' } }),
      ],
    },
    {
      id: 'upgrade',
      from: 'documented',
      way: again,
      isAlike: true,
      args: () => ['upgrade', '--yes', '--json', '--env', 'dev'],
    },
    {
      id: 'env use',
      from: 'environments',
      way: again,
      isAlike: true,
      args: () => ['env', 'use', 'dev', '--yes', '--json'],
    },
    {
      id: 'share',
      from: 'documented',
      way: again,
      isAlike: true,
      args: () => ['share', '../mobile', '--yes', '--json'],
    },
    {
      id: 'assume-role role',
      from: 'plain',
      way: (flow) => resuming(flow, 'assume-role'),
      args: (person) =>
        answering(person, 'role', {
          profile: 'default',
          account: other.id,
          role: `role-${short(person)}`,
          mfa: false,
        }),
      check: (person) =>
        textOf(person, `${person.name}/role-${short(person)}-note.json`).includes(`role-${short(person)}"`)
          ? []
          : ['there is no hand-over note'],
    },
    {
      id: 'assume-role user',
      from: 'plain',
      way: (flow) => resuming(flow, 'assume-role'),
      args: (person) =>
        answering(person, 'user', {
          profile: 'default',
          mfa: false,
          externalId: 'open-7f3a',
          roleArn,
          user: `a-${short(person)}`,
          policy: `P-${short(person)}`,
          userProfile: 'theuser',
          roleProfile: 'therole',
        }),
      check: (person) => keyFaults(person, `a-${short(person)}`, 'theuser', 1),
    },
    ...deletionFlows({ aws, amplify, must, textOf, awsFiles, unfinished, resuming }),
    ...laterFlows({ iam, roleArn, must, textOf, awsFiles, again, answering, short }),
  ];

  /** A user about to go through a flow; with a project of their own if it makes a stack. */
  async function personFor(flow, folder) {
    const template = templates[flow.from];
    const person = flow.own ? newPerson(folder, folder) : copyPerson(template, folder);
    await flow.prepare?.(person);
    return person;
  }

  const run = (flow, person, options = {}) =>
    runProgram(workshop, person, flow.args(person), { ...options, env: { ...flow.env, ...options.env } });

  /** Continues after a run that broke, as a user would. @returns what is not as it should be */
  async function goOn(flow, person) {
    const faults = [];
    // A finished flow is not repeated; another command runs in the same place instead.
    const done = flow.isDone?.(person) === true;
    const next = done ? flows.find(({ id }) => id === 'configure') : flow;
    const args = next.way(next)(person);
    const back = await runProgram(workshop, person, args, { env: next.env });
    if (back.code !== 0)
      faults.push(
        `${args.slice(0, 4).join(' ')} … afterwards: exit code ${back.code} ${back.signal ?? ''}: ${back.out}${back.err}`,
      );
    const left = [...leftOvers(person), ...filesBelow(person.home).filter((name) => halfDone.test(name))];
    if (left.length > 0) faults.push(`left behind: ${left.slice(0, 5).join(', ')}`);
    const broken = brokenFiles(person);
    if (broken.length > 0) faults.push(`written in part: ${broken.join(', ')}`);
    faults.push(...((await flow.check?.(person)) ?? []));
    if (flow.isAlike) faults.push(...unlikeness(flow.whole, treeOf(person)));
    return faults;
  }

  // What an undisturbed run leaves behind, and the moments at which it can be disturbed.
  const wanted = flows.filter(({ id }) => id.startsWith(beginning));
  const open = async (flow, index) => {
    const person = await personFor(flow, `whole${index}`);
    const list = join(workshop.folder, `points-${index}`);
    const { code, out, err } = await run(flow, person, { list });
    if (code !== 0) throw new Error(`${flow.id} ended with ${code}: ${out}${err}`);
    const points = readFileSync(list, 'utf8').trim().split('\n');
    flow.points = points.filter((point) => !/state\/log|ListAccountAliases/.test(point));
    flow.whole = treeOf(person);
  };
  await inParallel(
    3,
    wanted.map((flow, index) => () => open(flow, index)),
  );
  return {
    flows: wanted,
    personFor,
    run,
    goOn,
    close() {
      aws.close();
      iam.destroy();
      amplify.destroy();
    },
  };
}

const answersFile = (person) => join(person.home, 'answers.json');

function answers(person, values) {
  writeFileSync(answersFile(person), JSON.stringify(values));
}

/** Texts by path, without whatever differs between runs. */
function treeOf(person) {
  return new Map(
    filesBelow(person.home)
      .filter((name) => !unlike.test(name.replace(`${person.name}/`, '')))
      .map((name) => [name, readFileSync(join(person.home, name), 'latin1').replaceAll(person.home, '~')]),
  );
}

function unlikeness(wanted, found) {
  const names = [...new Set([...wanted.keys(), ...found.keys()])];
  const odd = names.filter((name) => wanted.get(name) !== found.get(name));
  return odd.map(
    (name) => `${name} is ${found.has(name) ? 'not as' : 'missing unlike'} after a run that nothing disturbs`,
  );
}
