import type { Validation } from '../../../demo/cloud/cloud.ts';
import type { ArgumentsOf } from '../../app/command-line/arguments.ts';
import { Problem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';

/** The demo cloud's behaviour, from the options of `demo`. */
export interface DemoBehaviour {
  /** How many times faster than AWS; absent if it was not given. */
  readonly speed?: number;
  readonly scenario?: string;
  readonly faults?: readonly string[];
  readonly seed?: number;
  readonly validation?: Validation;
  /** AWS seconds until the services see a change in IAM. */
  readonly iamDelay?: number;
}

/** In seconds. */
const longestDelay = 3_600;
/** The largest seed: 32 bits. */
const largestSeed = 0xffff_ffff;

/**
 * Reads the options that `demo` and `demo --serve` share.
 *
 * @throws Problem USAGE that names everything that is accepted
 */
export async function readBehaviour({ options }: ArgumentsOf<'demo'>): Promise<DemoBehaviour> {
  const speed = numberOption(options.speed, 'speed', 0.01, 100_000);
  const seed = numberOption(options.seed, 'seed', 0, largestSeed);
  if (seed !== undefined && !Number.isInteger(seed)) throw notANumber('seed', String(seed), 0, largestSeed);
  const iamDelay = numberOption(options['iam-delay'], 'iam-delay', 0, longestDelay);
  const scenario = await scenarioOption(options.scenario);
  const validation = await validationOption(options.validation);
  const faults = await faultOptions(options.fault);
  return {
    ...(speed === undefined ? {} : { speed }),
    ...(seed === undefined ? {} : { seed }),
    ...(scenario === undefined ? {} : { scenario }),
    ...(validation === undefined ? {} : { validation }),
    ...(iamDelay === undefined ? {} : { iamDelay }),
    ...(faults === undefined ? {} : { faults }),
  };
}

/** The options again, for the cloud's process. */
export function behaviourArguments(behaviour: DemoBehaviour): string[] {
  const { speed, scenario, faults = [], seed, validation, iamDelay } = behaviour;
  const given = { speed, scenario, seed, validation, 'iam-delay': iamDelay };
  return [
    ...Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`])),
    ...faults.map((fault) => `--fault=${fault}`),
  ];
}

/** A number within limits. @throws Problem USAGE */
export function numberOption(
  value: string | undefined,
  name: string,
  least: number,
  most: number,
): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (/^\d+(\.\d+)?$/.test(value) && number >= least && number <= most) return number;
  throw notANumber(name, value, least, most);
}

function notANumber(name: string, value: string, least: number, most: number): Problem {
  return new Problem({
    code: 'USAGE',
    what: `--${name} ${plainText(value)} is not a number that fits.`,
    why: `It takes a number from ${least} to ${most}.`,
    next: 'Leave it out for the default.',
  });
}

async function scenarioOption(value: string | undefined): Promise<string | undefined> {
  if (value === undefined) return undefined;
  const { SCENARIO_NAMES } = await import('../../../demo/cloud/scenarios/scenarios.ts');
  return oneOf('scenario', value, SCENARIO_NAMES);
}

async function validationOption(value: string | undefined): Promise<Validation | undefined> {
  if (value === undefined) return undefined;
  const { VALIDATIONS } = await import('../../../demo/cloud/cloud.ts');
  return oneOf('validation', value, VALIDATIONS);
}

function oneOf<Word extends string>(name: string, value: string, known: readonly Word[]): Word {
  const found = known.find((word) => word === value);
  if (found !== undefined) return found;
  throw new Problem({
    code: 'USAGE',
    what: `--${name} ${plainText(value)} is not known.`,
    why: `It takes ${known.slice(0, -1).join(', ')} or ${known.at(-1)}.`,
    next: `Choose one of them, as in --${name} ${known.at(-1)}.`,
  });
}

async function faultOptions(specs: readonly string[] | undefined): Promise<readonly string[] | undefined> {
  if (specs === undefined) return undefined;
  const { CONDITIONS, KINDS, readFault } = await import('../../../demo/cloud/faults/spec.ts');
  for (const spec of specs) {
    try {
      readFault(spec);
    } catch (thrown) {
      throw new Problem({
        code: 'USAGE',
        what: `${plainText(thrown instanceof Error ? thrown.message : String(thrown))}.`,
        why: `A fault is KIND[=VALUE][@TARGET][,CONDITION=VALUE]..., KIND one of ${KINDS.join(', ')}, CONDITION one of ${CONDITIONS.join(', ')}.`,
        next: 'For instance --fault throttle@DescribeStackEvents,chance=0.8 or --fault fail=AccessDenied@AuthRole.',
      });
    }
  }
  return specs;
}
