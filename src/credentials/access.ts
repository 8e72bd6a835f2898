import { asRecord, isText } from '../core/json-values.ts';
import type { Secret } from '../core/secret.ts';
import type { ClientSettings } from './client-settings.ts';
import type { EndpointOverrides } from './endpoints.ts';
import type { NetworkSettings } from './network.ts';

/** Which access is meant, before anything was read or resolved. */
export type AccessChoice =
  | { readonly kind: 'profile'; readonly name: string }
  | { readonly kind: 'environment' }
  | { readonly kind: 'machine'; readonly source: MachineSource };

/** What gives a machine credentials of its own. */
export const machineSources = ['web-identity', 'container', 'instance'] as const;
export type MachineSource = (typeof machineSources)[number];

const machineNames: Readonly<Record<MachineSource, string>> = {
  'web-identity': 'web identity token',
  container: 'container credentials',
  instance: 'EC2 instance role',
};

/** What an access is called everywhere: the name of its profile as it is in the files, else where the credentials come from. */
export function accessName(choice: AccessChoice): string {
  if (choice.kind === 'profile') return choice.name;
  return choice.kind === 'machine' ? machineNames[choice.source] : 'environment keys';
}

/** Tells accesses apart, as a text; a profile may be called as another access is. */
export function choiceKey(choice: AccessChoice): string {
  return choice.kind === 'profile' ? `profile ${choice.name}` : accessName(choice);
}

/** The name of the profile that a {@link choiceKey} means; undefined where it means no profile. */
export function profileOfKey(key: string): string | undefined {
  return key.startsWith('profile ') ? key.slice('profile '.length) : undefined;
}

/** Whether two choices mean the same access. */
export function sameChoice(one: AccessChoice, other: AccessChoice | undefined): boolean {
  // A list of thousands is asked this of each.
  if (one.kind === 'profile') return other?.kind === 'profile' && other.name === one.name;
  return other !== undefined && choiceKey(one) === choiceKey(other);
}

/** Whether an access goes by a name that is no profile's; see {@link accessName}. */
export function isUnnamedAccess(name: string): boolean {
  return name === 'environment keys' || Object.values(machineNames).includes(name);
}

/** The word before the name of an access where it is told who that is. */
export function accessLabel(name: string): 'Profile' | 'Access' {
  return isUnnamedAccess(name) ? 'Access' : 'Profile';
}

/** A set of AWS credentials. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly sessionToken?: Secret;
  /** Milliseconds since the epoch; absent for long-lived keys. */
  readonly expiresAt?: number;
}

/**
 * Gives credentials; the same function serves every client, and concurrent calls share one resolution. `renew` asks for
 * new ones although the old seem good. `refused` is the id of an access key that AWS has just called expired or unknown:
 * it is not given again where there can be another one. `mayAsk` says that a person is there to answer; without it
 * nothing is ever asked.
 */
export type CredentialProvider = (request?: {
  readonly renew?: boolean;
  readonly refused?: string;
  readonly mayAsk?: boolean;
}) => Promise<AwsCredentials>;

/** An access that can be used: what SDK clients are made from. */
export interface Access {
  readonly choice: AccessChoice;
  /** `profile default`, `environment keys`, `container credentials`: how the screen names it. */
  readonly label: string;
  /** Absent when neither the option, the environment nor the profile names one. */
  readonly region?: string;
  readonly endpoints: EndpointOverrides;
  /** The way that requests take; straight, with Node's certificates, where absent. */
  readonly network?: NetworkSettings;
  /** How requests are made; as AWS does without any setting where absent. */
  readonly settings?: ClientSettings;
  readonly credentials: CredentialProvider;
}

/** The access that a note names; undefined for anything else. */
export function asAccess(value: unknown): AccessChoice | undefined {
  const record = asRecord(value);
  if (record?.kind === 'environment') return { kind: 'environment' };
  if (record?.kind === 'machine') {
    const source = machineSources.find((each) => each === record.source);
    return source && { kind: 'machine', source };
  }
  return record?.kind === 'profile' && isText(record.name)
    ? { kind: 'profile', name: record.name }
    : undefined;
}

/** Where an access comes from that a person has taken on the screen. */
export const chosenHere = 'chosen in this session';

/** Where an access comes from that is the profile of this name, and that nothing else has named. */
export const defaultProfile = 'the profile default';

/** Why a choice is made beforehand, to go on with a sentence: `because it comes from AWS_PROFILE`. */
export function sourceWords(source: string): string {
  if (source === chosenHere) return 'because you chose it in this session';
  return source === defaultProfile ? 'because it is the default profile' : `because it comes from ${source}`;
}
