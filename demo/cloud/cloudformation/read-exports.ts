import { validationError } from '../errors.ts';
import { type QueryAction, requiredText } from '../query-protocol.ts';
import { exportsOf } from './exports.ts';
import { importingStacks } from './importers.ts';
import { pageOf } from './pages.ts';

/** ListExports: every export of the account in the region. */
export const listExports: QueryAction = {
  parameters: ['NextToken'],
  run(call, cloud) {
    const all = exportsOf(cloud.state, call.principal.accountId, call.region).map((entry, number) => ({
      ...entry,
      number,
    }));
    const { page, nextToken } = pageOf(call, all, ({ number }) => number, cloud.pageSize);
    return {
      Exports: page.map(({ name, value, stack }) => ({
        ExportingStackId: stack.id,
        Name: name,
        Value: value,
      })),
      NextToken: nextToken,
    };
  },
};

/** ListImports: the names of the stacks that import an export. */
export const listImports: QueryAction = {
  parameters: ['ExportName', 'NextToken'],
  run(call, cloud) {
    const name = requiredText(call, 'ExportName');
    const { accountId } = call.principal;
    if (!exportsOf(cloud.state, accountId, call.region).some((entry) => entry.name === name)) {
      throw validationError(`Export '${name}' does not exist.`);
    }
    const stacks = importingStacks(cloud.state, accountId, call.region, name);
    if (stacks.length === 0) throw validationError(`Export '${name}' is not imported by any stack.`);
    const numberOf = ({ id }: { id: string }): number => cloud.state.stacks.findIndex((one) => one.id === id);
    const { page, nextToken } = pageOf(call, stacks, numberOf, cloud.pageSize);
    return { Imports: page.map((stack) => stack.name), NextToken: nextToken };
  },
};
