import type { AppContext } from '../../app/app-context.ts';
import type { OptionsOf } from '../../app/command-line/commands.ts';
import { createReport } from '../../app/headless/report.ts';
import { interruptible, processStreams } from '../../app/headless-desktop.ts';
import { isRotationDue, type KnownKey, knownKeyFields, knownKeyWords } from '../../aws/iam/key-words.ts';
import { plainText } from '../../core/text.ts';
import { ownKeyId } from '../../credentials/own-key-id.ts';
import { findingFields, type ProfileDetails, profileDetails } from '../../credentials/profile-details.ts';
import { unknownProfile } from '../../credentials/unknown-profile.ts';
import { tildePath } from '../../platform/paths.ts';
import type { SettingOrigin } from '../../profiles/profile.ts';
import { readKnownKeys } from '../../state/known-keys.ts';

/**
 * `profiles show P`: every value with its file and line, secrets masked, and what is known about its access key. Calls
 * nothing; with `--key-age` AWS, about the key.
 *
 * @returns the exit code
 */
export async function showProfile(
  appContext: AppContext,
  name: string,
  options: OptionsOf<'profiles'>,
): Promise<number> {
  const details = knownProfile(appContext, name);
  let keyProblem: string | undefined;
  if (options['key-age']) {
    const { askKeyAge } = await import('./key-ages.ts');
    const ask = async (signal: AbortSignal) => {
      keyProblem = await askKeyAge(appContext, name, signal);
      return 0;
    };
    const code = await interruptible(ask, () => 'Interrupted. Nothing was changed.');
    if (code !== 0) return code;
  }
  const key = keyOf(appContext, name);
  const report = createReport(options.json, processStreams);
  const { chain, endpoints, findings, kind, region, settings, usable } = details;
  report.tell({
    type: 'profile',
    name,
    kind,
    usable: usable.ok,
    why: usable.ok ? undefined : usable.why,
    region: region?.value,
    regionSource: region?.source,
    endpoints,
    chain,
    settings: settings.map(({ key, value, masked, origin }) => ({
      key,
      value,
      masked,
      file: plainText(origin.file),
      line: origin.line,
    })),
    key: key && knownKeyFields(key, appContext.clock.now()),
    keyProblem,
    findings: findings.map(findingFields),
  });
  report.tell({ type: 'result', ok: true });
  report.print(profileLines(appContext, name).join('\n'));
  if (keyProblem !== undefined) report.print(`▲ The age of its key is not known: ${plainText(keyProblem)}`);
  return 0;
}

/** What AWS last said about a profile's access key. */
function keyOf(appContext: AppContext, name: string): KnownKey | undefined {
  const id = ownKeyId(appContext.profiles(), name);
  return id === undefined ? undefined : readKnownKeys(appContext.stateFolder).get(id);
}

/** The facts about a profile in the files. @throws Problem PROFILE_UNKNOWN */
export function knownProfile(appContext: AppContext, name: string): ProfileDetails {
  const list = appContext.profiles();
  const details = profileDetails(name, list, appContext.env);
  if (details) return details;
  throw unknownProfile(list, name);
}

/** `~/.aws/config:12`. */
function placeOf(appContext: AppContext, { file, line }: SettingOrigin): string {
  return `${plainText(tildePath(file, appContext.env))}:${line}`;
}

/** Every value of a profile with its file and line; secrets are masked. @throws Problem PROFILE_UNKNOWN */
export function profileLines(appContext: AppContext, name: string): string[] {
  const key = keyOf(appContext, name);
  const now = appContext.clock.now();
  return [
    ...detailLines(knownProfile(appContext, name), (origin) => placeOf(appContext, origin)),
    ...(key ? [`${isRotationDue(key, now) ? '▲' : ' '} access key ${knownKeyWords(key, now)}`] : []),
  ];
}

function detailLines(details: ProfileDetails, place: (origin: SettingOrigin) => string): string[] {
  const { chain, endpoints, findings, region, settings } = details;
  const rows: readonly (readonly [string, string, string])[] = settings.map(({ key, value, origin }) => [
    plainText(key),
    value,
    place(origin),
  ]);
  const [keys, values] = [0, 1].map((at) =>
    Math.min(60, Math.max(0, ...rows.map((row) => (row[at] ?? '').length))),
  );
  return [
    `${plainText(details.name)}   ${details.kind}`,
    ...(chain.length > 1 ? [`from ${chain.map((link) => link.name).join(' → ')}`] : []),
    region ? `region ${region.value}, from ${region.source}` : 'no region',
    ...endpoints.map(({ service, url }) => `endpoint of ${service}: ${url}`),
    '',
    ...rows.map(([key, value, where]) =>
      `  ${key.padEnd(keys ?? 0)}  ${value.padEnd(values ?? 0)}  ${where}`.trimEnd(),
    ),
    ...(findings.length > 0 ? [''] : []),
    ...findings.flatMap(({ severity, text, remedy, origin }) => [
      `${severity === 'error' ? '✖' : '▲'} ${plainText(text)}${origin ? `   ${place(origin)}` : ''}`,
      `  ${remedy}`,
    ]),
    ...(details.usable.ok || findings.some(({ severity }) => severity === 'error')
      ? []
      : [`▲ ${details.usable.why}`]),
  ];
}
