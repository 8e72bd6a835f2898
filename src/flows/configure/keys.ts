import { Secret } from '../../core/secret.ts';
import { numeral } from '../../core/text.ts';

/** Keys as they were typed, pasted or read; any part may still be missing. */
export interface TypedKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  /** Only for temporary keys, else empty. */
  readonly sessionToken: Secret;
}

export const noKeys: TypedKeys = {
  accessKeyId: '',
  secretAccessKey: new Secret(''),
  sessionToken: new Secret(''),
};

/** A fault in one part of the keys, as a sentence. */
export interface KeyFault {
  /** Its name in an answers file. */
  readonly answer: keyof TypedKeys;
  readonly text: string;
}

/** The prefixes of IAM's other ids, which are mistaken for access keys. Source: "IAM identifiers" of the IAM user guide. */
const otherIds: Readonly<Record<string, string>> = {
  AIDA: 'a user',
  AROA: 'a role',
  AGPA: 'a group',
  ANPA: 'a managed policy',
  AIPA: 'an instance profile',
  ASCA: 'a certificate',
};

/**
 * Checks keys without AWS. AWS's own have 16 to 128 letters, digits and `_`, in practice 20, and a secret of 40
 * characters of base64. Other clouds invent their own, so for those only what could not be sent is refused.
 *
 * @param strict false for an endpoint other than AWS's
 */
export function keyFaults(keys: TypedKeys, strict: boolean): KeyFault[] {
  const { accessKeyId: id } = keys;
  const secret = keys.secretAccessKey.reveal();
  const token = keys.sessionToken.reveal();
  const faults: (KeyFault | undefined)[] = [
    idFault(id, strict),
    secretFault(secret, id, strict),
    /[^\u0021-\u007e]/.test(token) ? fault('sessionToken', 'The session token holds a blank.') : undefined,
    id.startsWith('ASIA') && token === ''
      ? fault('sessionToken', 'Keys with ASIA are temporary: they need their session token.')
      : undefined,
    id.startsWith('AKIA') && token !== ''
      ? fault('sessionToken', 'Keys with AKIA are lasting: they have no session token.')
      : undefined,
  ];
  return faults.filter((each) => each !== undefined);
}

const fault = (answer: KeyFault['answer'], text: string): KeyFault => ({ answer, text });

function idFault(id: string, strict: boolean): KeyFault | undefined {
  if (id === '') return fault('accessKeyId', 'The access key id is missing.');
  const placeholder = /^<.*>$|^YOUR_|^EXAMPLE$/i.test(id);
  if (placeholder) return fault('accessKeyId', 'That is the placeholder from a manual.');
  const other = strict ? otherIds[id.slice(0, 4)] : undefined;
  if (other) return fault('accessKeyId', `That is the id of ${other}; keys begin with AKIA or ASIA.`);
  if (strict ? !/^\w{16,128}$/.test(id) : !/^[\w.-]{1,128}$/.test(id))
    return fault(
      'accessKeyId',
      /^[A-Za-z0-9/+=]{40}$/.test(id)
        ? 'That looks like the secret; the id has 20 characters.'
        : 'The id has 16 to 128 letters and digits, mostly 20.',
    );
  return undefined;
}

function secretFault(secret: string, id: string, strict: boolean): KeyFault | undefined {
  if (secret === '') return fault('secretAccessKey', 'The secret access key is missing.');
  if (secret === id) return fault('secretAccessKey', 'That is the access key id again.');
  if (/[^\u0021-\u007e]/.test(secret))
    return fault('secretAccessKey', 'The secret holds no blanks and no letters with accents.');
  if (!strict) return undefined;
  if (secret.length !== 40)
    return fault('secretAccessKey', `The secret has 40 characters; this has ${numeral(secret.length)}.`);
  return /^[A-Za-z0-9/+=]+$/.test(secret)
    ? undefined
    : fault('secretAccessKey', 'The secret holds letters, digits, / + and = only.');
}

/** An access key in the form of the AWS CLI: its last four characters. */
export function maskedKey(accessKeyId: string): string {
  return `${'*'.repeat(16)}${accessKeyId.slice(-4)}`;
}
