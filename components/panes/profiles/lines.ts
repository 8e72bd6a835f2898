import { count, plainText } from '../../../src/core/text.ts';
import type { ProfileDetails } from '../../../src/credentials/profile-details.ts';
import type { SettingOrigin } from '../../../src/profiles/profile.ts';

/** One row of facts about a profile. */
export interface DetailLine {
  readonly label: string;
  readonly value: string;
  /** File and line. */
  readonly place?: string | undefined;
  readonly tone?: 'bad' | 'warn' | 'next' | undefined;
  /** Continues the row above: its tone without its mark. */
  readonly rest?: true;
  /** Continues in the next row rather than being cut. */
  readonly sentence?: true;
}

/** `~/.aws/config:12`. @param showPath shortens a path for the user */
export function placeOf(origin: SettingOrigin, showPath: (path: string) => string): string {
  return `${showPath(origin.file)}:${origin.line}`;
}

/**
 * Faults first, then the chain of sources, then every value.
 *
 * @param inWords words a remedy for the screen
 */
export function detailLines(
  details: ProfileDetails,
  showPath: (path: string) => string,
  inWords: (text: string) => string,
): DetailLine[] {
  const { chain, endpoints, findings, region, settings, usable } = details;
  const hasError = findings.some(({ severity }) => severity === 'error');
  return [
    ...findings.flatMap((finding): DetailLine[] => [
      {
        label: finding.severity === 'error' ? 'Wrong' : 'Note',
        value: plainText(finding.text),
        place: finding.origin && placeOf(finding.origin, showPath),
        tone: finding.severity === 'error' ? 'bad' : 'warn',
        sentence: true,
      },
      { label: '', value: inWords(finding.remedy), tone: 'next', sentence: true },
    ]),
    ...(usable.ok || hasError
      ? []
      : [{ label: 'Note', value: usable.why, tone: 'warn' as const, sentence: true as const }]),
    ...(chain.length > 1 ? [{ label: 'From', value: chainWords(chain), sentence: true as const }] : []),
    ...(region && region.source !== 'the profile'
      ? [{ label: 'Region', value: region.value, place: region.source }]
      : []),
    ...endpoints.map(({ service, url }) => ({ label: 'Endpoint', value: url, place: service })),
    ...settings.map(({ key, value, origin }) => ({
      label: plainText(key),
      value,
      place: placeOf(origin, showPath),
    })),
    ...(settings.length === 0 ? [{ label: 'Settings', value: 'none' }] : []),
  ];
}

/** `default (keys) → deploy (role)`; in a long chain the middle is only counted. */
function chainWords(chain: ProfileDetails['chain']): string {
  const words = chain.map(({ name, kind }) => `${name} (${kind ?? 'missing'})`);
  if (words.length <= 4) return words.join(' → ');
  return [words[0], count(words.length - 2, 'profile'), words.at(-1)].join(' → ');
}
