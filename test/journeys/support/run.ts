import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readArguments } from '../../../src/app/command-line/arguments.ts';
import type { CommandSpec } from '../../../src/app/command-line/command-spec.ts';
import { commandSpecs } from '../../../src/app/command-line/commands.ts';
import { lineFault } from '../../../src/app/headless/json-lines-schema.ts';
import { keepSaid } from '../../support/said.ts';

/** Checks that every line a journey gets matches docs/json-lines.schema.json, and that the command's help names it. */
function expectDocumented(args: readonly string[], lines: readonly Record<string, unknown>[]): void {
  const command = commandOf(args);
  if (typeof command?.json !== 'object') return;
  const types: readonly string[] = [...command.json, 'problem'];
  for (const line of lines) {
    if (!types.includes(String(line.type))) throw new Error(`${command.name} does not tell of ${line.type}`);
    const fault = lineFault(line);
    if (fault) throw new Error(`${fault}\nin ${JSON.stringify(line)}`);
  }
}

function commandOf(args: readonly string[]): CommandSpec | undefined {
  try {
    const { command } = readArguments(args);
    return (commandSpecs as readonly CommandSpec[]).find(({ name }) => name === command);
  } catch {
    // Journeys also run command lines that the program has to refuse.
    return undefined;
  }
}

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
    /** A build other than dist/, relative. */
    program?: string;
    /** Options of Node itself. */
    node?: readonly string[];
    onLine?: (line: string, pid: number) => void;
    /** True: in a new session, so that there is no terminal to ask. */
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
  expectDocumented(args, lines);
  return { code, out, err, lines };
}
