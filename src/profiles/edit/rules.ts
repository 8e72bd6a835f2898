import { Problem } from '../../core/problem.ts';
import { capitalised, clip, numeral, plainText } from '../../core/text.ts';

/**
 * What may be written into the shared files: only what every known dialect of them (the cross-SDK grammar, the SDKs for
 * JavaScript and Go, the AWS CLI) reads alike. The parser accepts more; see grammar.ts.
 */

const writableName = /^[A-Za-z0-9_][A-Za-z0-9_.@%+:/-]*$/;
/** In characters. No tool has a limit; anything longer was pasted by mistake. */
const longestName = 255;
const writableKey = /^[a-z][a-z0-9_]*$/;

/** Properties of every object: the SDK for JavaScript loses a section of such a name, or writes onto the object itself. */
export const inheritedNames: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Why a profile cannot have this name, as a short clause; undefined when it can. */
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

/** Why a setting cannot have this value, as a short clause without the value; undefined when it can. */
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

/** Why a setting cannot have this name, as a short clause; undefined when it can. */
export function keyFault(key: string): string | undefined {
  return writableKey.test(key) ? undefined : 'a setting is named in small letters, digits and _';
}

/** How messages name a file that is being edited. */
export interface EditedFileName {
  /** For example `~/.aws/config`. */
  readonly label: string;
  /** Converts a line number as parsed to that in the file; absent when they are the same. */
  readonly lineInFile?: (line: number) => number;
}

/** The refusal of an edit that could harm the file. @param read the faulty lines as parsed, 1-based */
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

/** The refusal of a name, a setting or a value that the user gave. */
export function refusedEdit(what: string, why: string, next: string): Problem {
  return new Problem({ code: 'PROFILE_EDIT_UNSAFE', what, why: `${capitalised(why)}.`, next });
}

/** A name from a file or from the user, safe to show. */
export function shownName(name: string): string {
  return clip(plainText(name), 60);
}
