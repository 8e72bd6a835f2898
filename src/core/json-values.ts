import { jsonFault } from './json-form.ts';

/** A JSON object as keys with unknown values; undefined for anything else, arrays included. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

/** Whether a value is a time in milliseconds since the epoch that a `Date` can hold. Formatting any other would throw. */
export function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 8.64e15;
}

/** Whether a value is a string that is not empty. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** The value of a JSON text, or undefined when it is not valid: we start our own files anew when they are broken. */
export function jsonValue(text: string | undefined): unknown {
  // Some are in a project, where anybody may have put a text that we did not write.
  if (text === undefined || jsonFault(text) !== undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
