import { nameFault } from '../../profiles/edit/rules.ts';
import { policyFault } from '../configure/policies.ts';
import { regionFault } from '../configure/regions.ts';
import { userNameFault, userNameRule } from '../configure/user-name.ts';
import { categories } from './categories.ts';
import { permissionsOf } from './permissions.ts';

/**
 * The three parts of the guide: the owner of the account creates the role; the developer's company creates the user that
 * may assume it, and the profiles on this machine; or only the profiles, if the user exists already.
 */
export const parts = ['role', 'user', 'profiles'] as const;
export type Part = (typeof parts)[number];

/** The choices among the parts. */
export const partWords: Readonly<Record<Part, { readonly label: string; readonly note: string }>> = {
  role: { label: 'The role', note: 'in your account, for others: who may assume it, what it may do' },
  user: { label: 'The user', note: 'a role you were given: policy, user, MFA, profiles' },
  profiles: { label: 'The profiles', note: 'only those, for an existing user' },
};

/** What confirming the review does, in the words of its key and of the hint for scripts. */
export const partDeeds = {
  role: 'create the role',
  user: 'set up the user',
  profiles: 'write the profiles',
} as const satisfies Record<Part, string>;

/** The questions, under the names of an answers file. Every value is text, as typed. */
export const fieldsOf = {
  role: [
    'profile',
    'account',
    'externalId',
    'mfa',
    'permissions',
    'boundary',
    'role',
    'description',
    'session',
    'tags',
    'noteFile',
  ],
  user: [
    'note',
    'roleArn',
    'externalId',
    'mfa',
    'profile',
    'user',
    'policy',
    'keysFile',
    'userProfile',
    'roleProfile',
    'region',
    'tags',
    'description',
    'csvFile',
  ],
  profiles: ['note', 'roleArn', 'externalId', 'serial', 'keysFile', 'userProfile', 'roleProfile', 'region'],
} as const satisfies Record<Part, readonly string[]>;

export type FieldId = (typeof fieldsOf)[Part][number];
export type Values = Readonly<Partial<Record<FieldId, string>>>;

/** The label of a field, and the rule or help that is shown while it is filled in. */
export const fieldWords: Readonly<Record<FieldId, { readonly label: string; readonly hint: string }>> = {
  profile: { label: 'Act as profile', hint: 'A profile of the account that may manage IAM.' },
  account: {
    label: 'Their account',
    hint: '12 digits, with or without dashes: the account of those who get the role.',
  },
  externalId: {
    label: 'External id',
    hint: 'Must match on both sides. Keep this one, paste theirs, or clear it.',
  },
  mfa: { label: 'MFA', hint: 'yes: assuming the role requires an MFA code.' },
  permissions: {
    label: 'May work with',
    hint: `all, or some of ${categories.join(' ')}; administrator; ARNs of policies. Several with blanks between.`,
  },
  boundary: { label: 'Boundary', hint: 'The ARN of a permissions boundary for the role; empty: none.' },
  role: { label: 'Role name', hint: userNameRule },
  description: { label: 'Description', hint: 'What people read in the IAM console; empty: what it is for.' },
  session: { label: 'Session, hours', hint: 'How long a session lasts at most: 1 to 12 hours.' },
  tags: { label: 'Tags', hint: 'name=value, separated by commas; empty: none.' },
  noteFile: { label: 'Note', hint: 'The hand-over note is written here, as JSON and as text.' },
  note: { label: 'Their note', hint: 'Path of the note you received. Leave empty to type the values.' },
  roleArn: { label: 'Role ARN', hint: 'As arn:aws:iam::444455556666:role/amplify-developer.' },
  user: { label: 'User name', hint: 'The IAM user that may assume the role; made if it is not there.' },
  policy: { label: 'Policy name', hint: 'The policy that allows to assume this one role.' },
  keysFile: {
    label: "Keys' .csv file",
    hint: "The console's .csv of an access key; empty: a key is made, or the profile has one.",
  },
  csvFile: {
    label: 'Save as .csv',
    hint: 'A copy of a key that is made, as the console downloads it, readable by you alone; empty: none.',
  },
  userProfile: { label: "User's profile", hint: 'The profile that holds the keys of the user.' },
  roleProfile: { label: 'Role profile', hint: 'The profile that you choose in init.' },
  region: { label: 'Region', hint: 'The region of both profiles, such as us-east-1.' },
  serial: { label: 'MFA device', hint: 'The ARN of the MFA device; empty: the role requires none.' },
};

/** One value that is missing or wrong. */
export interface FieldFault {
  readonly field: FieldId;
  readonly text: string;
}

export const roleArnPattern = /^arn:(aws[a-z-]*):iam::(\d{12}):role\/[\w+=,.@/-]{1,512}$/;

/** An account id in AWS's form; the console shows it with dashes. */
export function accountId(text: string): string {
  return text.trim().replace(/^(\d{4})-(\d{4})-(\d{4})$/, '$1$2$3');
}

