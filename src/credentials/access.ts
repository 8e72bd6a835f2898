import { asRecord, isText } from '../core/json-values.ts';
import type { Secret } from '../core/secret.ts';
import type { ClientSettings } from './client-settings.ts';
import type { EndpointOverrides } from './endpoints.ts';
import type { NetworkSettings } from './network.ts';

/** Which access is meant, before anything is read or resolved. */
export type AccessChoice =
  | { readonly kind: 'profile'; readonly name: string }
  | { readonly kind: 'environment' }
  | { readonly kind: 'machine'; readonly source: MachineSource };

/** The sources of a machine's own credentials. */
export const machineSources = ['web-identity', 'container', 'instance'] as const;
export type MachineSource = (typeof machineSources)[number];

const machineNames: Readonly<Record<MachineSource, string>> = {
  'web-identity': 'web identity token',
  container: 'container credentials',
  instance: 'EC2 instance role',
};

/** The name of an access: its profile's as in the files, or the source of the credentials. */
export function accessName(choice: AccessChoice): string {
  if (choice.kind === 'profile') return choice.name;
  return choice.kind === 'machine' ? machineNames[choice.source] : 'environment keys';
}

/** A unique key for an access; its name alone is not unique, since a profile may have the same as another access. */
export function choiceKey(choice: AccessChoice): string {
  return choice.kind === 'profile' ? `profile ${choice.name}` : accessName(choice);
}

/** The name of the profile that a {@link choiceKey} stands for; undefined when it is not a profile. */
export function profileOfKey(key: string): string | undefined {
  return key.startsWith('profile ') ? key.slice('profile '.length) : undefined;
}

/** Whether two choices mean the same access. */
export function sameChoice(one: AccessChoice, other: AccessChoice | undefined): boolean {
  // The quick way first: this runs for each entry of a list of thousands.
  if (one.kind === 'profile') return other?.kind === 'profile' && other.name === one.name;
  return other !== undefined && choiceKey(one) === choiceKey(other);
}

/** Whether the name of an access is not one of a profile; see {@link accessName}. */
export function isUnnamedAccess(name: string): boolean {
  return name === 'environment keys' || Object.values(machineNames).includes(name);
}

/** The word before the name of an access on the screen. */
export function accessLabel(name: string): 'Profile' | 'Access' {
  return isUnnamedAccess(name) ? 'Access' : 'Profile';
}

/** A set of AWS credentials. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly sessionToken?: Secret;
  /** Milliseconds since the epoch; absent for long-term keys. */
  readonly expiresAt?: number;
}

/**
 * Gives credentials; one function serves all clients, and concurrent calls share one resolution. `renew` asks for new ones
 * even if the old seem valid. `refused` is the id of an access key that AWS has just called expired or unknown: it is not
 * given again if there can be another one. `mayAsk` says that a user is there to answer; without it nothing is asked.
 */
export type CredentialProvider = (request?: {
  readonly renew?: boolean;
  readonly refused?: string;
  readonly mayAsk?: boolean;
}) => Promise<AwsCredentials>;

/** An access ready for use, from which SDK clients are created. */
export interface Access {
  readonly choice: AccessChoice;
  /** What the screen calls it: `profile default`, `environment keys`, `container credentials`. */
  readonly label: string;
  /** Absent when neither the option, the environment nor the profile names one. */
  readonly region?: string;
  readonly endpoints: EndpointOverrides;
  /** How requests get there; absent for directly, with Node's certificates. */
  readonly network?: NetworkSettings;
  /** How requests are made; absent for AWS's defaults. */
  readonly settings?: ClientSettings;
  readonly credentials: CredentialProvider;
}

/** Parses a stored access; undefined for anything else. */
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

/** The source of an access that the user chose on the screen. */
export const chosenHere = 'chosen in this session';

/** The source of an access that is the profile of this name because nothing names another. */
export const defaultProfile = 'the profile default';

/** Why an access was preselected, to continue a sentence: `because it comes from AWS_PROFILE`. */
export function sourceWords(source: string): string {
  if (source === chosenHere) return 'because you chose it in this session';
  return source === defaultProfile ? 'because it is the default profile' : `because it comes from ${source}`;
}
