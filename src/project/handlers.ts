import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { isFolder, pathExists } from '../platform/files.ts';
import { homeFolder } from '../platform/paths.ts';
import type { AppType } from './project.ts';

/**
 * The two absolute paths that project-config.json holds in the documented layout. The Amplify CLI of 2018 loads code from
 * them, so they are packages of an installed Amplify CLI, or this program's own folder, and never come from the project.
 */
export interface HandlerPaths {
  readonly frontend: string;
  readonly provider: string;
  /** Whether they are packages of an installed Amplify CLI, or this program's folder. */
  readonly source: 'amplify-cli' | 'own';
}

/**
 * Finds an installed Amplify CLI: beside `amplify` on the PATH first, then in the global folders of npm, Yarn and pnpm.
 * Checks a few paths only and starts nothing.
 *
 * @param env the environment to read, usually `process.env`
 * @param ownFolder absolute path of amplify-tui's own package: both paths, if no CLI has both packages
 */
export async function handlerPaths(
  app: AppType,
  env: NodeJS.ProcessEnv,
  ownFolder: string,
): Promise<HandlerPaths> {
  for (const modules of await globalModules(env)) {
    for (const place of placesOfPackages(modules)) {
      if (!(await isFolder(place))) continue;
      const frontend = await firstFolder(place, `amplify-frontend-${app}`);
      const provider = await firstFolder(place, 'amplify-provider-awscloudformation');
      if (frontend && provider) return { frontend, provider, source: 'amplify-cli' };
    }
  }
  return { frontend: ownFolder, provider: ownFolder, source: 'own' };
}

/** The `node_modules` folders that may hold a global Amplify CLI, the likeliest first. */
async function globalModules(env: NodeJS.ProcessEnv): Promise<ReadonlySet<string>> {
  const onPath = (env.PATH ?? env.Path ?? '').split(delimiter).filter(isAbsolute);
  const besideAmplify: string[] = [];
  for (const folder of onPath) {
    const programs = ['amplify', 'amplify.cmd'].map((name) => pathExists(join(folder, name)));
    if ((await Promise.all(programs)).includes(true)) besideAmplify.push(folder);
  }
  const prefix = env.npm_config_prefix ?? env.PREFIX;
  const prefixes = [...(prefix && isAbsolute(prefix) ? [prefix] : []), dirname(dirname(process.execPath))];
  return new Set([
    ...besideAmplify.flatMap(modulesOfPrograms),
    ...prefixes.map((folder) => join(folder, 'lib', 'node_modules')),
    ...(env.APPDATA ? [join(env.APPDATA, 'npm', 'node_modules')] : []),
    join(homeFolder(env), '.config', 'yarn', 'global', 'node_modules'),
    ...(env.PNPM_HOME ? [join(env.PNPM_HOME, 'global', '5', 'node_modules')] : []),
  ]);
}

/** Where npm keeps the packages for a folder of programs: `bin` on Unix, the prefix on Windows, `.bin` in a project. */
function modulesOfPrograms(programs: string): string[] {
  const above = dirname(programs);
  return [join(above, 'lib', 'node_modules'), join(programs, 'node_modules'), above];
}

/** The CLI's packages are inside it, or beside it if npm could flatten them. */
function placesOfPackages(modules: string): string[] {
  const cli = ['cli', 'cli-internal'].map((name) => join(modules, '@aws-amplify', name, 'node_modules'));
  return [...cli, modules];
}

/** The package under its name of 2018, or under its later scoped name. */
async function firstFolder(modules: string, name: string): Promise<string | undefined> {
  const names = [join(modules, name), join(modules, '@aws-amplify', name)];
  for (const path of names) {
    if (await isFolder(path)) return path;
  }
  return undefined;
}
