import { join } from 'node:path';
import { isFolder, readTextFile } from '../../platform/files.ts';
import { plainText } from '../../values/text.ts';
import { insideFolder } from '../settings.ts';

/** The resource folder that the Amplify CLI suggests: the one of Android Studio's first module. */
export const androidResDir = 'app/src/main/res';

/**
 * Recognises an Android app by Gradle's two files, as the Amplify CLI does; it takes their Kotlin forms, too, which the
 * CLI does not know.
 *
 * @param names what the folder holds
 * @returns the evidence, `settings.gradle and build.gradle`; undefined when it is no Android app
 */
export function androidEvidence(names: ReadonlySet<string>): string | undefined {
  const either = (name: string) => [name, `${name}.kts`].find((candidate) => names.has(candidate));
  const settings = either('settings.gradle');
  const build = either('build.gradle');
  return settings && build ? `${settings} and ${build}` : undefined;
}

/**
 * The resource folder of an Android app: {@link androidResDir} if it is there, else that of the first module in
 * settings.gradle that has one, else {@link androidResDir}.
 */
export async function findAndroidResDir(folder: string, names: ReadonlySet<string>): Promise<string> {
  if (await isFolder(join(folder, androidResDir))) return androidResDir;
  const settings = ['settings.gradle', 'settings.gradle.kts'].find((name) => names.has(name));
  if (!settings) return androidResDir;
  const text = await readTextFile(join(folder, settings)).catch(() => undefined);
  for (const module of includedModules(text ?? '')) {
    const resources = insideFolder(`${module}/src/main/res`);
    if (resources && plainText(resources) === resources && (await isFolder(join(folder, resources)))) {
      return resources;
    }
  }
  return androidResDir;
}

/** The modules of `include ':app', ':core:ui'` and `include(":app")` as folders: `app`, `core/ui`. */
function includedModules(settings: string): string[] {
  const lines = settings.split(/\r?\n/).filter((line) => /^\s*include\b/.test(line));
  return lines.flatMap((line) =>
    [...line.matchAll(/["']:?([^"']+)["']/g)].map(([, module = '']) => module.replaceAll(':', '/')),
  );
}
