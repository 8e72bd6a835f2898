import { expect, vi } from 'vitest';
import { readArguments } from '../../src/app/command-line/arguments.ts';
import { exitCodeOf } from '../../src/app/exit-codes.ts';
import { dispatch } from '../../src/commands/dispatch.ts';
import { asProblem } from '../../src/core/problem.ts';

const variables = { ...process.env };

/** The outcome of a command line: the code of its problem, if any, and all its output. */
export interface Dispatched {
  readonly code?: string;
  /** The exit code. */
  readonly exit: number;
  readonly said: string;
}

/** Runs a command line in this process, with no AWS settings in the environment except those given. */
export async function runDispatched(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<Dispatched> {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, { AWS_EC2_METADATA_DISABLED: 'true', ...env });
  let said = '';
  const keep = (text: unknown) => {
    said += String(text);
    return true;
  };
  const out = vi.spyOn(process.stdout, 'write').mockImplementation(keep);
  const err = vi.spyOn(process.stderr, 'write').mockImplementation(keep);
  try {
    const exit = await dispatch(readArguments(argv), '0');
    return { exit, said };
  } catch (thrown) {
    const problem = asProblem(thrown);
    return {
      code: problem.code,
      exit: exitCodeOf(problem),
      said: `${said}\n${problem.what}\n${problem.why}\n${problem.next}`,
    };
  } finally {
    out.mockRestore();
    err.mockRestore();
    for (const name of Object.keys(process.env)) if (!(name in variables)) delete process.env[name];
    Object.assign(process.env, variables);
  }
}

/** Expects that a command line was not reported as a fault of the program, had a meaningful exit code, and showed no stack trace. */
export function expectNoFault(given: readonly unknown[], { code, exit, said }: Dispatched): void {
  if (code === 'UNEXPECTED') throw new Error(`${JSON.stringify(given)}: ${said}`);
  const shown = said.slice(0, 2_000);
  // 3 is the answer for a role with MFA when nobody can be asked.
  expect([given, shown, [0, 1, 2, 3].includes(exit)]).toEqual([given, shown, true]);
  expect([given, shown]).not.toEqual([
    given,
    expect.stringMatching(/a fault of amplify-tui|"UNEXPECTED"|\n\s+at .+:\d+:\d+/),
  ]);
}
