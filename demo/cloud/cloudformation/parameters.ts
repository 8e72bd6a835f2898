import { notImplemented, validationError } from '../errors.ts';
import type { StackParameter } from './stack-state.ts';
import type { TemplateParameter } from './template.ts';

const TYPES = ['String', 'Number', 'CommaDelimitedList', 'List<Number>'];

/**
 * The values of a stack's parameters: those given, else the defaults, each checked.
 * @throws ValidationError that names the unknown parameter, the missing one, or the broken rule
 */
export function parameterValues(
  declared: readonly TemplateParameter[],
  given: ReadonlyMap<string, string>,
): StackParameter[] {
  const unknown = [...given.keys()].filter((name) => !declared.some((parameter) => parameter.name === name));
  if (unknown.length > 0) {
    throw validationError(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  }
  const missing = declared.filter(({ name, defaultValue }) => !given.has(name) && defaultValue === undefined);
  if (missing.length > 0) {
    throw validationError(`Parameters: [${missing.map(({ name }) => name).join(', ')}] must have values`);
  }
  return declared.map((parameter) => {
    if (!TYPES.includes(parameter.type)) throw notImplemented(`the parameter type ${parameter.type}`);
    const value = given.get(parameter.name) ?? parameter.defaultValue ?? '';
    const list = parameter.type === 'CommaDelimitedList' || parameter.type === 'List<Number>';
    for (const item of list ? value.split(',') : [value]) checkValue(parameter, item.trim());
    return { key: parameter.name, value, noEcho: parameter.noEcho, list };
  });
}

function checkValue(parameter: TemplateParameter, value: string): void {
  const broken = brokenRule(parameter, value);
  if (broken === undefined) return;
  if (parameter.constraintDescription !== undefined) {
    throw validationError(
      `Parameter ${parameter.name} failed to satisfy constraint: ${parameter.constraintDescription}`,
    );
  }
  throw validationError(`Parameter '${parameter.name}' ${broken}`);
}

function brokenRule(parameter: TemplateParameter, value: string): string | undefined {
  const { allowedValues, allowedPattern, minLength, maxLength, minValue, maxValue } = parameter;
  if (allowedValues !== undefined && !allowedValues.includes(value)) return 'must be one of AllowedValues';
  if (parameter.type.includes('Number')) {
    if (value === '' || Number.isNaN(Number(value))) return 'must be a number.';
    if (minValue !== undefined && Number(value) < minValue)
      return `must be a number not less than ${minValue}`;
    if (maxValue !== undefined && Number(value) > maxValue)
      return `must be a number not greater than ${maxValue}`;
  }
  if (minLength !== undefined && value.length < minLength)
    return `must contain at least ${minLength} characters`;
  if (maxLength !== undefined && value.length > maxLength)
    return `must contain at most ${maxLength} characters`;
  if (allowedPattern !== undefined && !patternOf(parameter.name, allowedPattern).test(value)) {
    return `must match pattern ${allowedPattern}`;
  }
  return undefined;
}

function patternOf(name: string, pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch {
    throw validationError(
      `Template error: the AllowedPattern of parameter ${name} is not a valid regular expression`,
    );
  }
}
