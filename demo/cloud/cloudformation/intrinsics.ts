import { notImplemented, validationError } from '../errors.ts';
import { isObject, own } from '../records.ts';

/** The target of a Ref, GetAtt or Sub. */
export interface Reference {
  name: string;
  /** Absent for a Ref. */
  attribute?: string;
}

/** Resolves references; undefined for values that are not known. */
export interface Scope {
  ref(name: string): string | string[] | undefined;
  attribute(logicalId: string, attribute: string): string | undefined;
  /** The value in the Mappings section. */
  mapped(map: string, top: string, second: string): unknown;
  /** The value of an export. */
  imported(name: string): string | undefined;
}

/** The value of `Ref: AWS::NoValue`: a property with it is left out. */
const NO_VALUE = Symbol('AWS::NoValue');

interface IntrinsicFunction {
  references(argument: unknown): Reference[];
  evaluate(argument: unknown, scope: Scope): unknown;
}

/** A variable of Fn::Sub: `${Name}`, `${Resource.Attribute}`, or `${!Literal}`. */
const SUB_VARIABLE = /\$\{([^}]*)\}/g;

const FUNCTIONS: Record<string, IntrinsicFunction> = {
  Ref: {
    references: (argument) => [{ name: textArgument('Ref', argument) }],
    evaluate(argument, scope) {
      const name = textArgument('Ref', argument);
      return name === 'AWS::NoValue' ? NO_VALUE : known(scope.ref(name), name);
    },
  },
  'Fn::GetAtt': {
    references: (argument) => [attributeReference(argument)],
    evaluate(argument, scope) {
      const { name, attribute = '' } = attributeReference(argument);
      return known(scope.attribute(name, attribute), `${name}.${attribute}`);
    },
  },
  'Fn::Sub': {
    references(argument) {
      const { text, variables } = subArgument(argument);
      const inText = subVariables(text).filter(({ name }) => !Object.hasOwn(variables, name));
      return [...inText, ...referencesIn(variables)];
    },
    evaluate(argument, scope) {
      const { text, variables } = subArgument(argument);
      return text.replace(SUB_VARIABLE, (_whole, variable: string) => {
        if (variable.startsWith('!')) return `\${${variable.slice(1)}}`;
        const given = own(variables, variable);
        const value =
          given === undefined ? referenceValue(variableReference(variable), scope) : resolve(given, scope);
        return scalarText(value, 'Fn::Sub');
      });
    },
  },
  'Fn::Join': {
    references: (argument) => referencesIn(argument),
    evaluate(argument, scope) {
      const [delimiter, list] = Array.isArray(argument) ? argument : [];
      const items = resolve(list, scope);
      if (typeof delimiter !== 'string' || !Array.isArray(items) || (argument as unknown[]).length !== 2) {
        throw validationError(
          'Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.',
        );
      }
      return items.map((item) => scalarText(item, 'Fn::Join')).join(delimiter);
    },
  },
  'Fn::Select': {
    references: (argument) => referencesIn(selectArgument(argument)),
    evaluate(argument, scope) {
      const [index, list] = selectArgument(argument);
      const items = resolve(list, scope);
      const number = Number(resolve(index, scope));
      if (!Array.isArray(items) || !Number.isInteger(number)) throw validationError(SELECT_ARGUMENT);
      if (number >= 0 && number < items.length) return items[number];
      throw validationError(`Template error: Fn::Select cannot select nonexistent value at index ${number}`);
    },
  },
  'Fn::Split': {
    references: (argument) => referencesIn(splitArgument(argument)),
    evaluate(argument, scope) {
      const [delimiter, source] = splitArgument(argument);
      return scalarText(resolve(source, scope), 'Fn::Split').split(delimiter);
    },
  },
  'Fn::FindInMap': {
    references: (argument) => referencesIn(argument),
    evaluate(argument, scope) {
      const keys = listArgument('Fn::FindInMap', argument, 3).map((key) =>
        scalarText(resolve(key, scope), 'Fn::FindInMap'),
      );
      const [map = '', top = '', second = ''] = keys;
      const value = scope.mapped(map, top, second);
      if (value !== undefined) return value;
      throw validationError(`Template error: Unable to get mapping for ${map}::${top}::${second}`);
    },
  },
  'Fn::ImportValue': {
    references: (argument) => referencesIn(argument),
    evaluate(argument, scope) {
      const name = scalarText(resolve(argument, scope), 'Fn::ImportValue');
      const value = scope.imported(name);
      if (value !== undefined) return value;
      throw validationError(`No export named ${name} found.`);
    },
  },
  'Fn::If': {
    references: (argument) => referencesIn(listArgument('Fn::If', argument, 3).slice(1)),
    evaluate() {
      // conditions.ts has replaced it with the chosen branch.
      throw validationError('Template error: Fn::If cannot be used here');
    },
  },
};

