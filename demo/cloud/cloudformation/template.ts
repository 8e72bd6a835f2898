import { notImplemented, validationError } from '../errors.ts';
import { isObject, own } from '../records.ts';
import type { DeletionPolicy } from './stack-state.ts';
import { readTemplateText } from './template-text.ts';

/** A parsed template, not yet checked against what the cloud can make. */
export interface Template {
  version?: string;
  description?: string;
  parameters: TemplateParameter[];
  conditions: Record<string, unknown>;
  mappings: Record<string, unknown>;
  metadata?: unknown;
  resources: TemplateResource[];
  outputs: TemplateOutput[];
}

export interface TemplateParameter {
  name: string;
  type: string;
  defaultValue?: string;
  noEcho: boolean;
  description?: string;
  allowedValues?: string[];
  allowedPattern?: string;
  minLength?: number;
  maxLength?: number;
  minValue?: number;
  maxValue?: number;
  constraintDescription?: string;
}

export interface TemplateResource {
  logicalId: string;
  type: string;
  properties: Record<string, unknown>;
  /** The logical ids in DependsOn. */
  dependsOn: string[];
  condition?: string;
  deletionPolicy: DeletionPolicy;
  updateReplacePolicy: 'Delete' | 'Retain';
  metadata?: unknown;
  /** True if the template sets a DeletionPolicy, which an import requires. */
  saysDeletionPolicy: boolean;
}

interface TemplateOutput {
  name: string;
  value: unknown;
  description?: string;
  exportName?: unknown;
  condition?: string;
}

const SECTIONS = [
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Conditions',
  'Mappings',
  'Resources',
  'Outputs',
];
const SECTIONS_TO_COME = ['Rules', 'Transform', 'Hooks'];
const RESOURCE_MEMBERS = [
  'Type',
  'Properties',
  'DependsOn',
  'DeletionPolicy',
  'UpdateReplacePolicy',
  'Metadata',
  'Condition',
];
const RESOURCE_MEMBERS_TO_COME = ['CreationPolicy', 'UpdatePolicy'];
const PARAMETER_MEMBERS = [
  'Type',
  'Default',
  'NoEcho',
  'Description',
  'AllowedValues',
  'AllowedPattern',
  'MinLength',
  'MaxLength',
  'MinValue',
  'MaxValue',
  'ConstraintDescription',
];
const LOGICAL_ID = /^[A-Za-z0-9]{1,255}$/;

/** Parses a template. @throws ValidationError in CloudFormation's words, or NotImplemented for sections that are missing here */
export function readTemplate(text: string): Template {
  const root = readTemplateText(text);
  refuseNull(root, '');
  const names = Object.keys(root);
  const toCome = names.find((name) => SECTIONS_TO_COME.includes(name));
  if (toCome !== undefined) throw notImplemented(`the template section ${toCome}`);
  const unknown = names.filter((name) => !SECTIONS.includes(name));
  if (unknown.length > 0)
    throw validationError(`Invalid template property or properties [${unknown.join(', ')}]`);
  const version = root.AWSTemplateFormatVersion;
  if (version !== undefined && version !== '2010-09-09') {
    throw validationError('Template format error: unsupported value for AWSTemplateFormatVersion.');
  }
  const description = root.Description;
  if (
    description !== undefined &&
    (typeof description !== 'string' || Buffer.byteLength(description) > 1024)
  ) {
    throw validationError("Template format error: 'Description' length is greater than 1024.");
  }
  const resources = members(root, 'Resources').map(([name, value]) => readResource(name, value));
  if (resources.length === 0) {
    throw validationError('Template format error: At least one Resources member must be defined.');
  }
  return {
    ...(version !== undefined && { version }),
    ...(description !== undefined && { description }),
    parameters: members(root, 'Parameters').map(([name, value]) => readParameter(name, value)),
    conditions: Object.fromEntries(members(root, 'Conditions')),
    mappings: readMappings(root),
    ...(root.Metadata !== undefined && { metadata: root.Metadata }),
    resources,
    outputs: members(root, 'Outputs').map(([name, value]) => readOutput(name, value)),
  };
}

/** Throws ValidationError at the first null of a template, with its path. */
function refuseNull(value: unknown, path: string): void {
  if (value === null) throw validationError(`[${path}] 'null' values are not allowed in templates`);
  if (typeof value !== 'object') return;
  for (const [name, item] of Object.entries(value)) refuseNull(item, `${path}/${name}`);
}

/** The singular of each section's name. */
const SINGULAR: Record<string, string> = {
  Resources: 'Resource',
  Parameters: 'Parameter',
  Conditions: 'Condition',
  Mappings: 'Mapping',
  Outputs: 'Output',
};

function members(root: Record<string, unknown>, section: string): [string, Record<string, unknown>][] {
  const value = own(root, section);
  if (value === undefined) return [];
  const notObject = validationError(`Template format error: Any ${section} member must be an object.`);
  if (!isObject(value)) throw notObject;
  return Object.entries(value).map(([name, member]) => {
    if (!LOGICAL_ID.test(name)) {
      throw validationError(`Template format error: ${SINGULAR[section]} name ${name} is non alphanumeric.`);
    }
    if (isObject(member)) return [name, member];
    throw section === 'Mappings'
      ? validationError(`Template format error: Every Mappings member ${name} must be a map`)
      : notObject;
  });
}

