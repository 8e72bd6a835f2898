import { vi } from 'vitest';
import type { Arguments } from '../../../src/app/command-line/arguments.ts';
import { readArguments } from '../../../src/app/command-line/arguments.ts';
import { folderWith } from '../project/support/folders.ts';

/**
 * Runs a command of the program in this process, with a home folder of its own and without access to AWS.
 *
 * @returns its exit code and the output of both streams
 */
export async function runHere(
  run: (given: Arguments, version: string) => Promise<number>,
  ...argv: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const written = { out: '', err: '' };
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) vi.stubEnv(name, undefined);
  vi.stubEnv('HOME', folderWith());
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      written.out += String(text);
      return true;
    }),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      written.err += String(text);
      return true;
    }),
  ];
  try {
    return { code: await run(readArguments(argv), '0.0.0'), ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
    vi.unstubAllEnvs();
  }
}
