/** A version by semver.org 2.0.0; build metadata after `+` is ignored. */
const form =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*))*))?(?:\+[\da-zA-Z-]+(?:\.[\da-zA-Z-]+)*)?$/;
/** In characters: npm's limit. */
const longest = 256;

/** Whether a text is a version. */
export function isVersion(text: string): boolean {
  return text.length <= longest && form.test(text);
}

/**
 * Whether a version comes after another in the order of semver.org: a pre-release comes before its release, and its parts are
 * compared one by one, numbers by value and before words. False when either is not a version.
 */
export function isNewer(version: string, than: string): boolean {
  const one = partsOf(version);
  const other = partsOf(than);
  return one !== undefined && other !== undefined && compared(one, other) > 0;
}

interface Parts {
  readonly numbers: readonly string[];
  /** Those of the pre-release; empty for a release. */
  readonly early: readonly string[];
}

function partsOf(version: string): Parts | undefined {
  const found = isVersion(version) ? form.exec(version) : null;
  return found ? { numbers: found.slice(1, 4), early: found[4]?.split('.') ?? [] } : undefined;
}

function compared(one: Parts, other: Parts): number {
  const numbers = firstDifference(one.numbers, other.numbers);
  if (numbers !== 0) return numbers;
  if (one.early.length === 0 || other.early.length === 0) return other.early.length - one.early.length;
  return firstDifference(one.early, other.early);
}

/** Compares part by part; when one list is the start of the other, the longer one comes later. */
function firstDifference(one: readonly string[], other: readonly string[]): number {
  for (const [at, part] of one.entries()) {
    const beside = other[at];
    if (beside === undefined) return 1;
    if (part !== beside) return comparedParts(part, beside);
  }
  return one.length - other.length;
}

function comparedParts(one: string, other: string): number {
  const [isNumber, isOther] = [one, other].map((part) => /^\d+$/.test(part));
  if (isNumber !== isOther) return isNumber ? -1 : 1;
  // Digits without a leading zero: the longer number is the larger one, however large both are.
  if (isNumber && one.length !== other.length) return one.length - other.length;
  return one < other ? -1 : 1;
}
