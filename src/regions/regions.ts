import { nearestWord } from '../core/nearest.ts';
import { ownMember } from '../core/own-member.ts';

export interface Region {
  readonly id: string;
  readonly name: string;
}

const ids: readonly (readonly [string, string])[] = [
  ['us-east-1', 'US East (N. Virginia)'],
  ['us-east-2', 'US East (Ohio)'],
  ['us-west-1', 'US West (N. California)'],
  ['us-west-2', 'US West (Oregon)'],
  ['eu-west-1', 'Europe (Ireland)'],
  ['eu-west-2', 'Europe (London)'],
  ['eu-west-3', 'Europe (Paris)'],
  ['eu-central-1', 'Europe (Frankfurt)'],
  ['eu-central-2', 'Europe (Zurich)'],
  ['eu-north-1', 'Europe (Stockholm)'],
  ['eu-south-1', 'Europe (Milan)'],
  ['eu-south-2', 'Europe (Spain)'],
  ['ap-northeast-1', 'Asia Pacific (Tokyo)'],
  ['ap-northeast-2', 'Asia Pacific (Seoul)'],
  ['ap-northeast-3', 'Asia Pacific (Osaka)'],
  ['ap-southeast-1', 'Asia Pacific (Singapore)'],
  ['ap-southeast-2', 'Asia Pacific (Sydney)'],
  ['ap-southeast-3', 'Asia Pacific (Jakarta)'],
  ['ap-southeast-4', 'Asia Pacific (Melbourne)'],
  ['ap-southeast-5', 'Asia Pacific (Malaysia)'],
  ['ap-southeast-6', 'Asia Pacific (New Zealand)'],
  ['ap-southeast-7', 'Asia Pacific (Thailand)'],
  ['ap-south-1', 'Asia Pacific (Mumbai)'],
  ['ap-south-2', 'Asia Pacific (Hyderabad)'],
  ['ap-east-1', 'Asia Pacific (Hong Kong)'],
  ['ap-east-2', 'Asia Pacific (Taipei)'],
  ['ca-central-1', 'Canada (Central)'],
  ['ca-west-1', 'Canada West (Calgary)'],
  ['sa-east-1', 'South America (Sao Paulo)'],
  ['sa-west-1', 'South America (Chile)'],
  ['mx-central-1', 'Mexico (Central)'],
  ['af-south-1', 'Africa (Cape Town)'],
  ['me-south-1', 'Middle East (Bahrain)'],
  ['me-central-1', 'Middle East (UAE)'],
  ['me-west-1', 'Middle East (Saudi Arabia)'],
  ['il-central-1', 'Israel (Tel Aviv)'],
  ['cn-north-1', 'China (Beijing)'],
  ['cn-northwest-1', 'China (Ningxia)'],
  ['us-gov-east-1', 'AWS GovCloud (US-East)'],
  ['us-gov-west-1', 'AWS GovCloud (US-West)'],
  ['eusc-de-east-1', 'AWS European Sovereign Cloud (Germany)'],
];

/**
 * The regions that are offered, most used first. Source: the partition data of the AWS SDK for JavaScript 3.1169. A test
 * compares the two, so that a new SDK shows what is missing here.
 */
export const regions: readonly Region[] = ids.map(([id, name]) => ({ id, name }));

/** Countries to find a region by when its name has only the city. Source: the AWS page of regions and zones. */
const countries: Readonly<Record<string, string>> = {
  'us-east-1': 'USA America',
  'us-east-2': 'USA America',
  'us-west-1': 'USA America',
  'us-west-2': 'USA America',
  'eu-west-2': 'United Kingdom UK England',
  'eu-west-3': 'France',
  'eu-central-1': 'Germany',
  'eu-central-2': 'Switzerland',
  'eu-north-1': 'Sweden',
  'eu-south-1': 'Italy',
  'ap-northeast-1': 'Japan',
  'ap-northeast-2': 'South Korea',
  'ap-northeast-3': 'Japan',
  'ap-southeast-2': 'Australia',
  'ap-southeast-3': 'Indonesia',
  'ap-southeast-4': 'Australia',
  'ap-south-1': 'India',
  'ap-south-2': 'India',
  'ap-east-2': 'Taiwan',
  'sa-east-1': 'Brazil',
  'af-south-1': 'South Africa',
  'me-central-1': 'United Arab Emirates',
};

/** The text by which a region is found: its id, with and without hyphens, its name and its country; see {@link regionQuery}. */
export function regionWords({ id, name }: Region): string {
  return [runTogether(id), id, name, ownMember(countries, id) ?? ''].join(' ').trimEnd();
}

/** Normalises a query such as `EU_WEST_1`, `eu-west1` or `euwest1`, so that it does not matter how its parts are joined. */
export function regionQuery(typed: string): string {
  return typed.split(/\s+/).filter(Boolean).map(runTogether).join(' ');
}

function runTogether(word: string): string {
  return word.replaceAll(/[-_]/g, '');
}

/** Regions of the isolated partitions: known, but not offered. Source: the same partition data. */
const isolated = [
  'us-iso-east-1',
  'us-iso-west-1',
  'us-isob-east-1',
  'us-isob-west-1',
  'eu-isoe-west-1',
  'us-isof-east-1',
  'us-isof-south-1',
];

const known: ReadonlySet<string> = new Set([...ids.map(([id]) => id), ...isolated]);

/** The variable for regions that AWS has opened since this list was made, separated by commas. */
export const moreRegionsVariable = 'AMPLIFY_TUI_REGIONS';

/** Whether a region is in the partition data, or is named in {@link moreRegionsVariable}. */
export function isKnownRegion(id: string, env: NodeJS.ProcessEnv): boolean {
  if (known.has(id)) return true;
  const more = (env[moreRegionsVariable] ?? '').split(',').map((each) => each.trim());
  return more.includes(id);
}

/** The region that was probably meant: its id in another case or with a typo, or the name that AWS gives it. */
export function regionMeant(text: string): string | undefined {
  const typed = text
    .replace(/[^\x20-\x7E]/g, '')
    .replace(/^["'\s]+|["'\s]+$/g, '')
    .toLowerCase();
  const named = regions.filter(
    ({ id, name }) =>
      id === typed || name.toLowerCase() === typed || name.toLowerCase().includes(`(${typed})`),
  );
  return (
    named[0]?.id ??
    nearestWord(
      typed.replaceAll(/[\s_]+/g, '-'),
      regions.map(({ id }) => id),
    )
  );
}
