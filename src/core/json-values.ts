import { jsonFault } from './json-form.ts';

/** A JSON object as what it is: keys with unknown values. Undefined for anything else, arrays included. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

/** Whether a value is a moment: milliseconds since the epoch that a date can hold. Others make every use of them throw. */
export function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 8.64e15;
}

/** A string that says something. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** The value of a JSON text, or undefined when it is none: our own files are started anew when they are broken. */
export function jsonValue(text: string | undefined): unknown {
  // Some lie in a project, and a text that is no JSON is none that we wrote.
  if (text === undefined || jsonFault(text) !== undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
