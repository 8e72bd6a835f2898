import { join } from 'node:path';
import { plainText } from '../../core/text.ts';
import { readTextFile } from '../../platform/files.ts';
import { insideFolder } from '../settings.ts';
import type { PackageJson } from './package-json.ts';
import { plainLiterals } from './plain-literals.ts';

/** The folder that a build tool writes to, and where that is configured. */
export interface ToolFolders {
  /** `Vite`. */
  readonly tool: string;
  readonly distributionDir: string;
  /** The configuration file that sets it; absent when it is the tool's default. */
  readonly configFile?: string;
  /** The script that builds what is published, if it is not `build`. */
  readonly buildScript?: string;
}

interface FolderView {
  readonly folder: string;
  readonly names: ReadonlySet<string>;
  readonly pkg: PackageJson;
}

interface BuildTool {
  readonly name: string;
  /** The dependency that identifies it. */
  readonly dependency: string;
  readonly folders: (view: FolderView) => Promise<Omit<ToolFolders, 'tool'>>;
}

const always = (distributionDir: string) => async () => ({ distributionDir });

/**
 * The build tools and their output folders, from each tool's documentation. The first one whose dependency is present
 * counts, so tools built on Vite or webpack come before these two.
 */
const buildTools: readonly BuildTool[] = [
  { name: 'Next.js', dependency: 'next', folders: nextFolders },
  { name: 'Nuxt', dependency: 'nuxt', folders: nuxtFolders },
  { name: 'Gatsby', dependency: 'gatsby', folders: always('public') },
  { name: 'Docusaurus', dependency: '@docusaurus/core', folders: always('build') },
  { name: 'Astro', dependency: 'astro', folders: always('dist') },
  { name: 'SvelteKit', dependency: '@sveltejs/kit', folders: always('build') },
  { name: 'React Router', dependency: '@react-router/dev', folders: always('build/client') },
  { name: 'Remix', dependency: '@remix-run/dev', folders: always('build/client') },
  { name: 'Quasar', dependency: '@quasar/app-vite', folders: quasarFolders },
  { name: 'Quasar', dependency: '@quasar/app-webpack', folders: quasarFolders },
  { name: 'Quasar', dependency: '@quasar/app', folders: quasarFolders },
  { name: 'Vue CLI', dependency: '@vue/cli-service', folders: vueCliFolders },
  { name: 'Create React App', dependency: 'react-scripts', folders: always('build') },
  { name: 'Vite', dependency: 'vite', folders: viteFolders },
  { name: 'Rsbuild', dependency: '@rsbuild/core', folders: always('dist') },
  { name: 'Parcel', dependency: 'parcel', folders: always('dist') },
  { name: 'webpack', dependency: 'webpack', folders: always('dist') },
];

/** Recognises the build tool of a JavaScript app. @returns undefined if it is not in {@link buildTools} */
export async function findBuildTool(
  folder: string,
  names: ReadonlySet<string>,
  pkg: PackageJson,
): Promise<ToolFolders | undefined> {
  const tool = buildTools.find(({ dependency }) => pkg.dependencies.has(dependency));
  if (!tool) return undefined;
  return { tool: tool.name, ...(await tool.folders({ folder, names, pkg })) };
}

/** vite.config: `build.outDir`, relative to `root`; default `dist`. */
async function viteFolders(view: FolderView): Promise<Omit<ToolFolders, 'tool'>> {
  const config = await readConfig(view, 'vite.config');
  const root = config?.literals.get('root') ?? '.';
  const outDir = config?.literals.get('build.outDir');
  return literalFolder(config, root === '.' ? outDir : `${root}/${outDir ?? 'dist'}`, 'dist');
}

/** next.config: `distDir`, default `.next`, or `out` for a static export. */
async function nextFolders(view: FolderView): Promise<Omit<ToolFolders, 'tool'>> {
  const config = await readConfig(view, 'next.config');
  const distDir = config?.literals.get('distDir');
  const exportsByConfig = config?.literals.get('output') === 'export';
  const exportsByScript = /\bnext export\b/.test(view.pkg.scripts.get('build') ?? '');
  if (exportsByConfig) return literalFolder(config, distDir ?? 'out', 'out');
  if (exportsByScript) return { distributionDir: 'out' };
  return literalFolder(config, distDir, '.next');
}

/**
 * Nuxt's documentation publishes what `nuxt generate` writes: `.output/public` since Nuxt 3, `dist` in Nuxt 2. `build`
 * builds a server instead.
 */
async function nuxtFolders({ pkg }: FolderView): Promise<Omit<ToolFolders, 'tool'>> {
  const major = /\d+/.exec(pkg.dependencies.get('nuxt') ?? '')?.[0];
  return {
    distributionDir: major !== undefined && Number(major) < 3 ? 'dist' : '.output/public',
    ...(pkg.scripts.has('generate') ? { buildScript: 'generate' } : {}),
  };
}

/** Quasar builds each mode into its own folder, `dist/spa` unless the script names another mode. */
async function quasarFolders({ pkg }: FolderView): Promise<Omit<ToolFolders, 'tool'>> {
  const mode = /\bquasar build\b.*?\s(?:-m|--mode)[ =]?([a-z]+)/.exec(pkg.scripts.get('build') ?? '')?.[1];
  return { distributionDir: `dist/${mode ?? 'spa'}` };
}

/** vue.config: `outputDir`; default `dist`. */
async function vueCliFolders(view: FolderView): Promise<Omit<ToolFolders, 'tool'>> {
  const config = await readConfig(view, 'vue.config');
  return literalFolder(config, config?.literals.get('outputDir'), 'dist');
}

/** The web folder in Capacitor's configuration, which Ionic apps have; undefined if it is not a plain literal there. */
export async function capacitorWebDir(
  folder: string,
  names: ReadonlySet<string>,
): Promise<{ webDir: string; file: string } | undefined> {
  const config = await readConfig({ folder, names }, 'capacitor.config');
  const webDir = insideOrNothing(config?.literals.get('webDir'));
  return config && webDir ? { webDir, file: config.file } : undefined;
}

interface ConfigFile {
  readonly file: string;
  readonly literals: ReadonlyMap<string, string>;
}

async function readConfig(
  { folder, names }: Pick<FolderView, 'folder' | 'names'>,
  stem: string,
): Promise<ConfigFile | undefined> {
  const file = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs', 'json']
    .map((ending) => `${stem}.${ending}`)
    .find((name) => names.has(name));
  if (file === undefined) return undefined;
  // Detection only suggests: if the file cannot be read, the tool's default stays.
  const text = await readTextFile(join(folder, file)).catch(() => undefined);
  return text === undefined ? undefined : { file, literals: plainLiterals(text) };
}

function literalFolder(
  config: ConfigFile | undefined,
  literal: string | undefined,
  otherwise: string,
): Omit<ToolFolders, 'tool'> {
  const found = insideOrNothing(literal);
  if (found === undefined || found === otherwise || !config) return { distributionDir: found ?? otherwise };
  return { distributionDir: found, configFile: config.file };
}

function insideOrNothing(path: string | undefined): string | undefined {
  if (path === undefined || path.trim() === '' || plainText(path) !== path) return undefined;
  return insideFolder(path);
}
