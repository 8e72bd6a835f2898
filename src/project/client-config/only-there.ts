import { asObject, type JsonObject, member, setMember } from '../json-text.ts';

/** New contents of a file, including the values that only the file had. */
export interface WithOnlyThere {
  readonly whole: JsonObject;
  /** Paths of the values that only the file has: `oauth.domain`, `aws_cloud_logic_custom.orders`. */
  readonly paths: readonly string[];
}

export interface OnlyThereInput {
  /** Current contents of the file. */
  readonly had: JsonObject;
  /** What the previous backend gives: values in the same place came from there and are removed. */
  readonly before: JsonObject;
  /** Whether a top-level key is the user's own: it is always kept, and not listed in `paths`. */
  readonly isOwn: (key: string) => boolean;
  /** False: values that only the file has are listed, but left out. */
  readonly keep: boolean;
}

/**
 * Adds the values that only the file has. A value that the backend lacks has not necessarily been removed from the
 * backend: a user may have added it.
 */
export function withOnlyThere(made: JsonObject, { had, before, isOwn, keep }: OnlyThereInput): WithOnlyThere {
  const paths: string[] = [];
  const merged = (
    there: JsonObject,
    now: JsonObject,
    old: JsonObject | undefined,
    at: string,
  ): JsonObject => {
    const whole: Record<string, unknown> = { ...now };
    for (const [key, value] of Object.entries(there)) {
      const own = at === '' && isOwn(key);
      const path = at === '' ? key : `${at}.${key}`;
      const counterpart = member(now, key);
      if (counterpart === undefined) {
        const rest = own ? value : unexplained(value, member(old, key));
        if (rest === undefined) continue;
        if (!own) paths.push(path);
        if (own || keep) setMember(whole, key, rest);
      } else setMember(whole, key, both(value, counterpart, member(old, key), path));
    }
    return whole;
  };
  const both = (there: unknown, now: unknown, old: unknown, path: string): unknown => {
    const [inner, outer] = [asObject(there), asObject(now)];
    if (inner && outer) return merged(inner, outer, asObject(old), path);
    const [items, others] = [named(there), named(now)];
    if (!items || !others) return now;
    const known = named(old) ?? new Map();
    const more = [...items].filter(([name]) => !others.has(name) && !known.has(name));
    paths.push(...more.map(([name]) => `${path}.${name}`));
    return keep ? [...others.values(), ...more.map(([, item]) => item)] : now;
  };
  return { whole: merged(had, plain(made), plain(before), ''), paths };
}

/** The part of a value that the previous backend does not account for; undefined if there is none. */
function unexplained(value: unknown, before: unknown): unknown {
  const object = asObject(value);
  if (object) {
    const rest = Object.entries(object).flatMap(([key, inner]) => {
      const left = unexplained(inner, member(asObject(before), key));
      return left === undefined ? [] : [[key, left] as const];
    });
    return rest.length === 0 ? undefined : Object.fromEntries(rest);
  }
  if (before !== undefined || value === null || value === '') return undefined;
  return Array.isArray(value) && value.length === 0 ? undefined : value;
}

/** The items of a list whose items have names; undefined for anything else. */
function named(value: unknown): Map<string, unknown> | undefined {
  if (!Array.isArray(value)) return undefined;
  const items = value.map((item) => {
    const object = asObject(item);
    const name = member(object, 'name') ?? member(object, 'tableName');
    return typeof name === 'string' ? ([name, item] as const) : undefined;
  });
  return items.every((item) => item !== undefined) ? new Map(items) : undefined;
}

/** As it reads back from a file: without undefined members. */
function plain(config: JsonObject): JsonObject {
  return asObject(JSON.parse(JSON.stringify(config))) ?? {};
}
