import { join } from 'node:path';
import { readTextFile } from '../../platform/files.ts';

/** The folder that the Amplify CLI suggests for amplifyconfiguration.dart. */
export const flutterResDir = './lib/';

/**
 * Recognises a Flutter app: a pubspec.yaml that depends on the Flutter SDK or has a `flutter` section. The Amplify CLI
 * accepts any pubspec.yaml, even that of a plain Dart program.
 *
 * @param names entries of the folder
 * @returns the evidence; undefined if it is not a Flutter app, or pubspec.yaml cannot be read
 */
export async function flutterEvidence(
  folder: string,
  names: ReadonlySet<string>,
): Promise<string | undefined> {
  if (!names.has('pubspec.yaml')) return undefined;
  const text = await readTextFile(join(folder, 'pubspec.yaml')).catch(() => undefined);
  const bare = (text ?? '').replace(/(^|\s)#.*$/gm, '$1');
  return /^flutter:|\bsdk:\s*['"]?flutter\b/m.test(bare) ? 'Flutter in pubspec.yaml' : undefined;
}
