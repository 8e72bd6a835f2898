import type { Profile } from '../../src/profiles/profile.ts';
import type { ProfileChange } from '../../src/profiles/profile-plan.ts';
import { settingText } from '../../src/profiles/settings.ts';

/** The settings that the form edits; none of them is secret. */
export const formSettings = [
  'region',
  'output',
  'role_arn',
  'source_profile',
  'mfa_serial',
  'external_id',
  'role_session_name',
  'duration_seconds',
] as const;

export type FormSetting = (typeof formSettings)[number];

/** The purpose of a setting, or its format. */
export const settingHints: Readonly<Record<FormSetting, string>> = {
  region: 'Where its requests go, as in eu-west-1.',
  output: 'How the AWS CLI prints: json, yaml, text, table.',
  role_arn: 'The role that is assumed.',
  source_profile: 'The profile whose credentials assume the role.',
  mfa_serial: 'The MFA device that the role asks for; empty: none.',
  external_id: "What the owner of another account's role gave you.",
  role_session_name: "How it is called in that account's log.",
  duration_seconds: 'How long a session lasts, 900 to 43200.',
};

/** The form's values by setting; empty: the setting is removed. */
export type ProfileDraft = Readonly<Record<FormSetting, string>>;

/** What is wrong with one field, a short clause. */
export type DraftFaults = Partial<Record<FormSetting, string>>;

/** The form for a profile as it is in the files. */
export function draftOf(profile: Profile): ProfileDraft {
  const entries = formSettings.map((key) => [key, settingText(profile.settings, key) ?? '']);
  return Object.fromEntries(entries) as ProfileDraft;
}

/** The fields of a profile: those of a role only if it is one. */
export function shownSettings(profile: Profile): readonly FormSetting[] {
  return profile.settings.has('role_arn') ? formSettings : ['region', 'output'];
}

/** The form's change; undefined if there is none. */
export function draftChange(profile: Profile, draft: ProfileDraft): ProfileChange | undefined {
  const before = draftOf(profile);
  const changed = formSettings.filter((key) => draft[key].trim() !== before[key]);
  if (changed.length === 0) return undefined;
  return {
    kind: 'set',
    name: profile.name,
    set: new Map(changed.filter((key) => draft[key].trim() !== '').map((key) => [key, draft[key].trim()])),
    remove: changed.filter((key) => draft[key].trim() === ''),
  };
}

/** The AWS CLI's output formats. Source: "Setting the AWS CLI output format" of its user guide. */
const outputs = ['json', 'yaml', 'yaml-stream', 'text', 'table', 'off'];

/** By setting: its format (limits of STS AssumeRole), in words. */
const shapes: Readonly<Partial<Record<FormSetting, readonly [RegExp, string]>>> = {
  region: [/^[a-z]{2}(?:-[a-z]+)+-\d{1,2}$|^local$/, 'a region looks like eu-west-1'],
  role_arn: [
    /^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/,
    'it looks like arn:aws:iam::111122223333:role/name',
  ],
  mfa_serial: [
    /^(?:arn:[a-z-]+:iam::\d{12}:mfa\/[\w+=,.@/-]+|[A-Za-z0-9]{8,})$/,
    'it looks like arn:aws:iam::111122223333:mfa/name',
  ],
  external_id: [/^[\w+=,.@:/-]{2,1224}$/, '2 to 1,224 letters, digits or +=,.@:/-'],
  role_session_name: [/^[\w+=,.@-]{2,64}$/, '2 to 64 letters, digits or +=,.@-'],
};

/**
 * What is wrong with the form, field by field; only changed fields are checked.
 *
 * @param isProfile whether a profile of a name exists, for source_profile
 */
export function draftFaults(
  profile: Profile,
  draft: ProfileDraft,
  isProfile: (name: string) => boolean,
): DraftFaults {
  const before = draftOf(profile);
  const faults: DraftFaults = {};
  for (const key of formSettings) {
    const value = draft[key].trim();
    const fault = value === before[key] ? undefined : faultOf(key, value, isProfile);
    if (fault) faults[key] = fault;
  }
  return faults;
}

function faultOf(key: FormSetting, value: string, isProfile: (name: string) => boolean): string | undefined {
  if (value === '') return key === 'role_arn' ? 'without it this is not a role any more' : undefined;
  if (key === 'output') return outputs.includes(value) ? undefined : `it can be ${outputs.join(', ')}`;
  if (key === 'source_profile') return isProfile(value) ? undefined : 'there is no profile of that name';
  if (key === 'duration_seconds') {
    const seconds = /^\d{1,6}$/.test(value) ? Number(value) : 0;
    return seconds >= 900 && seconds <= 43_200 ? undefined : 'a number of seconds from 900 to 43200';
  }
  const shape = shapes[key];
  return shape && !shape[0].test(value) ? shape[1] : undefined;
}
