import { ServiceError } from '../errors.ts';
import { isObject } from '../records.ts';
import { resolve, type Scope } from './intrinsics.ts';
import type { Template } from './template.ts';

/** What is wrong with the imports of a template, in CloudFormation's words; undefined if every export exists. */
export function importProblem(template: Template, scope: Scope): string | undefined {
  const calls = template.resources.flatMap(({ properties }) => importCalls(properties));
  try {
    for (const call of calls) resolve(call, scope);
    return undefined;
  } catch (error) {
    if (error instanceof ServiceError) return error.message;
    throw error;
  }
}

/** Every Fn::ImportValue in a value of a template. */
export function importCalls(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(importCalls);
  if (!isObject(value)) return [];
  return Object.hasOwn(value, 'Fn::ImportValue') ? [value] : Object.values(value).flatMap(importCalls);
}