const needed = (value: string | undefined, what: string) => (value ? undefined : `${what} is missing.`);

const checks: Readonly<Partial<Record<FieldId, (value: string, part: Part) => string | undefined>>> = {
  profile: (value) => needed(value, 'The profile'),
  account: (value) =>
    /^\d{12}$/.test(accountId(value))
      ? undefined
      : 'An account id has 12 digits, such as 111122223333 or 1111-2222-3333.',
  // Source: STS API reference, AssumeRole, ExternalId.
  externalId: (value) =>
    value === '' || /^[\w+=,.@:/-]{2,1224}$/.test(value)
      ? undefined
      : 'An external id has 2 to 1,224 letters, digits and + = , . @ : / _ -',
  mfa: (value) => (['yes', 'no'].includes(value) ? undefined : 'yes or no.'),
  permissions: (value) => {
    const chosen = permissionsOf(value);
    if ('kind' in chosen) return `Not known: ${chosen.words.join(', ')}.`;
    // Source: IAM quotas, managed policies attached to a role.
    if (chosen.policies.length > 20) return 'A role takes 20 policies at most.';
    return chosen.policies
      .map((arn) => policyFault({ kind: 'own', arn }))
      .find((fault) => fault !== undefined);
  },
  boundary: (value) => (value === '' ? undefined : policyFault({ kind: 'own', arn: value })),
  role: (value) => iamNameFault(value, 'The role'),
  // Source: IAM API reference, CreateRole and CreatePolicy, Description: 0 to 1,000 characters.
  description: (value) =>
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the set that IAM takes for both
    /^[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]{0,1000}$/.test(value)
      ? undefined
      : 'A description has at most 1,000 Latin letters, digits and punctuation.',
  session: (value) => (/^(?:[1-9]|1[0-2])$/.test(value) ? undefined : 'A number of hours from 1 to 12.'),
  tags: (value) => (tagsOf(value) ? undefined : 'A tag is name=value; several are separated by commas.'),
  noteFile: (value) => needed(value, 'The file'),
  roleArn: (value) => (roleArnPattern.test(value) ? undefined : fieldWords.roleArn.hint),
  user: userNameFault,
  policy: (value) =>
    /^[\w+=,.@-]{1,128}$/.test(value)
      ? undefined
      : `A policy's name has 1 to 128 letters, digits and + = , . @ _ -`,
  userProfile: profileFault,
  roleProfile: profileFault,
  region: (value) => regionFault(value),
  serial: (value) =>
    value === '' || /^(?:arn:aws[a-z-]*:iam::\d{12}:[\w+=,.@/-]+|[\w-]{9,256})$/.test(value)
      ? undefined
      : 'An ARN as arn:aws:iam::111122223333:mfa/phone, or the serial number of a hardware device.',
};

function iamNameFault(value: string, what: string): string | undefined {
  return value === ''
    ? `${what} needs a name.`
    : /^[\w+=,.@-]{1,64}$/.test(value)
      ? undefined
      : `A name has ${userNameRule}.`;
}

function profileFault(value: string): string | undefined {
  if (value === '') return 'The profile needs a name.';
  const why = nameFault(value);
  return why && `${why.charAt(0).toUpperCase()}${why.slice(1)}.`;
}

/** Everything that is missing or wrong in the values of a part, in the order of its fields. */
export function faultsOf(part: Part, values: Values): FieldFault[] {
  const faults = fieldsOf[part].flatMap((field): FieldFault[] => {
    const text = checks[field]?.(values[field] ?? '', part);
    return text ? [{ field, text }] : [];
  });
  if (part !== 'role' && values.userProfile && values.userProfile === values.roleProfile)
    faults.push({ field: 'roleProfile', text: 'It needs another name than the profile of the user.' });
  return faults;
}

/** Parses tags. @returns undefined if they are invalid */
export function tagsOf(text: string): Record<string, string> | undefined {
  const pairs = text
    .split(',')
    .map((pair) => pair.trim())
    .filter(Boolean);
  const tags: Record<string, string> = {};
  for (const pair of pairs) {
    const [, name, value] = /^([^=]{1,128})=([^=]{0,256})$/.exec(pair) ?? [];
    if (name === undefined || value === undefined || name.startsWith('aws:')) return undefined;
    tags[name.trim()] = value.trim();
  }
  return tags;
}

/** The suggested file for the hand-over note: named after the role, as a user may create several. */
export function noteFileFor(role: string): string {
  return `${role}-note.json`;
}

/** The values after an edit; the note's file follows the name of the role until it has its own name. */
export function withEdit(values: Values, field: FieldId, value: string): Values {
  const follows = field === 'role' && values.noteFile === noteFileFor(values.role ?? '');
  return { ...values, [field]: value, ...(follows ? { noteFile: noteFileFor(value) } : {}) };
}

/** A random external id: 128 bits, as 32 hexadecimal digits. @param bytes 16 random bytes */
export function externalIdOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
