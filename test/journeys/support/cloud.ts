import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { afterAll } from 'vitest';
import { everythingSaid } from '../../support/said.ts';
import { tracesOf } from '../../support/traces.ts';

/** The keys of the demo cloud's two users, as `demo --serve` prints them. */
export interface ServedCloud {
  readonly endpoint: string;
  readonly region: string;
  readonly accounts: readonly {
    readonly id: string;
    readonly users: readonly { readonly accessKeyId: string; readonly secretAccessKey: string }[];
  }[];
}

export interface World {
  readonly cloud: ServedCloud;
  readonly home: string;
  /** A sample React project with Vite, not initialised. */
  readonly project: string;
  /** The environment of a user who uses this cloud. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/**
 * A demo cloud, a home with profiles, and a project: everything a journey needs.
 *
 * @param more further options of `demo --serve`
 */
export async function makeWorld(speed: number, ...more: readonly string[]): Promise<World> {
  const home = mkdtempSync(join(tmpdir(), 'amplify-tui-journey-'));
  const server = spawn(
    process.execPath,
    ['dist/cli.js', 'demo', '--serve', '--speed', String(speed), ...more],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH ?? '', HOME: home },
    },
  );
  const cloud = await firstLine(server);
  const project = join(home, 'inventory');
  mkdirSync(join(home, '.aws'));
  mkdirSync(project);
  const [dev, biz] = cloud.accounts.map((account) => account.users[0]);
  const keys = (name: string, user: typeof dev) =>
    `[${name}]\naws_access_key_id=${user?.accessKeyId}\naws_secret_access_key=${user?.secretAccessKey}\n`;
  writeFileSync(join(home, '.aws/credentials'), [keys('default', dev), keys('bizcorpadmin', biz)].join('\n'));
  writeFileSync(
    join(home, '.aws/config'),
    `[default]\nregion=${cloud.region}\n\n[profile bizcorpadmin]\nregion=${cloud.region}\n\n[profile noregion]\naws_access_key_id=${dev?.accessKeyId}\naws_secret_access_key=${dev?.secretAccessKey}\n\n[profile deployrole]\nrole_arn=arn:aws:iam::${cloud.accounts[1]?.id}:role/deploy\nsource_profile=ci-server\n`,
  );
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({
      name: 'inventory',
      scripts: { dev: 'vite', build: 'vite build' },
      dependencies: { react: '19.2.0' },
      devDependencies: { vite: '7.2.0' },
    }),
  );
  return {
    cloud,
    home,
    project,
    env: { HOME: home, AWS_ENDPOINT_URL: cloud.endpoint },
    close: async () => {
      const told = tracesLeft(home, cloud);
      server.kill('SIGTERM');
      await once(server, 'exit');
      rmSync(home, { recursive: true, force: true });
      if (told.length > 0) throw new Error(`a secret was told: ${told.join(', ')}`);
    },
  };
}

/** One world for all tests of a file, closed after the last of them. @see makeWorld */
export async function openWorld(...given: Parameters<typeof makeWorld>): Promise<World> {
  const world = await makeWorld(...given);
  afterAll(world.close);
  return world;
}

/**
 * The canary search of every journey: looks for the secrets of the user's own keys in all output of programs in this file, and
 * in the files that the program keeps or writes into projects.
 */
function tracesLeft(home: string, { accounts }: ServedCloud): string[] {
  // The middle is unique to this user; `credentials` may print secrets of the demo that begin like these.
  const secrets = accounts.flatMap(({ users }) =>
    users.map(({ secretAccessKey }) => secretAccessKey.slice(6, 18)),
  );
  const own = /(?:^|\/)(?:\.amplify\/tui\/|amplify\/|\.amplifyrc$|src\/)/;
  return [
    ...tracesOf(secrets, everythingSaid()).map((trace) => `${trace} in an output`),
    ...[...filesBelow(home)].flatMap(([name, text]) =>
      own.test(name) ? tracesOf(secrets, text).map((trace) => `${trace} in ${name}`) : [],
    ),
  ];
}

/** What the cloud prints when it is ready. @throws with its error output if it ends instead */
async function firstLine(child: ChildProcess): Promise<ServedCloud> {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('the demo cloud has no output');
  let said = '';
  stderr.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`the demo cloud ended with code ${code}: ${said}`)));
  });
  return JSON.parse(line);
}

/** Replaces the cloud's fault rules from now on; without any, it works normally again. */
export async function givenFaults({ cloud }: World, ...faults: readonly string[]): Promise<void> {
  const url = `${cloud.endpoint}/_demo/faults`;
  const answers = [await fetch(url, { method: 'DELETE' })];
  if (faults.length > 0) answers.push(await fetch(url, { method: 'POST', body: JSON.stringify({ faults }) }));
  for (const answer of answers) if (!answer.ok) throw new Error(await answer.text());
}

/** The settings for a client of a demo account; 0 is the user's own, 1 a stranger's. */
export function clientSettings({ cloud }: World, account: number) {
  const user = cloud.accounts[account]?.users[0];
  return {
    endpoint: cloud.endpoint,
    region: cloud.region,
    credentials: { accessKeyId: user?.accessKeyId ?? '', secretAccessKey: user?.secretAccessKey ?? '' },
    forcePathStyle: true,
  };
}

/** The stacks whose names begin with this, with their states. */
export async function stacksOf(world: World, prefix: string): Promise<Record<string, string>> {
  const client = new CloudFormationClient(clientSettings(world, 0));
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({}));
    return Object.fromEntries(
      Stacks.filter(({ StackName }) => StackName?.startsWith(prefix)).map(({ StackName, StackStatus }) => [
        StackName,
        StackStatus,
      ]),
    );
  } finally {
    client.destroy();
  }
}

/**
 * Every file below a folder by relative path, sorted, with its text. Leaves out files that disappear meanwhile, such as locks,
 * and the compile cache of Node 22 and newer, which is not the user's data.
 */
export function filesBelow(folder: string): Map<string, string> {
  const all = readdirSync(folder, { recursive: true }) as string[];
  const names = all.filter((name) => !name.includes('.amplify/tui/compile-cache/'));
  return new Map(
    names.sort().flatMap((name) => {
      const path = join(folder, name);
      try {
        return statSync(path).isFile() ? [[name, readFileSync(path, 'utf8')] as const] : [];
      } catch (thrown) {
        if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return [];
        throw thrown;
      }
    }),
  );
}

/** What an unfinished `init` has in the project's folder, in addition to earlier files. */
export const claim = '.amplify-tui-init';

/** The five files of the documented layout. */
export const documentedFiles = [
  '.amplifyrc',
  'amplify/#current-cloud-backend/amplify-meta.json',
  'amplify/.config/aws-info.json',
  'amplify/.config/project-config.json',
  'amplify/backend/amplify-meta.json',
];
