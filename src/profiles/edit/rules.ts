import { Problem } from '../../core/problem.ts';
import { capitalised, clip, numeral, plainText } from '../../core/text.ts';

/**
 * What is written into the shared files: only what every known dialect of them (the cross-SDK grammar, the SDKs for
 * JavaScript and Go, the AWS CLI) reads alike. Readers take more than that; see grammar.ts.
 */

const writableName = /^[A-Za-z0-9_][A-Za-z0-9_.@%+:/-]*$/;
/** Characters. No reader has a limit; what is longer was pasted by mistake. */
const longestName = 255;
const writableKey = /^[a-z][a-z0-9_]*$/;

/** Every object has them, so the SDK for JavaScript loses a section of that name or writes onto the object itself. */
export const inheritedNames: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Why a profile cannot get this name, a short clause; undefined when it can. */
export function nameFault(name: string): string | undefined {
  if (name === '') return 'it is empty';
  if (name.length > longestName)
    return `it has ${numeral(name.length)} characters; ${longestName} are the most that are written`;
  if (/\s/.test(name)) return 'it holds white space, which the SDKs do not read in a name';
  if (/^[-.@%+:/]/.test(name)) return 'it begins with a sign; begin with a letter, a digit or _';
  if (!writableName.test(name)) return 'only letters, digits and _ . @ % + : / - are read by every AWS tool';
  if (inheritedNames.has(name)) return 'the SDK for JavaScript cannot read a profile of this name';
  if (name === 'DEFAULT') return 'the AWS CLI gives the settings of DEFAULT to every profile';
  if (/^(?:profile|sso-session|services)\./.test(name))
    return 'the SDK for JavaScript takes it for another section';
  return undefined;
}

/** Why a setting cannot get this value, a short clause that does not hold it; undefined when it can. */
export function valueFault(key: string, value: string): string | undefined {
  if (value === '') return 'it is empty; AWS tools do not agree on what that means';
  if (/[\r\n]/.test(value)) return 'it holds a line break';
  if (/[^ -~]/.test(value)) return 'it holds a character that is not printable ASCII';
  if (value.trim() !== value) return 'it has white space around it';
  if (/^[#;]/.test(value)) return 'it begins with the sign of a comment';
  if (/\s[#;]/.test(value)) return 'some tools read a comment where # or ; follows a space';
  if (/^(["']).*\1$/.test(value) && key !== 'credential_process')
    return 'some tools take away the quotation marks around it';
  return undefined;
}

/** Why there is no such setting, a short clause; undefined when there can be. */
export function keyFault(key: string): string | undefined {
  return writableKey.test(key) ? undefined : 'a setting is named in small letters, digits and _';
}

/** A file that is about to be edited, as texts name it. */
export interface EditedFileName {
  /** As `~/.aws/config`. */
  readonly label: string;
  /** Tells of a line as it was read the number that it has in the file; absent where the two are the same. */
  readonly lineInFile?: (line: number) => number;
}

/** The refusal of an edit that could harm the file. @param read 1-based, the lines that are wrong */
export function unsafeEdit(
  { label, lineInFile = (line) => line }: EditedFileName,
  read: readonly number[],
  why: string,
  next?: string,
): Problem {
  const lines = read.map(lineInFile);
  const numbers = lines.length > 4 ? `${lines.slice(0, 4).join(', ')}, …` : lines.join(', ');
  const where = lines.length === 0 ? '' : ` (line ${numbers})`;
  const file = plainText(label);
  const open = lines[0] === undefined ? file : `${file} at line ${lines[0]}`;
  return new Problem({
    code: 'PROFILE_EDIT_UNSAFE',
    what: `${file} is left as it is: it cannot be edited safely${where}.`,
    why: `${capitalised(why)}.`,
    next: next ?? `Open ${open}, put it right, then try again.`,
  });
}

/** The refusal of a name, a setting or a value that the person gave. */
export function refusedEdit(what: string, why: string, next: string): Problem {
  return new Problem({ code: 'PROFILE_EDIT_UNSAFE', what, why: `${capitalised(why)}.`, next });
}

/** A name of the file or of the person, as a text shows it. */
export function shownName(name: string): string {
  return clip(plainText(name), 60);
}