/** Everything that a value of the template refers to, in reading order. @throws on an unknown function */
export function referencesIn(value: unknown): Reference[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isObject(value)) return [];
  const call = functionCall(value);
  if (call !== undefined) return call.function.references(call.argument);
  return Object.values(value).flatMap(referencesIn);
}

/**
 * Evaluates every Fn::FindInMap that depends only on parameters. Others are evaluated when their resource is made.
 * @throws ValidationError for a missing key
 */
export function checkLookups(value: unknown, parameters: Scope): void {
  if (Array.isArray(value)) {
    for (const item of value) checkLookups(item, parameters);
  } else if (isObject(value)) {
    const keys = own(value, 'Fn::FindInMap');
    const isKnown = ({ name, attribute }: Reference): boolean =>
      attribute === undefined && parameters.ref(name) !== undefined;
    if (keys !== undefined && referencesIn(keys).every(isKnown)) resolve(value, parameters);
    else checkLookups(Object.values(value), parameters);
  }
}

/** A value of the template with all its functions evaluated. @throws ValidationError if something is missing */
export function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => resolve(item, scope)).filter((item) => item !== NO_VALUE);
  }
  if (!isObject(value)) return value;
  const call = functionCall(value);
  if (call !== undefined) return call.function.evaluate(call.argument, scope);
  const fields = Object.entries(value).map(([name, item]): [string, unknown] => [name, resolve(item, scope)]);
  return Object.fromEntries(fields.filter(([, item]) => item !== NO_VALUE));
}

/** A text, number or boolean as text. @throws ValidationError, with the place, for anything else */
export function scalarText(value: unknown, place: string): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  throw validationError(`Template error: ${place} must resolve to a string`);
}

function functionCall(
  value: Record<string, unknown>,
): { function: IntrinsicFunction; argument: unknown } | undefined {
  const keys = Object.keys(value);
  const [name] = keys;
  if (name === undefined || keys.length !== 1 || !(name === 'Ref' || name.startsWith('Fn::')))
    return undefined;
  const found = own(FUNCTIONS, name);
  if (found === undefined) throw notImplemented(`the template function ${name}`);
  return { function: found, argument: value[name] };
}

function referenceValue({ name, attribute }: Reference, scope: Scope): unknown {
  if (attribute === undefined) return known(scope.ref(name), name);
  return known(scope.attribute(name, attribute), `${name}.${attribute}`);
}

function known(value: string | string[] | undefined, name: string): string | string[] {
  if (value === undefined) throw validationError(`Template error: ${name} has no value`);
  return value;
}

const SELECT_ARGUMENT =
  'Template error: Fn::Select requires a list argument with two elements: an integer index and a list';

/** Checks the argument of a Select before its functions are evaluated. @throws ValidationError */
function selectArgument(argument: unknown): unknown[] {
  const [index, list] = Array.isArray(argument) && argument.length === 2 ? argument : [];
  const isIndex = isObject(index) || /^\d+$/.test(String(index));
  const isTooFar = Array.isArray(list) && !isObject(index) && Number(index) >= list.length;
  if (isIndex && (isObject(list) || Array.isArray(list)) && !isTooFar) return [index, list];
  throw validationError(SELECT_ARGUMENT);
}

function splitArgument(argument: unknown): [delimiter: string, source: unknown] {
  const [delimiter, source] = Array.isArray(argument) && argument.length === 2 ? argument : [];
  if (typeof delimiter === 'string' && delimiter !== '') return [delimiter, source];
  throw validationError(
    'Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.',
  );
}

function listArgument(name: string, argument: unknown, length: number): unknown[] {
  if (Array.isArray(argument) && argument.length === length) return argument;
  throw validationError(`Template error: every ${name} object requires a list of ${length} values`);
}

function textArgument(name: string, argument: unknown): string {
  if (typeof argument === 'string') return argument;
  throw validationError(`Template format error: Every ${name} object must have a single String value.`);
}

function attributeReference(argument: unknown): Reference {
  const parts = typeof argument === 'string' ? argument.split(/\.(.*)/s, 2) : argument;
  const [name, attribute] = Array.isArray(parts) ? parts : [];
  if (typeof name !== 'string' || typeof attribute !== 'string' || name === '' || attribute === '') {
    throw validationError(
      'Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
    );
  }
  return { name, attribute };
}

function subArgument(argument: unknown): { text: string; variables: Record<string, unknown> } {
  const [text, variables] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof text !== 'string' || !isObject(variables)) {
    throw validationError(
      "Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string",
    );
  }
  return { text, variables };
}

function subVariables(text: string): Reference[] {
  const names = [...text.matchAll(SUB_VARIABLE)].map(([, name = '']) => name);
  return names.filter((name) => !name.startsWith('!')).map(variableReference);
}

function variableReference(variable: string): Reference {
  if (!/^[A-Za-z0-9_.:]+$/.test(variable)) {
    throw validationError(
      'Template error: variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons',
    );
  }
  const dot = variable.indexOf('.');
  return dot === -1
    ? { name: variable }
    : { name: variable.slice(0, dot), attribute: variable.slice(dot + 1) };
}
