import { plainText } from '../../core/text.ts';
import { isFolder } from '../../platform/files.ts';
import type { Doubt, Framework, JavascriptConfig } from '../project.ts';
import { readAngularFolders } from './angular-workspace.ts';
import { capacitorWebDir, findBuildTool, type ToolFolders } from './build-tools.ts';
import { type PackageJson, type PackageManager, scriptCommand } from './package-json.ts';

/**
 * The Amplify CLI's four suggested settings for a framework when nothing is known about the app. Source: the JavaScript
 * frontend of the current Amplify CLI; its values for Ember are newer than 2018.
 */
export function javascriptDefaults(framework: Framework): JavascriptConfig {
  return defaultsFor(framework, 'npm');
}

/** What was detected in a JavaScript app. */
export interface JavascriptDetection {
  readonly framework: Framework;
  /** `Vite and React in package.json`; empty when nothing was recognised. */
  readonly evidence: string;
  readonly config: JavascriptConfig;
  readonly doubts: readonly Doubt[];
}

/**
 * Recognises a JavaScript app's framework and build tool, and fills in its actual source and output folders and commands.
 * The Amplify CLI looks at `dependencies` only and knows no build tools.
 *
 * @param names entries of the folder
 * @param pkg its package.json, if it has one
 */
export async function detectJavascript(
  folder: string,
  names: ReadonlySet<string>,
  pkg: PackageJson | undefined,
): Promise<JavascriptDetection> {
  if (!pkg) return { framework: 'none', evidence: '', config: javascriptDefaults('none'), doubts: [] };
  const { framework, label } = frameworkOf(pkg);
  const defaults = defaultsFor(framework, pkg.manager);
  const tool = await findBuildTool(folder, names, pkg);
  const { files, ...folders } = await foldersOf({ folder, names, framework, defaults, tool });
  const parts = [framework === 'angular' || tool?.tool === label ? undefined : tool?.tool, label].filter(
    (part) => part !== undefined,
  );
  const evidence = parts.length === 0 ? '' : `${parts.join(' and ')} in package.json${files}`;
  const config = { ...folders, ...commandsOf(framework, pkg, defaults, tool) };
  const doubts = [
    ...(pkg.workspaces && framework === 'none' ? [{ text: workspacesDoubt }] : []),
    ...missingScripts(pkg, config),
  ];
  return { framework, evidence, config, doubts };
}

/** The framework that the dependencies show, the most specific first: Ionic apps also contain React, Angular or Vue. */
function frameworkOf({ dependencies }: PackageJson): { framework: Framework; label: string | undefined } {
  const has = (...packages: string[]) => packages.some((name) => dependencies.has(name));
  // A Next.js app may share components with a React Native one, and is still a web app.
  if (has('expo') && !has('next')) return { framework: 'react-native', label: 'Expo' };
  if (has('react-native') && !has('next')) return { framework: 'react-native', label: 'React Native' };
  if (
    [...dependencies.keys()].some((name) => /^@ionic\/(?:react|angular|vue|core)$|^ionic-angular$/.test(name))
  ) {
    return { framework: 'ionic', label: 'Ionic' };
  }
  if (has('@angular/core')) return { framework: 'angular', label: 'Angular' };
  if (has('ember-source', 'ember-cli')) return { framework: 'ember', label: 'Ember' };
  if (has('next', 'react')) return { framework: 'react', label: 'React' };
  if (has('vue', 'nuxt')) return { framework: 'vue', label: has('vue') ? 'Vue' : undefined };
  const others: readonly (readonly [string, string])[] = [
    ['svelte', 'Svelte'],
    ['preact', 'Preact'],
    ['solid-js', 'Solid'],
    ['lit', 'Lit'],
  ];
  return { framework: 'none', label: others.find(([name]) => has(name))?.[1] };
}

function defaultsFor(framework: Framework, manager: PackageManager): JavascriptConfig {
  const build = scriptCommand(manager, 'build');
  const start = scriptCommand(manager, 'start');
  const usual = { sourceDir: 'src', distributionDir: 'dist', buildCommand: build, startCommand: start };
  switch (framework) {
    case 'react':
      return { ...usual, distributionDir: 'build' };
    case 'react-native':
      return { ...usual, distributionDir: '/' };
    case 'angular':
      return { ...usual, startCommand: 'ng serve' };
    case 'ionic':
      return { ...usual, distributionDir: 'www', startCommand: 'ionic serve' };
    case 'vue':
      return { ...usual, startCommand: scriptCommand(manager, 'serve') };
    case 'ember':
      return { ...usual, sourceDir: './', buildCommand: emberProductionBuild(manager) };
    case 'none':
      return usual;
  }
}

