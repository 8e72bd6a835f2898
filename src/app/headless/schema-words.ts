import type * as z from 'zod';
import { nearestWord } from '../../core/nearest.ts';

/**
 * What is wrong with a value, to follow its name: `is a number and has to be text`. It does not contain the value, which may be
 * a secret in the wrong place.
 *
 * @param whole the value that the schema checked
 */
export function schemaFault(issue: z.core.$ZodIssue | undefined, whole: unknown): string {
  if (issue?.code === 'custom') return issue.message;
  const value = valueAt(whole, issue?.path ?? []);
  if (issue?.code === 'invalid_value') {
    const values = issue.values.map(String);
    const meant = typeof value === 'string' ? nearestWord(value, values) : undefined;
    const all = values.length > 1 ? `${values.slice(0, -1).join(', ')} or ${values.at(-1)}` : values.join('');
    return `has to be ${all}${meant === undefined ? '' : `; did you mean ${meant}?`}`;
  }
  if (issue?.code === 'too_small') return 'is empty';
  const is = value === null ? 'null' : Array.isArray(value) ? 'a list' : kinds[typeof value];
  const has = issue?.code === 'invalid_type' ? (wanted[issue.expected] ?? 'an object') : 'something else';
  return `is ${is ?? 'missing'} and has to be ${has}`;
}

function valueAt(whole: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    whole,
  );
}

const wanted: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  number: 'a number',
  array: 'a list',
};

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
};
