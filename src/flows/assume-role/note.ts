import { asRecord, jsonValue } from '../../core/json-values.ts';
import { Problem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import { roleArnPattern } from './answers.ts';

/** What the owner of the role gives to those who will assume it. Nothing in it gives access by itself. */
export interface HandOver {
  readonly roleArn: string;
  /** Empty: none. */
  readonly externalId: string;
  readonly mfaRequired: boolean;
  /** The longest session in seconds. */
  readonly maxSession?: number;
}

const format = 'amplify-tui hand-over note';
const firstLine = 'You can work with Amplify in our AWS account through this role:';

/** Whether a text is a note that {@link noteJson} made. */
export function isNote(text: string): boolean {
  return asRecord(jsonValue(text))?.format === format;
}

/** Whether a text is one of {@link noteText}. */
export function isNoteText(text: string): boolean {
  return text.startsWith(`${firstLine}\n`);
}

/** The note as a JSON file. */
export function noteJson({ roleArn, externalId, mfaRequired, maxSession }: HandOver): string {
  return `${JSON.stringify(
    {
      format,
      version: 1,
      roleArn,
      ...(externalId === '' ? {} : { externalId }),
      mfaRequired,
      maxSession,
    },
    undefined,
    2,
  )}\n`;
}

/** The note as a text for people. @param jsonName the name of the JSON file beside it */
export function noteText(
  { roleArn, externalId, mfaRequired, maxSession }: HandOver,
  jsonName: string,
): string {
  const lines = [
    firstLine,
    '',
    `  Role ARN       ${roleArn}`,
    ...(externalId === '' ? [] : [`  External id    ${externalId}`]),
    `  MFA required   ${mfaRequired ? 'yes' : 'no'}`,
    ...(maxSession ? [`  Session        ${maxSession / 3600} h at most`] : []),
    '',
    'Set it up on your side:',
    '',
    `  amplify-tui assume-role user`,
    '',
    `and give ${jsonName} when it asks for the note. By hand: allow a user of your account to call sts:AssumeRole on the`,
    'role, then add to ~/.aws/config:',
    '',
    '  [profile bizcorprole]',
    `  role_arn=${roleArn}`,
    '  source_profile=<the profile of that user>',
    ...(mfaRequired ? ['  mfa_serial=<the ARN of the MFA device of that user>'] : []),
    ...(externalId === '' ? [] : [`  external_id=${externalId}`]),
    '  region=us-east-1',
  ];
  return `${lines.join('\n')}\n`;
}

/** Parses a note. @param file named in the Problem @throws Problem FILE_MALFORMED */
export function readNote(text: string, file: string): HandOver {
  const record = asRecord(jsonValue(text));
  const { roleArn, externalId = '', mfaRequired = false, maxSession } = record ?? {};
  if (
    typeof roleArn === 'string' &&
    roleArnPattern.test(roleArn) &&
    typeof externalId === 'string' &&
    typeof mfaRequired === 'boolean'
  ) {
    return { roleArn, externalId, mfaRequired, ...(typeof maxSession === 'number' ? { maxSession } : {}) };
  }
  throw new Problem({
    code: 'FILE_MALFORMED',
    what: `${plainText(file)} is not a hand-over note.`,
    why: 'A note is JSON with roleArn, and externalId and mfaRequired where the role has them.',
    next: 'Ask for the note again, or fill in its values yourself.',
  });
}
