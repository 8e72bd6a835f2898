import { oddCharacter } from '../core/odd-text.ts';
import { isKnownRegion, moreRegionsVariable, regionMeant } from './regions.ts';

/** What is wrong with a region: `form` when no region can look like that, `unknown` when it is in no list. */
export interface RegionFault {
  readonly kind: 'form' | 'unknown';
  /** Why it is not accepted, in one sentence. */
  readonly why: string;
  /** The region that was probably meant. */
  readonly meant?: string;
}

/** What is wrong with a region from outside; undefined when it is a known one. */
export function regionFaultOf(value: string, env: NodeJS.ProcessEnv): RegionFault | undefined {
  if (isKnownRegion(value, env)) return undefined;
  const odd = oddCharacter(value);
  const meant = regionMeant(value);
  const guess = meant === undefined ? {} : { meant };
  if (odd !== undefined) return { kind: 'form', why: `It has ${odd}.`, ...guess };
  // It becomes part of the host name of every request.
  if (!/^[a-z]{2,}(?:-[a-z0-9]+)+-\d+$/.test(value) || value.length > 63)
    return { kind: 'form', why: 'A region looks like eu-west-1.', ...guess };
  return { kind: 'unknown', why: 'It is not in the list of regions that the AWS SDK carries.', ...guess };
}

/** What to do about a region that is not accepted, in one sentence. @param how to give it, such as `--region ID` */
export function regionAdvice({ kind, meant }: RegionFault, how: (id: string) => string): string {
  const right = meant
    ? `Did you mean ${meant}? Then give ${how(meant)}.`
    : `Give the region's id, as ${how('eu-west-1')}.`;
  return kind === 'form' ? right : `${right} If AWS has opened it since, name it in ${moreRegionsVariable}.`;
}
