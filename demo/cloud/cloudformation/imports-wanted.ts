import { isDeepStrictEqual } from 'node:util';
import { validationError } from '../errors.ts';
import type { QueryCall } from '../query-protocol.ts';
import { isObject } from '../records.ts';
import type { CloudState } from '../state.ts';
import { findProvider } from './resources/registry.ts';
import { templateOf } from './scope.ts';
import type { ChangeSetState, StackState } from './stack-state.ts';
import { type Draft, withDraft } from './update-draft.ts';

export type WantedImport = ChangeSetState['imports'][number];

/** The ResourcesToImport of a call. @throws ValidationError for an incomplete entry */
export function wantedImports({ parameters }: QueryCall): WantedImport[] {
  const list = Array.isArray(parameters.ResourcesToImport) ? parameters.ResourcesToImport : [];
  return list.map((entry) => {
    const {
      ResourceType: type,
      LogicalResourceId: logicalId,
      ResourceIdentifier: given,
    } = isObject(entry) ? entry : {};
    const identifier = mapOf(given);
    if (typeof type !== 'string' || typeof logicalId !== 'string' || Object.keys(identifier).length === 0) {
      throw validationError(
        'ResourcesToImport: every entry has a ResourceType, a LogicalResourceId and a ResourceIdentifier',
      );
    }
    return { logicalId, type, identifier };
  });
}

/** A map of the Query protocol: entry.1.key, entry.1.value, and so on. */
function mapOf(value: unknown): Record<string, string> {
  const entries = isObject(value) && isObject(value.entry) ? Object.values(value.entry) : [];
  return Object.fromEntries(
    entries.filter(isObject).map(({ key, value: item }) => [String(key), String(item)]),
  );
}

/**
 * Checks that a draft only imports these resources, as CloudFormation does before it makes the change set. Throws
 * ValidationError.
 */
export function checkImport(
  state: CloudState,
  stack: StackState,
  draft: Draft,
  wanted: readonly WantedImport[],
): void {
  const template = templateOf(withDraft(stack, draft));
  const there = stack.resources.filter(({ physicalId }) => physicalId !== undefined);
  const isThere = (name: string): boolean => there.some(({ logicalId }) => logicalId === name);
  const names = template.resources.map(({ logicalId }) => logicalId);
  refuse(
    wanted
      .filter(({ logicalId }) => !names.includes(logicalId) || isThere(logicalId))
      .map(({ logicalId }) => logicalId),
    (list) => `Resources [${list}] in ResourcesToImport are not new in the template`,
  );
  refuse(
    names.filter((name) => !isThere(name) && !wanted.some(({ logicalId }) => logicalId === name)),
    (list) => `As part of the import operation, you cannot modify or add [${list}]`,
  );
  refuse(
    there.map(({ logicalId }) => logicalId).filter((name) => !names.includes(name)),
    (list) => `As part of the import operation, you cannot remove [${list}]`,
  );
  if (there.length > 0) checkUnchanged(stack, draft);
  refuse(
    template.resources
      .filter(({ logicalId, saysDeletionPolicy }) => !isThere(logicalId) && !saysDeletionPolicy)
      .map(({ logicalId }) => logicalId),
    (list) => `All resources to import must have a DeletionPolicy in the template: [${list}]`,
  );
  for (const one of wanted)
    checkWanted(
      state,
      stack,
      one,
      template.resources.find(({ logicalId }) => logicalId === one.logicalId)?.type,
    );
}

function refuse(names: readonly string[], sentence: (list: string) => string): void {
  if (names.length > 0) throw validationError(sentence(names.join(', ')));
}

function checkUnchanged(stack: StackState, draft: Draft): void {
  const before = templateOf(stack);
  const after = templateOf(withDraft(stack, draft));
  const changed = before.resources
    .filter(({ logicalId, properties }) => {
      const now = after.resources.find((resource) => resource.logicalId === logicalId);
      return now !== undefined && !isDeepStrictEqual(now.properties, properties);
    })
    .map(({ logicalId }) => logicalId);
  if (!isDeepStrictEqual(before.outputs, after.outputs)) changed.push('Outputs');
  refuse(changed, (list) => `As part of the import operation, you cannot modify or add [${list}]`);
}

function checkWanted(
  state: CloudState,
  { accountId, region }: StackState,
  { logicalId, type, identifier }: WantedImport,
  declared: string | undefined,
): void {
  if (declared !== type) {
    throw validationError(
      `ResourcesToImport: ${logicalId} is of type ${declared} in the template, not ${type}`,
    );
  }
  const provider = findProvider(type);
  if (provider?.identifier === undefined || provider.find === undefined) {
    throw validationError(`ResourceTypes [${type}] are not supported for Import`);
  }
  const value = identifier[provider.identifier];
  if (value === undefined || Object.keys(identifier).length > 1) {
    throw validationError(
      `The identifier of ${type} is ${provider.identifier}; ${logicalId} gives ${Object.keys(identifier).join(', ')}`,
    );
  }
  const owner = state.stacks.find(
    (other) =>
      other.accountId === accountId &&
      other.region === region &&
      other.status !== 'DELETE_COMPLETE' &&
      other.resources.some(
        (resource) => resource.type === type && resource.physicalId === value && resource.phase !== 'gone',
      ),
  );
  if (owner !== undefined) {
    throw validationError(
      `Resource of type ${type} with identifier ${value} already exists in stack ${owner.id}`,
    );
  }
}
