import { validationError } from '../errors.ts';
import { isObject, own } from '../records.ts';
import { type Reference, referencesIn, resolve, type Scope } from './intrinsics.ts';
import type { Template } from './template.ts';

/**
 * The template for given parameters: without resources and outputs whose condition is false, and with the chosen branch of every
 * Fn::If.
 * @throws ValidationError for conditions that are missing or circular
 */
export function applyConditions(template: Template, scope: Scope): Template {
  const values = new Map<string, boolean>();
  const isTrue = (name: string, way: readonly string[] = []): boolean => {
    const known = values.get(name);
    if (known !== undefined) return known;
    const declared = own(template.conditions, name);
    if (declared === undefined) throw unresolved(name);
    if (way.includes(name)) {
      throw validationError(
        `Template format error: Circular dependency between conditions: [${way.join(', ')}]`,
      );
    }
    const value = evaluate(declared, scope, (other) => isTrue(other, [...way, name]));
    values.set(name, value);
    return value;
  };
  for (const name of Object.keys(template.conditions)) isTrue(name);
  const holds = ({ condition }: { condition?: string }): boolean =>
    condition === undefined || isTrue(condition);
  const choose = (name: string): boolean => {
    if (own(template.conditions, name) !== undefined) return isTrue(name);
    throw validationError(`Template error: unresolved condition dependency ${name} in Fn::If`);
  };
  const resources = template.resources.filter(holds);
  const left = new Set(resources.map(({ logicalId }) => logicalId));
  return {
    ...template,
    resources: resources.map((resource) => ({
      ...resource,
      dependsOn: resource.dependsOn.filter((name) => left.has(name)),
      properties: prune(resource.properties, choose) as Record<string, unknown>,
    })),
    outputs: template.outputs.filter(holds).map((output) => ({
      ...output,
      value: prune(output.value, choose),
      ...(output.exportName !== undefined && { exportName: prune(output.exportName, choose) }),
    })),
  };
}

/** Checks the conditions themselves for any parameters: they may refer to parameters only. */
export function checkConditions(template: Template, isParameter: (reference: Reference) => boolean): void {
  const references = Object.values(template.conditions).flatMap(operandReferences);
  const lost = references.filter((reference) => !isParameter(reference)).map(({ name }) => name);
  if (lost.length > 0) {
    throw validationError(
      `Template format error: Unresolved dependencies [${[...new Set(lost)].join(', ')}]. Cannot reference resources in the Conditions block of the template`,
    );
  }
  for (const { condition } of [...template.resources, ...template.outputs]) {
    if (condition !== undefined && own(template.conditions, condition) === undefined)
      throw unresolved(condition);
  }
}

function operandReferences(value: unknown): Reference[] {
  if (Array.isArray(value)) return value.flatMap(operandReferences);
  if (!isObject(value)) return [];
  const logic = ['Fn::And', 'Fn::Or', 'Fn::Not', 'Fn::Equals'].find((name) => Object.hasOwn(value, name));
  if (logic !== undefined) return operandReferences(value[logic]);
  return Object.hasOwn(value, 'Condition') ? [] : referencesIn(value);
}

function evaluate(value: unknown, scope: Scope, isTrue: (name: string) => boolean): boolean {
  const [name, argument] = isObject(value) ? (Object.entries(value)[0] ?? []) : [];
  const operands: unknown[] = Array.isArray(argument) ? argument : [];
  const each = (): boolean[] => operands.map((operand) => evaluate(operand, scope, isTrue));
  switch (name) {
    case 'Condition':
      if (typeof argument === 'string') return isTrue(argument);
      break;
    case 'Fn::Equals':
      if (operands.length === 2) {
        const [left, right] = operands.map((operand) => resolve(operand, scope));
        return isObject(left) || isObject(right)
          ? JSON.stringify(left) === JSON.stringify(right)
          : String(left) === String(right);
      }
      break;
    case 'Fn::Not':
      if (operands.length === 1) return !each()[0];
      break;
    case 'Fn::And':
    case 'Fn::Or':
      if (operands.length >= 2 && operands.length <= 10) {
        return name === 'Fn::And' ? each().every(Boolean) : each().some(Boolean);
      }
      break;
  }
  if (name === 'Fn::Equals') {
    throw validationError('Template error: every Fn::Equals object requires a list of 2 string parameters.');
  }
  throw validationError(
    'Template error: every condition is Condition, Fn::Equals (2 operands), Fn::Not (1), Fn::And or Fn::Or (2 to 10)',
  );
}

function prune(value: unknown, isTrue: (name: string) => boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => prune(item, isTrue));
  if (!isObject(value)) return value;
  const choice = value['Fn::If'];
  if (choice !== undefined) {
    const [condition, yes, no] = ifArgument(choice);
    return prune(isTrue(condition) ? yes : no, isTrue);
  }
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, prune(item, isTrue)]));
}

function ifArgument(argument: unknown): [condition: string, yes: unknown, no: unknown] {
  if (Array.isArray(argument) && argument.length === 3 && typeof argument[0] === 'string') {
    return [argument[0], argument[1], argument[2]];
  }
  throw validationError(
    'Template error: Fn::If requires a list argument with the first element being a condition',
  );
}

function unresolved(name: string): Error {
  return validationError(`Template format error: Unresolved condition dependency ${name} in the template`);
}
