import { validationError } from '../errors.ts';
import type { CloudState } from '../state.ts';
import { exportsOf } from './exports.ts';
import { resolve, scalarText } from './intrinsics.ts';
import { scopeOf, templateOf } from './scope.ts';
import type { StackOutput, StackState } from './stack-state.ts';

/** The outputs of a stack whose resources are complete. @throws ValidationError, for instance for a taken export name */
export function resolveOutputs(state: CloudState, stack: StackState): StackOutput[] {
  const scope = scopeOf(state, stack);
  const taken = new Map(
    exportsOf(state, stack.accountId, stack.region)
      .filter((entry) => entry.stack !== stack)
      .map((entry) => [entry.name, entry.stack.name]),
  );
  return templateOf(stack).outputs.map(({ name, value, description, exportName }) => {
    const output: StackOutput = {
      key: name,
      value: scalarText(resolve(value, scope), `/Outputs/${name}/Value`),
    };
    if (description !== undefined) output.description = description;
    if (exportName !== undefined) {
      const resolvedName = scalarText(resolve(exportName, scope), `/Outputs/${name}/Export/Name`);
      const owner = taken.get(resolvedName);
      if (owner !== undefined) {
        throw validationError(`Export with name ${resolvedName} is already exported by stack ${owner}`);
      }
      taken.set(resolvedName, stack.name);
      output.exportName = resolvedName;
    }
    return output;
  });
}
