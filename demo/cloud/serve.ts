import type { Validation } from './cloud.ts';
import { readFault } from './faults/spec.ts';
import { type DemoCloud, startDemoCloud } from './server.ts';

/** Options of the cloud as a program of its own. */
export interface ServeOptions {
  port?: number;
  stateDir?: string;
  speed?: number;
  /** Faults, each as `KIND[=VALUE][@TARGET][,CONDITION=VALUE]...`; README.md explains the words. */
  faults?: readonly string[];
  /** Whether and how names are checked before a deployment. */
  validation?: Validation;
  /** AWS seconds until the services know of a change in IAM. */
  iamDelay?: number;
  /** The name of the scenario to start with. */
  scenario?: string;
  /** Decides the chances of faults. */
  seed?: number;
  /** Ends when standard input closes, that is, together with the program that started it. */
  exitWithParent?: boolean;
}

/**
 * Runs a demo cloud until Ctrl+C, SIGTERM or (on request) the end of its parent. Prints endpoint, region, accounts and the
 * scenario as one line of JSON to standard output, everything else to standard error.
 *
 * @returns the exit code: 0, or 1 if it could not start
 */
export async function serveDemoCloud(options: ServeOptions): Promise<number> {
  const { exitWithParent = false, faults = [], ...cloudOptions } = options;
  const cloud = await start().catch((error: unknown) =>
    error instanceof Error ? error : new Error(String(error)),
  );
  if (cloud instanceof Error) {
    const isPort = 'syscall' in cloud && cloud.syscall === 'listen';
    const where = isPort ? ` on ${options.port === undefined ? 'a free port' : `port ${options.port}`}` : '';
    process.stderr.write(`The demo cloud cannot start${where}: ${cloud.message}\n`);
    return 1;
  }
  const { endpoint, region, accounts } = cloud;
  const scenario = options.scenario === undefined ? {} : { scenario: cloud.scenario };
  process.stdout.write(
    `${JSON.stringify({ type: 'demo-cloud', endpoint, region, accounts, ...scenario })}\n`,
  );
  process.stderr.write(
    `The demo cloud answers at ${endpoint}. Set AWS_ENDPOINT_URL to it and use one of the keys above. Ctrl+C ends it.\n`,
  );
  await endOf(exitWithParent);
  await cloud.close();
  return 0;

  async function start(): Promise<DemoCloud> {
    return startDemoCloud({
      ...cloudOptions,
      faultRules: faults.map(readFault),
      log: (line) => process.stderr.write(`${line}\n`),
    });
  }
}

function endOf(exitWithParent: boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
      if (exitWithParent) {
        process.stdin.off('end', stop);
        process.stdin.off('close', stop);
        process.stdin.pause();
      }
      resolve();
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    if (exitWithParent) {
      process.stdin.on('end', stop);
      process.stdin.on('close', stop);
      process.stdin.resume();
    }
  });
}
