/**
 * Looks up a key from outside (a logical id, a parameter name) in a plain object without ever finding inherited members: a
 * resource may well be called `constructor`.
 */
export function own<T>(record: { readonly [key: string]: T }, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** True for a JSON object: not null, not a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
