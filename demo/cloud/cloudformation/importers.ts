import { ServiceError } from '../errors.ts';
import type { CloudState } from '../state.ts';
import { importCalls } from './imports.ts';
import { resolve, type Scope } from './intrinsics.ts';
import { scopeOf, templateOf } from './scope.ts';
import type { StackState } from './stack-state.ts';

/** The names of the stacks that import an export of this stack, in the order they were made. */
export function importersOf(state: CloudState, stack: StackState, exportName: string): string[] {
  return importingStacks(state, stack.accountId, stack.region, exportName)
    .filter(({ id }) => id !== stack.id)
    .map(({ name }) => name);
}

/** The stacks of an account and region that import this name. */
export function importingStacks(
  state: CloudState,
  accountId: string,
  region: string,
  exportName: string,
): StackState[] {
  return state.stacks.filter(
    (other) =>
      other.accountId === accountId &&
      other.region === region &&
      !['DELETE_COMPLETE', 'ROLLBACK_COMPLETE', 'REVIEW_IN_PROGRESS'].includes(other.status) &&
      importedNames(state, other).includes(exportName),
  );
}

/** The names that a stack imports, as far as they can be resolved. */
function importedNames(state: CloudState, stack: StackState): string[] {
  const scope = scopeOf(state, stack);
  const { resources, outputs } = templateOf(stack);
  const calls = [
    ...resources.map(({ properties }) => properties),
    ...outputs.map(({ value }) => value),
  ].flatMap(importCalls);
  return calls.flatMap((call) => nameOf(call['Fn::ImportValue'], scope) ?? []);
}

function nameOf(argument: unknown, scope: Scope): string | undefined {
  try {
    const name = resolve(argument, scope);
    return typeof name === 'string' ? name : undefined;
  } catch (error) {
    if (error instanceof ServiceError) return undefined;
    throw error;
  }
}
