import { asRecord } from '../core/json-values.ts';
import { ownMember } from '../core/own-member.ts';
import type { ExpectedResource } from './progress/model.ts';

/**
 * The resources of a template in its order, each with its dependencies: DependsOn, Ref, Fn::GetAtt and the names in
 * Fn::Sub.
 *
 * @param templateBody JSON, or YAML with or without CloudFormation's short tags (`!Ref`)
 * @returns none for a text that is not a template: resources then appear when AWS first reports them
 */
export async function expectedResources(templateBody: string): Promise<ExpectedResource[]> {
  const resources = await resourcesOf(templateBody);
  const ids = new Set(Object.keys(resources));
  return Object.entries(resources).flatMap(([logicalId, resource]) => {
    const type = field(resource, 'Type');
    if (typeof type !== 'string') return [];
    const found = new Set<string>();
    collectReferences(resource, found);
    for (const id of [field(resource, 'DependsOn')].flat()) if (typeof id === 'string') found.add(id);
    const dependsOn = [...found].filter((id) => id !== logicalId && ids.has(id));
    return [{ logicalId, type, dependsOn }];
  });
}

/** A resource in a template. */
export interface TemplateResource {
  readonly type: string;
  /** Whether it stays in the account when the stack is deleted. */
  readonly retained: boolean;
}

/**
 * A template's resources, by logical id.
 *
 * @param templateBody as for {@link expectedResources}
 */
export async function templateResources(
  templateBody: string,
): Promise<ReadonlyMap<string, TemplateResource>> {
  return new Map(
    Object.entries(await resourcesOf(templateBody)).flatMap(([logicalId, resource]) => {
      const type = field(resource, 'Type');
      // In a stack that was once complete, RetainExceptOnCreate means the same as Retain.
      const policy = field(resource, 'DeletionPolicy');
      const retained = policy === 'Retain' || policy === 'RetainExceptOnCreate';
      return typeof type === 'string' ? [[logicalId, { type, retained }] as const] : [];
    }),
  );
}

async function resourcesOf(templateBody: string): Promise<Readonly<Record<string, unknown>>> {
  const template = templateBody.trimStart().startsWith('{')
    ? fromJson(templateBody)
    : (await import('./yaml-template.ts')).readYamlTemplate(templateBody);
  const resources = field(template, 'Resources');
  return asRecord(resources) ?? {};
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}

/** Collects the names that a value refers to, including parameters; the caller knows which are resources. */
function collectReferences(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value) collectReferences(item, found);
    return;
  }
  const record = asRecord(value);
  if (!record) return;
  for (const [key, inner] of Object.entries(record)) {
    if (key === 'Ref' && typeof inner === 'string') found.add(inner);
    else if (key === 'Fn::GetAtt') addGetAtt(inner, found);
    else if (key === 'Fn::Sub') addSub(inner, found);
    else collectReferences(inner, found);
  }
}

function addGetAtt(value: unknown, found: Set<string>): void {
  const id = Array.isArray(value) ? value[0] : typeof value === 'string' ? value.split('.')[0] : undefined;
  if (typeof id === 'string') found.add(id);
}

function addSub(value: unknown, found: Set<string>): void {
  const [text, variables] = Array.isArray(value) ? value : [value];
  const own = asRecord(variables) ?? {};
  collectReferences(own, found);
  if (typeof text !== 'string') return;
  // `${!Literal}` is text, and a variable of this Sub shadows a resource of the same name.
  for (const [, name = ''] of text.matchAll(/\$\{([^!}][^}]*)\}/g)) {
    const id = name.trim().split('.')[0];
    if (id && !Object.hasOwn(own, name.trim())) found.add(id);
  }
}

function field(value: unknown, name: string): unknown {
  return ownMember(asRecord(value), name);
}
