import { join } from 'node:path';
import { plainText } from '../../core/text.ts';
import { isFolder, readTextFile } from '../../platform/files.ts';

/**
 * Recognises an iOS app: an Xcode project or workspace (both are folders), a Podfile alone, or a Swift package for iOS.
 * The Amplify CLI looks for `*.xcodeproj` only. An iOS app has no settings in project-config.json.
 *
 * @param names entries of the folder
 * @returns the evidence, `Inventory.xcodeproj`; undefined if it is not an iOS app
 */
export async function iosEvidence(folder: string, names: ReadonlySet<string>): Promise<string | undefined> {
  for (const ending of ['.xcodeproj', '.xcworkspace']) {
    for (const name of names) {
      if (name.endsWith(ending) && (await isFolder(join(folder, name)))) return plainText(name);
    }
  }
  if (names.has('Podfile')) return 'Podfile';
  if (!names.has('Package.swift')) return undefined;
  // A Swift package may also be a server's.
  const text = await readTextFile(join(folder, 'Package.swift')).catch(() => undefined);
  return /\.(?:iOS\(|iOSApplication\()/.test(text ?? '') ? 'iOS in Package.swift' : undefined;
}
