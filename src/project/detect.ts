import { listFolder } from '../platform/files.ts';
import { androidEvidence, androidResDir, findAndroidResDir } from './frontends/android.ts';
import { flutterEvidence, flutterResDir } from './frontends/flutter.ts';
import { iosEvidence } from './frontends/ios.ts';
import { detectJavascript } from './frontends/javascript.ts';
import { readPackageJson } from './frontends/package-json.ts';
import type { AppType, Detection } from './project.ts';

/**
 * Finds out what kind of app a folder holds, and its settings. Only reads, and runs nothing of the project.
 *
 * Several kinds may match. A Flutter app counts first, because its pubspec.yaml has no other use. A package.json with a
 * framework comes next: React Native and Ionic keep native projects below it. Android and iOS come before a package.json
 * that only brings tools. Without any evidence it is javascript, as in the Amplify CLI.
 *
 * @param folder absolute path; a folder that does not exist counts as empty
 * @throws Problem FILE_UNREADABLE when the folder cannot be listed; the evidence mentions broken files in it
 */
export async function detectApp(folder: string): Promise<Detection> {
  const names: ReadonlySet<string> = new Set(await listFolder(folder));
  const pkg = await readPackageJson(folder, names);
  const [flutter, ios, javascript, gradle, android] = await Promise.all([
    flutterEvidence(folder, names),
    iosEvidence(folder, names),
    detectJavascript(folder, names, pkg),
    androidEvidence(folder, names),
    findAndroidResDir(folder, names),
  ]);
  const isWebApp = javascript.framework !== 'none';
  const signs: readonly (readonly [AppType, string | undefined])[] = [
    ['flutter', flutter],
    ['javascript', isWebApp ? pkg?.evidence : undefined],
    ['android', gradle],
    ['ios', ios],
    ['javascript', pkg?.evidence],
  ];
  const [app, appEvidence] = signs.find(([, evidence]) => evidence !== undefined) ?? [
    'javascript',
    undefined,
  ];
  return {
    app,
    kinds: [
      ...new Set([
        ...signs.flatMap(([kind, evidence]) => (evidence === undefined ? [] : [kind])),
        ...native(names),
      ]),
    ],
    appEvidence: appEvidence ?? '',
    framework: javascript.framework,
    frameworkEvidence: javascript.evidence,
    javascript: javascript.config,
    doubts: app === 'javascript' ? javascript.doubts : [],
    resDir: { android: app === 'android' ? android : androidResDir, flutter: flutterResDir },
  };
}

/** React Native, Ionic and Flutter keep native projects in folders of these names. */
function native(names: ReadonlySet<string>): AppType[] {
  return (['android', 'ios'] as const).filter((name) => names.has(name));
}
