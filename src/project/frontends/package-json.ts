import { join } from 'node:path';
import { asProblem } from '../../core/problem.ts';
import { readTextFile } from '../../platform/files.ts';
import { asObject, type JsonObject, objectMember, parseProjectJson, textMember } from '../json-text.ts';

export type PackageManager = 'npm' | 'yarn' | 'pnpm' | 'bun';

/** What is read from a package.json. */
export interface PackageJson {
  /** Names and ranges of dependencies and devDependencies. */
  readonly dependencies: ReadonlyMap<string, string>;
  readonly scripts: ReadonlyMap<string, string>;
  readonly manager: PackageManager;
  /** Whether it is the root of several packages. */
  readonly workspaces: boolean;
  /** `package.json`, or why the existing one cannot be used. */
  readonly evidence: string;
  /** Why it cannot be used: `is empty`. */
  readonly fault?: string;
}

/**
 * Reads a folder's package.json. A broken one is not an error: it counts as one without members, and the evidence says
 * so.
 *
 * @param names entries of the folder
 * @returns undefined if there is none
 */
export async function readPackageJson(
  folder: string,
  names: ReadonlySet<string>,
): Promise<PackageJson | undefined> {
  const path = join(folder, 'package.json');
  let found: JsonObject | undefined;
  let fault: string | undefined;
  try {
    const text = await readTextFile(path);
    if (text === undefined) return undefined;
    found = asObject(parseProjectJson('package.json', text));
    if (!found) fault = 'holds no JSON object';
  } catch (thrown) {
    const { code, what } = asProblem(thrown);
    const place = /(?:is empty|is not valid JSON.*)(?=\.$)/.exec(what)?.[0] ?? 'is not valid JSON';
    fault = code === 'FILE_MALFORMED' ? place : 'cannot be read';
  }
  return {
    dependencies: new Map([
      ...texts(objectMember(found, 'devDependencies')),
      ...texts(objectMember(found, 'dependencies')),
    ]),
    scripts: new Map(texts(objectMember(found, 'scripts'))),
    manager: packageManager(found, names),
    workspaces: found?.workspaces !== undefined || names.has('pnpm-workspace.yaml'),
    evidence:
      fault === undefined ? 'package.json' : `package.json, which ${fault}, so defaults are filled in`,
    ...(fault === undefined ? {} : { fault }),
  };
}

/**
 * The command that runs a script of package.json. For npm it is `npm run-script build`, the form that the Amplify CLI
 * writes; on Windows the programs get `.cmd`, because the CLI starts commands without a shell.
 */
export function scriptCommand(
  manager: PackageManager,
  script: string,
  platform: NodeJS.Platform = process.platform,
): string {
  if (manager === 'bun') return `bun run ${script}`;
  const program = platform === 'win32' ? `${manager}.cmd` : manager;
  return manager === 'npm' ? `${program} run-script ${script}` : `${program} ${script}`;
}

/** `packageManager` in package.json (Corepack) decides, else the lock file, else it is npm. */
function packageManager(found: JsonObject | undefined, names: ReadonlySet<string>): PackageManager {
  const named = /^(npm|yarn|pnpm|bun)@/.exec(textMember(found, 'packageManager') ?? '')?.[1];
  if (named) return named as PackageManager;
  const lockFiles: readonly (readonly [string, PackageManager])[] = [
    ['pnpm-lock.yaml', 'pnpm'],
    ['yarn.lock', 'yarn'],
    ['bun.lock', 'bun'],
    ['bun.lockb', 'bun'],
  ];
  return lockFiles.find(([name]) => names.has(name))?.[1] ?? 'npm';
}

function texts(object: JsonObject | undefined): [string, string][] {
  return Object.entries(object ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
}
