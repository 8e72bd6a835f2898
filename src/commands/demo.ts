import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { demoVariable } from '../app/app-context.ts';
import type { Arguments } from '../app/command-line/arguments.ts';
import { Problem } from '../core/problem.ts';
import { printedText } from '../core/text.ts';
import { ownCommand } from '../platform/own-command.ts';
import { type DemoHome, furnish, type ServedCloud } from './demo/home.ts';
import { keepFolder } from './demo/left-over.ts';
import { behaviourArguments, type DemoBehaviour, numberOption, readBehaviour } from './demo/options.ts';

/** How many times faster than AWS the demo is: fast enough to wait for, slow enough to watch. */
const demoSpeed = 3;

/**
 * `demo`: the whole program on the demo cloud, in a temporary home; `demo --serve`: only the cloud.
 *
 * @param shown absent without a user
 * @returns the exit code
 */
export async function runDemo(
  given: Arguments,
  shown: 'screen' | 'lines' | undefined,
  version: string,
): Promise<number> {
  const { options } = given;
  const behaviour = await readBehaviour(given);
  if (options.serve) {
    const { serveDemoCloud } = await import('../../demo/cloud/serve.ts');
    const port = numberOption(options.port, 'port', 0, 65_535);
    return serveDemoCloud({
      speed: 1,
      ...behaviour,
      ...(port === undefined ? {} : { port }),
      ...(options.state ? { stateDir: options.state } : {}),
      exitWithParent: process.env[demoVariable] === 'child',
    });
  }
  for (const name of ['port', 'state'] as const) {
    if (options[name] !== undefined) throw onlyServed(name);
  }
  if (!shown) {
    throw new Problem({
      code: 'NEEDS_TERMINAL',
      what: 'The demo needs a terminal.',
      why: 'It opens the screen, and standard input or output is not a terminal here.',
      next: 'Run `amplify-tui demo --serve` for the demo cloud alone.',
    });
  }
  const { speed = demoSpeed } = behaviour;
  const { child, cloud } = await startCloud({ scenario: 'roles', ...behaviour, speed });
  try {
    const demoHome = await furnish(cloud, speed);
    const { home: folder, project } = demoHome;
    process.chdir(project);
    const env = demoEnvironment(demoHome, cloud);
    const home: Arguments = { ...given, command: '', options: { ...given.options, cwd: project } };
    const code =
      shown === 'screen'
        ? await (await import('./screen.ts')).openScreen(home, version, env)
        : await (await import('./plain.ts')).runPlain({ ...home, inLines: true }, version, env);
    if (cloud.scenario && behaviour.scenario)
      process.stdout.write(`The scenario ${cloud.scenario.name}: ${cloud.scenario.about}\n`);
    await keepFolder(folder);
    process.stdout.write(`The demo's home folder stays until you delete it: ${printedText(folder)}\n`);
    return code;
  } finally {
    child.kill('SIGTERM');
  }
}

/** The Problem of an option that needs `--serve`, because the demo on the screen starts afresh each time. */
function onlyServed(name: string): Problem {
  return new Problem({
    code: 'USAGE',
    what: `--${name} belongs to \`demo --serve\`.`,
    why: 'The demo on the screen has a cloud of its own that ends with it.',
    next: `Add --serve, or leave --${name} out.`,
  });
}

/** Starts the demo cloud as a child process, which ends when this one does, however that happens. */
async function startCloud(behaviour: DemoBehaviour): Promise<{ child: ChildProcess; cloud: ServedCloud }> {
  const [program, ...before] = ownCommand();
  const child = spawn(program, [...before, 'demo', '--serve', ...behaviourArguments(behaviour)], {
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

/** The environment of the demo: its own home, its own cloud, and nothing of the user's AWS configuration. */
function demoEnvironment({ home, stateFolder }: DemoHome, cloud: ServedCloud): NodeJS.ProcessEnv {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')));
  return {
    ...env,
    HOME: home,
    USERPROFILE: home,
    AMPLIFY_TUI_HOME: stateFolder,
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_EC2_METADATA_DISABLED: 'true',
    [demoVariable]: '1',
  };
}
