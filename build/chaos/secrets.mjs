import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, runProgram } from '../reliability/world.mjs';
import { bundledReaders } from './bundled.mjs';
import { openProxy } from './proxy.mjs';

/** Secrets in files, the environment, output of other programs and AWS's answers: none may leak. */

/** Places where a secret belongs. */
const belongs =
  /(?:^|\/)\.aws\/(?:credentials|config)$|awscloudformation\/cache\.json$|tui\/backups\/|\.csv$|(?:^|\/)(?:seed|helper\.sh)$/;
const spawned = new URL('./spawned.mjs', import.meta.url).pathname;

const commands = [
  ['profiles', 'list', '--json'],
  ['profiles', 'list'],
  ['profiles', 'show', 'helped'],
  ['profiles', 'show', 'default', '--json'],
  ['profiles', 'test', 'helped', '--json'],
  ['profiles', 'test', 'broken'],
  ['profiles', 'test', 'broken', '--json'],
  ['profiles', 'rename', 'spare', 'other', '--dry-run'],
  ['profiles', 'remove', 'spare', '--yes', '--json'],
  ['profiles', 'rotate', 'default', '--dry-run'],
  ['profiles', 'bridge', 'helped', 'bridged', '--yes'],
  ['doctor'],
  ['doctor', '--json'],
  ['init', '--yes', '--profile', 'broken'],
  ['init', '--dry-run', '--yes', '--json'],
  ['configure', '--yes', '--profile', 'broken', '--region', 'eu-west-1', '--keys', 'file.csv', '--dry-run'],
  ['configure', '--yes', '--profile', 'made', '--region', 'eu-west-1', '--keys', 'file.csv', '--json'],
  ['configure', '--yes', '--profile', 'bad', '--region', 'eu-west-1', '--keys', 'bad.csv'],
  ['configure', 'project', '--yes', '--profile', 'broken'],
  ['assume-role', 'user', '--yes', '--answers', 'odd.json', '--json'],
  ['assume-role', 'user', '--yes', '--answers', 'odd.json', '--mfa-secret-file', 'seed'],
  ['status', '--profile', 'roled', '--json'],
  ['credentials', '--profile', 'broken'],
  ['awscloudformation', 'reset-cache', '--all', '--json'],
];

export const secrets = {
  id: 'secrets',
  title:
    'canary secrets over the commands and all flows that write: output, logs, notes, temporary files, arguments of other programs',
  outcome: 'no secret outside its place',
  width: 2,
  open: async ({ workshop }) => ({ tracesOf: (await bundledReaders(workshop)).tracesOf }),
  // All in turn, starting where the seed says, so that short runs cover different ones.
  case: (_random, { flows, seed }, index) => {
    const all = [...commands.map((args) => ({ args })), ...flows.map(({ id }) => ({ flow: id }))];
    return all[(seed + index) % all.length];
  },
  async prove({ flow: id, args }, world, folder) {
    const flow = world.flows.find((each) => each.id === id) ?? { from: 'plain', args: () => args };
    const person = await world.personFor(flow, folder);
    const canaries = plant(person, world.cloud);
    const proxy = await openProxy(world.cloud, {
      onAnswer: (text) => {
        const pattern = /<(?:SecretAccessKey|SessionToken|Base32StringSeed)>([^<]+)</g;
        for (const [, secret] of text.matchAll(pattern)) canaries.add(secret);
      },
    });
    try {
      const list = join(world.workshop.folder, `spawned-${folder}`);
      const env = { AWS_ENDPOINT_URL: proxy.endpoint, NODE_OPTIONS: `--import ${spawned}`, SPAWNED: list };
      const run = await runProgram(world.workshop, person, flow.args(person), {
        env: { ...flow.env, ...env },
      });
      const places = new Map([
        ['the output', `${run.out}\n${run.err}`],
        ['the arguments of another program', textIn(list)],
        ...filesBelow(person.home)
          .filter((name) => !belongs.test(name))
          .map((name) => [name, textIn(join(person.home, name))]),
      ]);
      // What another program is meant to get (credential_process) is no leak.
      if (args?.[0] === 'credentials') places.delete('the output');
      return [...places].flatMap(([place, text]) => {
        const found = world.tracesOf([...canaries], text);
        return found.length > 0 ? [`${place} holds ${found.length} pieces of a secret, as ${found[0]}`] : [];
      });
    } finally {
      await proxy.close();
    }
  },
};

function textIn(file) {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

/** Puts secrets everywhere a user may have some. @returns all of them */
function plant(person, cloud) {
  const [user] = cloud.accounts[0].users;
  const canary = (name) => `${name}Q7vB2nX9${'kLmW4pRz'.repeat(3)}tY8`.slice(0, 40);
  const made = {
    broken: canary('brokenaA'),
    csv: canary('csvbBcCd'),
    word: canary('wordwWxX'),
    spare: canary('sparesSt'),
  };
  const file = (name, text, mode = 0o600) => writeFileSync(join(person.home, name), text, { mode });
  mkdirSync(join(person.home, '.aws'), { recursive: true });
  file(
    'helper.sh',
    `#!/bin/sh\necho 'signing in: aws_secret_access_key=${made.broken}' >&2\necho 'password: ${made.word}' >&2\nexit 1\n`,
    0o700,
  );
  const read = textIn(join(person.home, '.aws/credentials'));
  file(
    '.aws/credentials',
    `${read}\n[spare]\naws_access_key_id=AKIAEXAMPLE000000009\naws_secret_access_key=${made.spare}\n`,
  );
  const config = textIn(join(person.home, '.aws/config'));
  const helper = join(person.home, 'helper.sh');
  file(
    '.aws/config',
    `${config}\n[profile broken]\nregion=eu-west-1\ncredential_process=${helper}\n[profile helped]\nregion=eu-west-1\ncredential_process=${helper} --token ${made.word}\n[profile roled]\nregion=eu-west-1\nrole_arn=arn:aws:iam::${cloud.accounts[1].id}:role/open\nsource_profile=default\nexternal_id=open-7f3a\n`,
  );
  const inProject = (name, text) => file(join(person.name, name), text);
  inProject('file.csv', `Access key ID,Secret access key\n${user.accessKeyId},${user.secretAccessKey}\n`);
  inProject('bad.csv', `Access key ID,Secret access key\nAKIAEXAMPLE000000009,${made.csv}\n`);
  inProject(
    'odd.json',
    JSON.stringify({
      profile: 'default',
      roleArn: `arn:aws:iam::${cloud.accounts[1].id}:role/open`,
      user: 'odd',
      policy: 'Odd',
      mfa: true,
      userProfile: 'odd',
      roleProfile: 'oddrole',
    }),
  );
  return new Set([user.secretAccessKey, ...Object.values(made)]);
}
