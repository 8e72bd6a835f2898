import { plainText } from '../core/text.ts';
import { type Setting, settingText } from './settings.ts';

/** Limits of STS (AssumeRole), in seconds. */
const shortestSession = 900;
export const longestSession = 43_200;
/** The limit of STS for role chaining, in seconds. */
export const longestChained = 3_600;

/** One setting that keeps a role from being assumed. */
export interface RoleFault {
  readonly key: string;
  /** A sentence without its full stop, safe to show. */
  readonly text: string;
}

/** The values of `credential_source`; AWS tools match them case-sensitively. */
export const credentialPlaces = ['Environment', 'Ec2InstanceMetadata', 'EcsContainer'] as const;

type Rule = (value: string) => string | undefined;

/** What AssumeRole accepts; source: the patterns of its API model. */
const rules: readonly (readonly [key: string, rule: Rule])[] = [
  [
    'role_arn',
    (value) =>
      /^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(value)
        ? undefined
        : `role_arn is ${plainText(value)}; it should look like arn:aws:iam::111122223333:role/name`,
  ],
  ['mfa_serial', mfaFault],
  [
    'credential_source',
    (value) =>
      credentialPlaces.some((place) => place === value)
        ? undefined
        : `credential_source is ${plainText(value)}; it can be ${credentialPlaces.join(', ')}`,
  ],
  [
    'role_session_name',
    (value) =>
      /^[\w+=,.@-]{2,64}$/.test(value)
        ? undefined
        : 'role_session_name needs 2 to 64 letters, digits or +=,.@-',
  ],
  [
    'external_id',
    (value) =>
      /^[\w+=,.@:/-]{2,1224}$/.test(value)
        ? undefined
        : 'external_id needs 2 to 1,224 letters, digits or +=,.@:/- and nothing else',
  ],
  [
    'duration_seconds',
    (value) => {
      const seconds = /^\d{1,6}$/.test(value) ? Number(value) : Number.NaN;
      return seconds >= shortestSession && seconds <= longestSession
        ? undefined
        : `duration_seconds is ${plainText(value)}; it can be a number from ${shortestSession} to ${longestSession}`;
    },
  ],
];

/** The faults in the settings of a role, as far as the files alone show. */
export function roleFaults(settings: ReadonlyMap<string, Setting>): RoleFault[] {
  return rules.flatMap(([key, rule]) => {
    const value = settingText(settings, key);
    const text = value === undefined ? undefined : rule(value);
    return text === undefined ? [] : [{ key, text }];
  });
}

/** Why a chained role cannot last this long. */
export function chainedTooLong(seconds: number): string {
  return `duration_seconds is ${seconds}, and a role that is assumed by a role lasts at most ${longestChained}`;
}

const whatItIs =
  'it is the ARN of a device, or the serial number of a hardware device, which has 9 or more letters and digits';

/**
 * Why an `mfa_serial` cannot go with the code of a device; undefined when it can. It is the ARN of a virtual device
 * (`arn:aws:iam::111122223333:mfa/dev`) or the serial number of a hardware device (`GAHT12345678`). A security key has an
 * ARN, too, but gives no code, and STS accepts nothing else.
 */
export function mfaFault(value: string): string | undefined {
  if (/^arn:[^:]*:iam::[^:]*:u2f\//.test(value)) {
    return 'mfa_serial is a security key or passkey, which gives no code: AWS takes a role only with the code of a device, so name one of those';
  }
  if (/^arn:/i.test(value) && !/^arn:[a-z-]+:iam::\d{12}:(?:mfa|sms-mfa)\/[\w+=/:,.@-]+$/.test(value)) {
    return `mfa_serial is ${plainText(value)}; the ARN of a device looks like arn:aws:iam::111122223333:mfa/name`;
  }
  if (value.includes('://')) return `mfa_serial is an address; ${whatItIs}`;
  // The pattern and the length of SerialNumber in the API model of STS.
  return /^[\w+=/:,.@-]{9,256}$/.test(value) ? undefined : `mfa_serial is ${plainText(value)}; ${whatItIs}`;
}
