import { plainText } from '../core/text.ts';

/** The regions of the `aws` partition that are on by default. Source: AWS Account Management, "Enable or disable AWS Regions". */
const everywhere = new Set(
  `ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1
   eu-north-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2`.split(/\s+/),
);

/** Whether a region is off until an account enables it, like all that opened since 2019. @param region empty when unknown */
export function isOffByDefault(region: string): boolean {
  return region !== '' && partitionOfRegion(region).id === 'aws' && !everywhere.has(region);
}

/** A part of AWS with its own accounts, addresses and consoles. */
export interface Partition {
  /** As in ARNs. */
  readonly id: string;
  /** What people call it. */
  readonly name: string;
  /** The start of its regions' ids; absent for AWS itself, whose regions have many. */
  readonly prefix?: string;
  /** The region to ask about the whole partition. */
  readonly mainRegion: string;
  /** The end of every service's host name. */
  readonly suffix: string;
  /** Host of the console; absent when not known. */
  readonly console?: string;
  /** Host for signing in to the console; absent when not known. */
  readonly signIn?: string;
}

const aws: Partition = {
  id: 'aws',
  name: 'AWS',
  mainRegion: 'us-east-1',
  suffix: 'amazonaws.com',
  console: 'console.aws.amazon.com',
  signIn: 'signin.aws.amazon.com',
};

/** Sources: `partitions.json` of the AWS SDK for JavaScript 3.1169; AWS General Reference, "Management console endpoints". */
const partitions: readonly Partition[] = [
  {
    id: 'aws-cn',
    name: 'AWS China',
    prefix: 'cn-',
    mainRegion: 'cn-north-1',
    suffix: 'amazonaws.com.cn',
    console: 'console.amazonaws.cn',
    signIn: 'signin.amazonaws.cn',
  },
  {
    id: 'aws-us-gov',
    name: 'AWS GovCloud (US)',
    prefix: 'us-gov-',
    mainRegion: 'us-gov-west-1',
    suffix: 'amazonaws.com',
    console: 'console.amazonaws-us-gov.com',
    signIn: 'signin.amazonaws-us-gov.com',
  },
  {
    id: 'aws-eusc',
    name: 'the AWS European Sovereign Cloud',
    prefix: 'eusc-',
    mainRegion: 'eusc-de-east-1',
    suffix: 'amazonaws.eu',
    console: 'console.amazonaws-eusc.eu',
  },
  { id: 'aws-iso', name: 'aws-iso', prefix: 'us-iso-', mainRegion: 'us-iso-east-1', suffix: 'c2s.ic.gov' },
  {
    id: 'aws-iso-b',
    name: 'aws-iso-b',
    prefix: 'us-isob-',
    mainRegion: 'us-isob-east-1',
    suffix: 'sc2s.sgov.gov',
  },
  {
    id: 'aws-iso-e',
    name: 'aws-iso-e',
    prefix: 'eu-isoe-',
    mainRegion: 'eu-isoe-west-1',
    suffix: 'cloud.adc-e.uk',
  },
  {
    id: 'aws-iso-f',
    name: 'aws-iso-f',
    prefix: 'us-isof-',
    mainRegion: 'us-isof-south-1',
    suffix: 'csp.hci.ic.gov',
  },
  aws,
];

/** Host names of the console by partition. */
export const consoleHosts: Readonly<Record<string, string>> = Object.fromEntries(
  partitions.flatMap(({ id, console: host }) => (host ? [[id, host]] : [])),
);

/** The text in place of a console address that is not public. */
export function consoleUnknown(partition: string): string {
  return `The console of ${partitionById(partition)?.name ?? plainText(partition)} has no address that this program knows: open it as your organization does.`;
}

/** Whether a host name is one of AWS's own. Source of the second suffix: `dualStackDnsSuffix` of `partitions.json`. */
export function isAwsHost(hostname: string): boolean {
  const suffixes = [...partitions.map(({ suffix }) => suffix), 'api.aws'];
  return suffixes.some((suffix) => hostname.toLowerCase().endsWith(`.${suffix}`));
}

/** The partition of a region; AWS itself for an unknown region, as in the SDK. */
export function partitionOfRegion(region: string): Partition {
  return partitions.find(({ prefix }) => prefix !== undefined && region.startsWith(prefix)) ?? aws;
}

/** A partition by the second part of an ARN; undefined for an unknown one. */
export function partitionById(id: string): Partition | undefined {
  return partitions.find((partition) => partition.id === id);
}

/** The region to ask about a whole partition when none is given. @param id as in ARNs */
export function mainRegion(id: string): string {
  return (partitionById(id) ?? aws).mainRegion;
}
