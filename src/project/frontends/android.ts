import { join } from 'node:path';
import { plainText } from '../../core/text.ts';
import { isFolder, pathExists, readTextFile } from '../../platform/files.ts';
import { insideFolder } from '../settings.ts';

/** The resource folder that the Amplify CLI suggests: the one of Android Studio's first module. */
export const androidResDir = 'app/src/main/res';

/**
 * Recognises an Android app by Gradle's two files, as the Amplify CLI does. Their Kotlin forms count, too, and so does
 * the build file of the module `app` if the root has none, which Gradle allows but the CLI does not know.
 *
 * @param names entries of the folder
 * @returns the evidence, `settings.gradle and build.gradle`; undefined if it is not an Android app
 */
export async function androidEvidence(
  folder: string,
  names: ReadonlySet<string>,
): Promise<string | undefined> {
  const forms = (name: string) => [name, `${name}.kts`];
  const settings = forms('settings.gradle').find((name) => names.has(name));
  if (!settings) return undefined;
  const build = forms('build.gradle').find((name) => names.has(name));
  if (build) return `${settings} and ${build}`;
  for (const name of forms('app/build.gradle')) {
    if (await pathExists(join(folder, name))) return `${settings} and ${name}`;
  }
  return undefined;
}

/**
 * The resource folder of an Android app: {@link androidResDir} if it exists, else that of the first module in
 * settings.gradle that has one, else {@link androidResDir}.
 */
export async function findAndroidResDir(folder: string, names: ReadonlySet<string>): Promise<string> {
  if (await isFolder(join(folder, androidResDir))) return androidResDir;
  const settings = ['settings.gradle', 'settings.gradle.kts'].find((name) => names.has(name));
  if (!settings) return androidResDir;
  const text = await readTextFile(join(folder, settings)).catch(() => undefined);
  for (const module of includedModules(text ?? '')) {
    // `androidMain` is for Kotlin Multiplatform modules.
    for (const sources of ['main', 'androidMain']) {
      const resources = insideFolder(`${module}/src/${sources}/res`);
      if (resources && plainText(resources) === resources && (await isFolder(join(folder, resources)))) {
        return resources;
      }
    }
  }
  return androidResDir;
}

/** Limits: characters read of the file, and modules tried. */
const most = { characters: 200_000, modules: 200 };

/** The modules of `include ':app', ':core:ui'` and `include(":app")` as folders: `app`, `core/ui`. */
function includedModules(settings: string): string[] {
  const lines = settings
    .slice(0, most.characters)
    .split(/\r?\n/)
    .filter((line) => /^\s*include\b/.test(line));
  const modules = lines.flatMap((line) =>
    [...line.matchAll(/["']:?([^"']+)["']/g)].map(([, module = '']) => module.replaceAll(':', '/')),
  );
  return [...new Set(modules)].slice(0, most.modules);
}
