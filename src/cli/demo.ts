import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Problem } from '../values/problem.ts';
import type { Arguments } from './arguments.ts';
import { demoVariable } from './house.ts';
import { sampleFiles } from './sample-project.ts';

/** How many times faster than AWS the demo is: fast enough to wait for, slow enough to watch. */
const demoSpeed = 3;

/** What the demo cloud prints when it is ready. */
interface ServedCloud {
  readonly endpoint: string;
  readonly region: string;
  readonly accounts: readonly {
    readonly id: string;
    readonly name: string;
    readonly users: readonly {
      readonly name: string;
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
    }[];
  }[];
}

/** `demo`: the whole program on the demo cloud, in a temporary home; `demo --serve`: the cloud alone. @returns the exit code */
export async function runDemo(given: Arguments, screen: boolean, version: string): Promise<number> {
  const { options } = given;
  const speed = numberOption(options.speed, 'speed', 0.01, 100_000) ?? demoSpeed;
  if (options.serve) {
    const { serveDemoCloud } = await import('../../demo/cloud/serve.ts');
    const port = numberOption(options.port, 'port', 0, 65_535);
    return serveDemoCloud({
      speed: options.speed ? speed : 1,
      ...(port === undefined ? {} : { port }),
      ...(typeof options.state === 'string' ? { stateDir: options.state } : {}),
      exitWithParent: process.env[demoVariable] === 'child',
    });
  }
  if (!screen) {
    throw new Problem({
      code: 'NEEDS_TERMINAL',
      what: 'The demo needs a terminal.',
      why: 'It opens the screen, and standard input or output is not a terminal here.',
      next: 'Run `amplify-tui demo --serve` for the demo cloud alone.',
    });
  }
  const { child, cloud } = await startCloud(speed);
  try {
    const { home, project } = await furnish(cloud);
    process.chdir(project);
    const env = demoEnvironment(home, cloud);
    const { openScreen } = await import('./screen.ts');
    const code = await openScreen(
      { ...given, command: '', options: { ...given.options, cwd: project } },
      version,
      env,
    );
    process.stdout.write(`The demo's home folder stays until you delete it: ${home}\n`);
    return code;
  } finally {
    child.kill('SIGTERM');
  }
}

function numberOption(
  value: string | true | undefined,
  name: string,
  least: number,
  most: number,
): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (Number.isFinite(number) && number >= least && number <= most) return number;
  throw new Problem({
    code: 'USAGE',
    what: `--${name} ${value} is not a number that fits.`,
    why: `It takes a number from ${least} to ${most}.`,
    next: `Leave it out for the default.`,
  });
}

/** Starts the demo cloud as a process of its own, which ends when this one does, however that happens. */
async function startCloud(speed: number): Promise<{ child: ChildProcess; cloud: ServedCloud }> {
  const [, program = ''] = process.argv;
  const child = spawn(process.execPath, [program, 'demo', '--serve', '--speed', String(speed)], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, [demoVariable]: 'child' },
  });
  const { stdout } = child;
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: stdout }).once('line', resolve);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the demo cloud ended with code ${code}`)));
  });
  return { child, cloud: JSON.parse(line) };
}

/** A temporary home with ready profiles and a sample project. */
async function furnish(cloud: ServedCloud): Promise<{ home: string; project: string }> {
  const home = await mkdtemp(join(tmpdir(), 'amplify-tui-demo-'));
  const [dev, biz] = cloud.accounts.map((account) => account.users[0]);
  await mkdir(join(home, '.aws'), { mode: 0o700 });
  await writeFile(
    join(home, '.aws', 'config'),
    [
      '[default]',
      `region=${cloud.region}`,
      '',
      '[profile devcorpuser]',
      `region=${cloud.region}`,
      '',
      '[profile bizcorpadmin]',
      `region=${cloud.region}`,
      '',
      '[profile bizcorprole]',
      `role_arn=arn:aws:iam::${cloud.accounts[1]?.id}:role/amplify-deploy`,
      'source_profile=devcorpuser',
      `mfa_serial=arn:aws:iam::${cloud.accounts[0]?.id}:mfa/dev`,
      `region=${cloud.region}`,
      '',
      '[profile old-ci]',
      `role_arn=arn:aws:iam::${cloud.accounts[1]?.id}:role/ci`,
      'source_profile=ci-server',
      '',
    ].join('\n'),
    { mode: 0o600 },
  );
  const keys = (name: string, user: typeof dev) =>
    `[${name}]\naws_access_key_id=${user?.accessKeyId}\naws_secret_access_key=${user?.secretAccessKey}\n`;
  await writeFile(
    join(home, '.aws', 'credentials'),
    [keys('default', dev), keys('devcorpuser', dev), keys('bizcorpadmin', biz)].join('\n'),
    { mode: 0o600 },
  );
  const project = join(home, 'inventory');
  for (const [name, text] of Object.entries(sampleFiles)) {
    const path = join(project, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  return { home, project };
}

/** The environment of the demo: its own home, its own cloud, and nothing of the person's AWS set-up. */
function demoEnvironment(home: string, cloud: ServedCloud): NodeJS.ProcessEnv {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')));
  return {
    ...env,
    HOME: home,
    USERPROFILE: home,
    AMPLIFY_TUI_HOME: join(home, '.amplify', 'tui'),
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_EC2_METADATA_DISABLED: 'true',
    [demoVariable]: '1',
  };
}
