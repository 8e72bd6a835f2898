import { isDeepStrictEqual } from 'node:util';
import { ServiceError } from '../errors.ts';
import type { CloudState } from '../state.ts';
import type { XmlValue } from '../xml.ts';
import { type Reference, referencesIn, resolve } from './intrinsics.ts';
import { providerOf } from './resources/registry.ts';
import { scopeOf, templateOf } from './scope.ts';
import type { ResourceState, StackState } from './stack-state.ts';
import type { TemplateResource } from './template.ts';
import { type Draft, withDraft } from './update-draft.ts';

type Fields = { [name: string]: XmlValue };

/** A property that changes, and why. */
interface PropertyChange {
  name: string;
  recreates: boolean;
  /** The changing value that it refers to; absent if the change comes from the template or a parameter. */
  because?: Reference & { sure: boolean };
}

/** What a draft would do to each resource of a stack, as in DescribeChangeSet, in the order of their names. */
export function plannedChanges(state: CloudState, stack: StackState, draft: Draft): Fields[] {
  const drafted = withDraft(stack, draft);
  const wanted = templateOf(drafted).resources;
  const there = new Map(
    stack.resources
      .filter(({ physicalId, phase }) => physicalId !== undefined && phase !== 'gone')
      .map((resource) => [resource.logicalId, resource]),
  );
  const changed = new Map<string, PropertyChange[]>();
  // Whatever refers to something that changes may change itself, so repeat until nothing new is found.
  for (let found = true; found; ) {
    found = false;
    for (const resource of wanted) {
      const old = there.get(resource.logicalId);
      if (old === undefined) continue;
      const changes = propertyChanges(state, drafted, old, resource, changed);
      if (changes.length === (changed.get(resource.logicalId)?.length ?? 0)) continue;
      changed.set(resource.logicalId, changes);
      found = true;
    }
  }
  const views = [
    ...wanted.flatMap(({ logicalId, type }): Fields[] => {
      const old = there.get(logicalId);
      if (old === undefined) return [changeView('Add', logicalId, type, {})];
      const changes = changed.get(logicalId);
      return changes === undefined ? [] : [modification(old, changes)];
    }),
    ...[...there.values()]
      .filter(({ logicalId }) => !wanted.some((resource) => resource.logicalId === logicalId))
      .map(({ logicalId, type, physicalId, deletionPolicy }) =>
        changeView('Remove', logicalId, type, {
          PhysicalResourceId: physicalId,
          PolicyAction: deletionPolicy === 'Delete' ? 'Delete' : 'Retain',
        }),
      ),
  ];
  const nameOf = ({ ResourceChange }: Fields): string => String((ResourceChange as Fields).LogicalResourceId);
  return views.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

function changeView(action: string, logicalId: string, type: string, fields: Fields): Fields {
  return {
    Type: 'Resource',
    ResourceChange: {
      Action: action,
      LogicalResourceId: logicalId,
      ResourceType: type,
      Scope: [],
      Details: [],
      ...fields,
    },
  };
}

function modification(old: ResourceState, changes: readonly PropertyChange[]): Fields {
  const replaces = changes.some(({ recreates }) => recreates);
  const kept = old.updateReplacePolicy === 'Retain';
  return changeView('Modify', old.logicalId, old.type, {
    PhysicalResourceId: old.physicalId,
    Replacement: replaces ? 'True' : 'False',
    ...(replaces && { PolicyAction: kept ? 'ReplaceAndRetain' : 'ReplaceAndDelete' }),
    Scope: ['Properties'],
    Details: changes.map(({ name, recreates, because }) => ({
      Target: {
        Attribute: 'Properties',
        Name: name,
        RequiresRecreation: recreates ? 'Always' : 'Never',
      },
      Evaluation: because === undefined || because.sure ? 'Static' : 'Dynamic',
      ChangeSource:
        because === undefined
          ? 'DirectModification'
          : because.attribute === undefined
            ? 'ResourceReference'
            : 'ResourceAttribute',
      CausingEntity: because && [because.name, because.attribute].filter(Boolean).join('.'),
    })),
  });
}

function propertyChanges(
  state: CloudState,
  drafted: StackState,
  old: ResourceState,
  { type, properties }: TemplateResource,
  changed: ReadonlyMap<string, readonly PropertyChange[]>,
): PropertyChange[] {
  const { replacedBy = [] } = providerOf(type);
  const before = old.properties ?? {};
  const names = [...new Set([...Object.keys(before), ...Object.keys(properties)])].sort();
  return names.flatMap((name): PropertyChange[] => {
    const recreates = replacedBy.includes(name);
    const because = changedReference(properties[name], changed);
    if (because !== undefined) return [{ name, recreates, because }];
    if (isDeepStrictEqual(before[name], knownValue(state, drafted, properties[name]))) return [];
    return [{ name, recreates }];
  });
}

/** The first changing thing that a value refers to: a replaced resource, or a changed attribute. */
function changedReference(
  value: unknown,
  changed: ReadonlyMap<string, readonly PropertyChange[]>,
): PropertyChange['because'] {
  for (const reference of referencesIn(value)) {
    const changes = changed.get(reference.name) ?? [];
    const sure = changes.some(({ recreates }) => recreates);
    if (sure || changes.some(({ name }) => name === reference.attribute)) return { ...reference, sure };
  }
  return undefined;
}

/** A value resolved with what exists now; undefined if it cannot be known yet. */
function knownValue(state: CloudState, drafted: StackState, value: unknown): unknown {
  try {
    const known = resolve({ value }, scopeOf(state, drafted)) as { value?: unknown };
    return known.value === undefined ? undefined : JSON.parse(JSON.stringify(known.value));
  } catch (error) {
    if (error instanceof ServiceError) return undefined;
    throw error;
  }
}
