import type { ServiceName } from '../request.ts';
import { CALL_FAULTS, type FaultRule, HANDLER_ERROR_CODES, RESOURCE_FAULTS } from './rule.ts';
import { actionsOf, fitsAnyAction, SERVICES } from './targets.ts';

const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
/** The names of conditions, before the equals sign. */
export const CONDITIONS = ['nth', 'times', 'chance', 'who', 'after', 'at'];

/** The first words of faults. */
export const KINDS: readonly FaultRule['kind'][] = [...CALL_FAULTS, ...RESOURCE_FAULTS, 'skew'];

/**
 * Parses a fault as on the command line: `KIND[=VALUE][@TARGET][,CONDITION=VALUE]...`, for instance
 * `throttle@cloudformation.Describe*,chance=0.8` or `fail=AccessDenied@AuthRole`.
 * @throws Error that says what is wrong and what is possible
 */
export function readFault(spec: string): FaultRule {
  const [head = '', ...conditions] = spec.split(',');
  const match = /^([a-z-]+)(?:=([^@]*))?(?:@(.+))?$/.exec(head.trim());
  const kind = kindOf(match?.[1] ?? '', spec);
  const [, , value, target] = match ?? [];
  return {
    kind,
    ...valueFor(kind, value, spec),
    ...targetOf(kind, target, spec),
    ...Object.assign({}, ...conditions.map((condition) => conditionOf(kind, condition.trim(), spec))),
  };
}

function kindOf(word: string, spec: string): FaultRule['kind'] {
  const kind = KINDS.find((name) => name === word);
  if (kind === undefined) throw new Error(`The fault ${spec} is none of ${KINDS.join(', ')}`);
  return kind;
}

function valueFor(kind: FaultRule['kind'], value: string | undefined, spec: string): Partial<FaultRule> {
  switch (kind) {
    case 'error':
      if (value === undefined || value === '500' || value === '503') return { code: value ?? '500' };
      throw new Error(`The fault ${spec}: error takes 500 or 503`);
    case 'latency':
    case 'skew':
      return { duration: durationOf(value ?? '', spec) };
    case 'fail':
    case 'fail-update':
    case 'fail-delete': {
      const code = value ?? 'GeneralServiceException';
      if (HANDLER_ERROR_CODES.some((known) => known === code)) return { code };
      throw new Error(`The fault ${spec}: ${kind} takes one of ${HANDLER_ERROR_CODES.join(', ')}`);
    }
    default:
      if (value === undefined) return {};
      throw new Error(`The fault ${spec}: ${kind} takes no value`);
  }
}

function targetOf(kind: FaultRule['kind'], target: string | undefined, spec: string): Partial<FaultRule> {
  if (target === undefined) return {};
  if (kind === 'skew') throw new Error(`The fault ${spec}: a skewed clock has no target`);
  if (RESOURCE_FAULTS.some((name) => name === kind)) return { target };
  const [first = '', action] = target.split('.', 2);
  const service = SERVICES.find((name) => name === first);
  if (service === undefined && action !== undefined) {
    throw new Error(`The fault ${spec}: the services are ${SERVICES.join(', ')}`);
  }
  if (service !== undefined && (action === undefined || action === '*')) return { service };
  expectAction(action ?? first, service, spec);
  return { ...(service !== undefined && { service }), target: action ?? first };
}

/** Throws an Error for a pattern that matches no action: the rule could never hit, so it is a typing error. */
function expectAction(pattern: string, service: ServiceName | undefined, spec: string): void {
  if (fitsAnyAction(pattern, service)) return;
  const known =
    service === undefined
      ? `no service (${SERVICES.join(', ')}) and none of their actions: ${actionsOf().join(', ')}`
      : `no action of ${service}: ${actionsOf(service).join(', ')}`;
  throw new Error(`The fault ${spec}: ${pattern} is ${known}`);
}

function conditionOf(kind: FaultRule['kind'], condition: string, spec: string): Partial<FaultRule> {
  const [, name = '', value = ''] = /^([a-z]+)=(.+)$/.exec(condition) ?? [];
  if (!CONDITIONS.includes(name)) {
    throw new Error(
      `The fault ${spec}: ${condition} is none of ${CONDITIONS.map((word) => `${word}=`).join(', ')}`,
    );
  }
  if (kind === 'skew' && name !== 'after')
    throw new Error(`The fault ${spec}: a skewed clock takes only after=`);
  if (name === 'who') return { who: value };
  if (name === 'after') return { after: durationOf(value, spec) };
  if (name === 'at') {
    if (kind !== 'fail') throw new Error(`The fault ${spec}: only fail takes at=`);
    return { at: durationOf(value, spec) / 1000 };
  }
  const number = Number(value);
  if (name === 'chance') {
    if (number >= 0 && number <= 1) return { chance: number };
    throw new Error(`The fault ${spec}: chance is a number from 0 to 1`);
  }
  if (!Number.isInteger(number) || number < 1)
    throw new Error(`The fault ${spec}: ${name} is a whole number above 0`);
  return name === 'nth' ? { nth: number } : { times: number };
}

function durationOf(text: string, spec: string): number {
  const [, amount, unit = ''] = /^(-?\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
  const factor = UNITS[unit];
  if (amount === undefined || factor === undefined) {
    throw new Error(`The fault ${spec}: a time is a number with ms, s, m or h`);
  }
  return Number(amount) * factor;
}
