import { join } from 'node:path';
import { isFolder } from '../../platform/files.ts';
import { plainText } from '../../values/text.ts';

/**
 * Recognises an iOS app: an Xcode project or workspace (both are folders), or a Podfile alone. The Amplify CLI looks for
 * `*.xcodeproj` only. An iOS app has no settings in project-config.json.
 *
 * @param names what the folder holds
 * @returns the evidence, `Inventory.xcodeproj`; undefined when it is no iOS app
 */
export async function iosEvidence(folder: string, names: ReadonlySet<string>): Promise<string | undefined> {
  for (const ending of ['.xcodeproj', '.xcworkspace']) {
    for (const name of names) {
      if (name.endsWith(ending) && (await isFolder(join(folder, name)))) return plainText(name);
    }
  }
  return names.has('Podfile') ? 'Podfile' : undefined;
}
