import { join } from 'node:path';
import { creationFault } from '../platform/file-facts.ts';
import { ensureFolder, listFolder, removeFile, writeNewFile } from '../platform/files.ts';
import { stateFolder, tildePath } from '../platform/paths.ts';
import { unwritableFile } from '../platform/replace-files.ts';
import type { EndedKey } from './edit/ended-keys.ts';

/** How many copies are kept; the oldest are removed. */
const copies = 20;

/** `20261128T190500123Z.credentials`, with a number after the time when several have the same. */
const copyName = /^\d{8}T\d{9}Z(?:-\d+)?\.credentials$/;

/** The folder of the copies of access keys that were removed from the AWS files: `~/.amplify/tui/backups`. */
export function keptKeysFolder(env: NodeJS.ProcessEnv): string {
  return join(stateFolder(env), 'backups');
}

/** The folder as shown to the user. */
export function keptKeysLabel(env: NodeJS.ProcessEnv): string {
  return tildePath(keptKeysFolder(env), env);
}

/** @throws Problem FILE_UNWRITABLE when no copy could be made */
export async function expectKeepable(env: NodeJS.ProcessEnv): Promise<void> {
  const folder = keptKeysFolder(env);
  const fault = await creationFault(folder);
  if (fault) throw unwritableFile(folder, fault.why);
}

/**
 * Writes the sections of access keys whose secrets AWS will not show again to a new file, in the format of the credentials
 * file, readable only by its owner.
 *
 * @param now milliseconds since the epoch
 * @returns the path of the copy
 * @throws Problem FILE_UNWRITABLE
 */
export async function keepKeys(
  env: NodeJS.ProcessEnv,
  keys: readonly EndedKey[],
  why: string,
  now: number,
): Promise<string> {
  const folder = keptKeysFolder(env);
  await ensureFolder(folder, 0o700);
  const time = new Date(now).toISOString();
  const text = [
    `# Kept by amplify-tui, ${time}: ${why}.`,
    '# AWS does not tell a secret again. Delete this file when nothing needs the keys any more.',
    ...keys.flatMap(({ section }) => ['', section.reveal()]),
    '',
  ].join('\n');
  const name = time.replace(/[-:.]/g, '');
  const taken = new Set(await listFolder(folder));
  let path = `${name}.credentials`;
  for (let number = 2; taken.has(path); number++) path = `${name}-${number}.credentials`;
  await writeNewFile(join(folder, path), text, 0o600);
  return join(folder, path);
}

/** Removes the oldest copies; a failure does no harm. */
export async function pruneKeptKeys(env: NodeJS.ProcessEnv): Promise<void> {
  const folder = keptKeysFolder(env);
  const names = (await listFolder(folder).catch(() => [])).filter((name) => copyName.test(name));
  for (const name of names.slice(0, -copies)) await removeFile(join(folder, name)).catch(() => undefined);
}