/** Mappings have two levels of keys, and values without functions. */
function readMappings(root: Record<string, unknown>): Record<string, unknown> {
  const mappings = members(root, 'Mappings');
  for (const [key, entry] of mappings.flatMap(([, mapping]) => Object.entries(mapping))) {
    if (!isObject(entry)) {
      throw validationError(`Template format error: Every Mappings member ${key} must be a map`);
    }
    if (Object.values(entry).some(isNotMappable)) {
      throw validationError('Template format error: Every Mappings attribute must be a String or a List.');
    }
  }
  return Object.fromEntries(mappings);
}

function isNotMappable(value: unknown): boolean {
  return Array.isArray(value) ? value.some((item) => typeof item === 'object') : typeof value === 'object';
}

function readResource(logicalId: string, value: Record<string, unknown>): TemplateResource {
  for (const name of Object.keys(value)) {
    if (RESOURCE_MEMBERS_TO_COME.includes(name)) throw notImplemented(`the resource attribute ${name}`);
    if (!RESOURCE_MEMBERS.includes(name))
      throw validationError(`Invalid template resource property '${name}'`);
  }
  const { Type: type, Properties: properties = {}, DependsOn: dependsOn = [] } = value;
  if (typeof type !== 'string') {
    throw validationError(
      `Template format error: [/Resources/${logicalId}] Every Resources object must contain a Type member.`,
    );
  }
  if (!isObject(properties)) {
    throw validationError(`Template format error: [/Resources/${logicalId}/Properties] must be an object.`);
  }
  const needs = Array.isArray(dependsOn) ? dependsOn : [dependsOn];
  if (!needs.every((need): need is string => typeof need === 'string')) {
    throw validationError('Template format error: DependsOn must be a string or list of strings.');
  }
  return {
    logicalId,
    type,
    properties,
    dependsOn: needs,
    deletionPolicy: readDeletionPolicy(value),
    updateReplacePolicy: readReplacePolicy(value),
    saysDeletionPolicy: value.DeletionPolicy !== undefined,
    ...(value.Metadata !== undefined && { metadata: value.Metadata }),
    ...optionalText('condition', value.Condition),
  };
}

function readDeletionPolicy(value: Record<string, unknown>): DeletionPolicy {
  const policy = value.DeletionPolicy ?? 'Delete';
  if (policy === 'Delete' || policy === 'Retain' || policy === 'RetainExceptOnCreate') return policy;
  throw validationError(`Template format error: Unrecognized DeletionPolicy ${String(policy)}`);
}

function readReplacePolicy({ UpdateReplacePolicy: policy = 'Delete' }: Record<string, unknown>) {
  if (policy === 'Delete' || policy === 'Retain') return policy;
  throw validationError(`Template format error: Unrecognized UpdateReplacePolicy ${String(policy)}`);
}

function readParameter(name: string, value: Record<string, unknown>): TemplateParameter {
  const unknown = Object.keys(value).find((member) => !PARAMETER_MEMBERS.includes(member));
  if (unknown !== undefined) throw validationError(`Invalid template parameter property '${unknown}'`);
  const type = value.Type;
  if (typeof type !== 'string') {
    throw validationError(
      `Template format error: [/Parameters/${name}] Every Parameters object must contain a Type member.`,
    );
  }
  const allowedValues = value.AllowedValues;
  return {
    name,
    type,
    noEcho: String(value.NoEcho ?? false) === 'true',
    ...(Array.isArray(allowedValues) && { allowedValues: allowedValues.map(String) }),
    ...optionalText('defaultValue', value.Default),
    ...optionalText('description', value.Description),
    ...optionalText('allowedPattern', value.AllowedPattern),
    ...optionalText('constraintDescription', value.ConstraintDescription),
    ...optionalNumber('minLength', value.MinLength),
    ...optionalNumber('maxLength', value.MaxLength),
    ...optionalNumber('minValue', value.MinValue),
    ...optionalNumber('maxValue', value.MaxValue),
  };
}

function optionalText<Name extends string>(name: Name, value: unknown): { [Key in Name]?: string } {
  return value === undefined ? {} : ({ [name]: String(value) } as { [Key in Name]?: string });
}

function optionalNumber<Name extends string>(name: Name, value: unknown): { [Key in Name]?: number } {
  return value === undefined ? {} : ({ [name]: Number(value) } as { [Key in Name]?: number });
}

function readOutput(name: string, value: Record<string, unknown>): TemplateOutput {
  const unknown = Object.keys(value).find(
    (member) => !['Value', 'Description', 'Export', 'Condition'].includes(member),
  );
  if (unknown !== undefined) throw validationError(`Invalid template output property '${unknown}'`);
  if (value.Value === undefined) {
    throw validationError(`Template format error: Every Outputs member must contain a Value object`);
  }
  const exported = value.Export;
  const exportName = isObject(exported) ? exported.Name : undefined;
  if (exported !== undefined && exportName === undefined) {
    throw validationError(`Template format error: Output ${name} is malformed. The Export must have a Name.`);
  }
  return {
    name,
    value: value.Value,
    ...optionalText('description', value.Description),
    ...(exportName !== undefined && { exportName }),
    ...optionalText('condition', value.Condition),
  };
}
