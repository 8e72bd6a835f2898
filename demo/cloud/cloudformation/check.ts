import { brokenRule, ServiceError, validationError } from '../errors.ts';
import { checkConditions } from './conditions.ts';
import { cycleMembers } from './graph.ts';
import { checkLookups, type Reference, referencesIn, type Scope } from './intrinsics.ts';
import { findProvider, RESOURCE_TYPES } from './resources/registry.ts';
import { PSEUDO_PARAMETERS } from './scope.ts';
import type { Template, TemplateResource } from './template.ts';

/** The maximum size of a template in the request itself, bytes. */
const TEMPLATE_BODY_LIMIT = 51_200;

/** Throws ValidationError for a template body that is longer than CloudFormation accepts. */
export function checkTemplateLength(body: string): void {
  if (Buffer.byteLength(body) <= TEMPLATE_BODY_LIMIT) return;
  throw brokenRule(
    body,
    'templateBody',
    `Member must have length less than or equal to ${TEMPLATE_BODY_LIMIT}`,
  );
}

/**
 * Checks what CloudFormation checks before it makes anything: resource types, targets of references, attributes, and that the
 * resources can be put in order.
 * @throws ValidationError
 */
export function checkTemplate(template: Template): void {
  const unknownTypes = new Set(
    template.resources.map(({ type }) => type).filter((type) => !findProvider(type)),
  );
  if (unknownTypes.size > 0) {
    throw validationError(
      `Template format error: Unrecognized resource types: [${[...unknownTypes].join(', ')}] (the demo cloud has ${RESOURCE_TYPES.join(', ')})`,
    );
  }
  checkConditions(template, (reference) => isParameter(reference, template));
  checkReferences(template);
  checkOrder(template);
}

/**
 * Checks what depends on parameters: that nothing left refers to a resource that is not made, and that the mappings have
 * what is looked up in them.
 */
export function checkChosen(template: Template, parameters: Scope): void {
  checkReferences(template);
  checkOrder(template);
  checkLookups([template.resources.map(({ properties }) => properties), template.outputs], parameters);
}

function checkOrder(template: Template): void {
  const cycle = cycleMembers(
    new Map(template.resources.map((resource) => [resource.logicalId, dependenciesOf(resource, template)])),
  );
  if (cycle.length > 0) throw validationError(`Circular dependency between resources: [${cycle.join(', ')}]`);
}

function checkReferences(template: Template): void {
  const inResources = template.resources.flatMap(({ properties }) => referencesIn(properties));
  const needs = template.resources.flatMap(({ dependsOn }) => dependsOn.map((name) => ({ name })));
  const resources = new Set(template.resources.map(({ logicalId }) => logicalId));
  const lost = [
    ...inResources.filter((reference) => !leadsSomewhere(reference, template)),
    ...needs.filter(({ name }) => !resources.has(name)),
  ];
  failOnLost(lost, 'Resources');
  const inOutputs = template.outputs.flatMap(({ value, exportName }) => [
    ...referencesIn(value),
    ...referencesIn(exportName),
  ]);
  failOnLost(
    inOutputs.filter((reference) => !leadsSomewhere(reference, template)),
    'Outputs',
  );
  for (const reference of [...inResources, ...inOutputs]) checkAttribute(reference, template);
}

function leadsSomewhere({ name, attribute }: Reference, template: Template): boolean {
  if (template.resources.some(({ logicalId }) => logicalId === name)) return true;
  return isParameter({ name, ...(attribute !== undefined && { attribute }) }, template);
}

function isParameter({ name, attribute }: Reference, template: Template): boolean {
  if (attribute !== undefined) return false;
  return PSEUDO_PARAMETERS.includes(name) || template.parameters.some((parameter) => parameter.name === name);
}

function failOnLost(lost: Reference[], block: 'Resources' | 'Outputs'): void {
  const names = [...new Set(lost.map(({ name }) => name))];
  if (names.length === 0) return;
  const prefix = block === 'Resources' ? 'Template format error: ' : '';
  throw validationError(
    `${prefix}Unresolved resource dependencies [${names.join(', ')}] in the ${block} block of the template`,
  );
}

function checkAttribute({ name, attribute }: Reference, template: Template): void {
  if (attribute === undefined) return;
  const type = template.resources.find(({ logicalId }) => logicalId === name)?.type ?? '';
  const provider = findProvider(type);
  if (provider?.attributes.includes(attribute) === true) return;
  if (provider?.attributePrefix !== undefined && attribute.startsWith(provider.attributePrefix)) return;
  throw validationError(
    `Template error: resource ${name} does not support attribute type ${attribute} in Fn::GetAtt`,
  );
}

/** The logical ids that a resource must wait for: those in DependsOn, and every reference in its properties. */
export function dependenciesOf(resource: TemplateResource, template: Template): string[] {
  const referenced = referencesIn(resource.properties).map(({ name }) => name);
  const resources = new Set(template.resources.map(({ logicalId }) => logicalId));
  return [...new Set([...resource.dependsOn, ...referenced])].filter((name) => resources.has(name));
}

/** The capabilities that a template needs, with the resource types that need them. */
export function neededCapabilities(template: Template): { capabilities: string[]; types: string[] } {
  const needed = template.resources.flatMap(({ type, properties }) => {
    const capability = findProvider(type)?.capability?.(properties);
    return capability === undefined ? [] : [{ capability, type }];
  });
  if (needed.length === 0) return { capabilities: [], types: [] };
  const named = needed.some(({ capability }) => capability === 'CAPABILITY_NAMED_IAM');
  return {
    capabilities: [named ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM'],
    types: [...new Set(needed.map(({ type }) => type))],
  };
}

/** Throws InsufficientCapabilitiesException unless everything needed was acknowledged. */
export function checkCapabilities(template: Template, acknowledged: readonly string[]): void {
  const missing = neededCapabilities(template).capabilities.filter(
    (capability) =>
      !acknowledged.includes(capability) &&
      !(capability === 'CAPABILITY_IAM' && acknowledged.includes('CAPABILITY_NAMED_IAM')),
  );
  if (missing.length === 0) return;
  throw new ServiceError(
    'InsufficientCapabilitiesException',
    `Requires capabilities : [${missing.join(', ')}]`,
  );
}
