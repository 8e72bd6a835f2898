import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { keepSaid } from '../../support/said.ts';

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** The lines of standard output as JSON. */
  readonly lines: readonly Record<string, unknown>[];
}

/** Runs the built program without a terminal to its end. */
export async function run(
  args: readonly string[],
  options: {
    env: Readonly<Record<string, string>>;
    cwd?: string;
    /** Another build than the one in dist/, relative. */
    program?: string;
    /** Options of Node itself. */
    node?: readonly string[];
    onLine?: (line: string, pid: number) => void;
    /** True: in a session of its own, so that there is no terminal it could ask. */
    detached?: boolean;
  },
): Promise<Run> {
  const child = spawn(
    process.execPath,
    [...(options.node ?? []), `${process.cwd()}/${options.program ?? 'dist/cli.js'}`, ...args],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: options.detached === true,
      cwd: options.cwd ?? process.cwd(),
      env: { PATH: process.env.PATH ?? '', TZ: 'UTC', AWS_EC2_METADATA_DISABLED: 'true', ...options.env },
    },
  );
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk;
    for (const line of String(chunk).split('\n')) if (line && child.pid) options.onLine?.(line, child.pid);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  keepSaid(out + err);
  const lines = args.includes('--json')
    ? out
        .trim()
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    : [];
  return { code, out, err, lines };
}