/** npm needs `--` before arguments that it passes on; the others do not. */
function emberProductionBuild(manager: PackageManager): string {
  return `${scriptCommand(manager, 'build')}${manager === 'npm' ? ' --' : ''} -e production`;
}

interface FolderQuestion {
  readonly folder: string;
  readonly names: ReadonlySet<string>;
  readonly framework: Framework;
  readonly defaults: JavascriptConfig;
  readonly tool: ToolFolders | undefined;
}

interface FolderAnswer {
  readonly sourceDir: string;
  readonly distributionDir: string;
  /** What to add to the evidence: `, folders from angular.json`; empty for the defaults. */
  readonly files: string;
}

async function foldersOf({
  folder,
  names,
  framework,
  defaults,
  tool,
}: FolderQuestion): Promise<FolderAnswer> {
  const { sourceDir, distributionDir } = defaults;
  // A bundler that happens to be installed does not decide where React Native and Ember write.
  if (framework === 'react-native' || framework === 'ember') return { sourceDir, distributionDir, files: '' };
  const angular =
    framework === 'angular' || framework === 'ionic' ? await readAngularFolders(folder) : undefined;
  if (angular) return { ...angular, files: ', folders from angular.json' };
  if (framework === 'angular') return { sourceDir, distributionDir, files: '' };
  if (tool) {
    return {
      sourceDir: await sourceFolder(folder, names, tool.tool, sourceDir),
      distributionDir: tool.distributionDir,
      files: tool.configFile ? `, folder from ${tool.configFile}` : '',
    };
  }
  const capacitor = framework === 'ionic' ? await capacitorWebDir(folder, names) : undefined;
  if (!capacitor) return { sourceDir, distributionDir, files: '' };
  return { sourceDir, distributionDir: capacitor.webDir, files: `, folder from ${capacitor.file}` };
}

/** `src`, except in two tools that work without it: Next.js then uses the root, Nuxt 4 `app`. */
async function sourceFolder(
  folder: string,
  names: ReadonlySet<string>,
  tool: string,
  otherwise: string,
): Promise<string> {
  const isThere = async (name: string) => names.has(name) && (await isFolder(`${folder}/${name}`));
  if (await isThere('src')) return 'src';
  if (tool === 'Nuxt') return (await isThere('app')) ? 'app' : './';
  if (tool === 'Next.js' && ((await isThere('app')) || (await isThere('pages')))) return './';
  return otherwise;
}

const workspacesDoubt =
  'package.json is the root of workspaces and shows no framework: the app may be in one of them, with a package.json of its own.';

/** The scripts that start an app, the likeliest first; Gatsby's is `develop`, and its `serve` shows the last build. */
const startScripts = ['start', 'dev', 'develop', 'serve'];

/** The commands whose script is missing. */
function missingScripts({ scripts, fault }: PackageJson, config: JavascriptConfig): Doubt[] {
  if (fault !== undefined)
    return [
      {
        text: `package.json ${fault}, so framework, folders and commands are guesses: fix it, or give them.`,
      },
    ];
  return [config.buildCommand, config.startCommand].flatMap((command) => {
    const script = /^(?:(?:npm|yarn|pnpm|bun)(?:\.cmd)?(?: run-script| run)?) (\S+)/.exec(command)?.[1];
    if (script === undefined || scripts.has(script)) return [];
    const text = `package.json has no script ${plainText(script)}, so \`${command}\` is a guess: give the command that this app has.`;
    return [{ text, command }];
  });
}

/** The commands for the scripts in package.json: `build`, and the first of {@link startScripts}. */
function commandsOf(
  framework: Framework,
  { scripts, manager }: PackageJson,
  defaults: JavascriptConfig,
  tool: ToolFolders | undefined,
): Pick<JavascriptConfig, 'buildCommand' | 'startCommand'> {
  const start = startScripts.find((name) => scripts.has(name));
  const build = scripts.get('build');
  const buildScript = tool?.buildScript ?? (build === undefined ? undefined : 'build');
  // `ember build` alone makes a development build, so it keeps the Amplify CLI's arguments.
  const needsArguments = framework === 'ember' && /^ember build\s*$/.test(build ?? '');
  return {
    buildCommand:
      buildScript === undefined || needsArguments
        ? defaults.buildCommand
        : scriptCommand(manager, buildScript),
    startCommand: start === undefined ? defaults.startCommand : scriptCommand(manager, start),
  };
}
