import { accessProblemIfNone, chosenNone } from '../credentials/choice.ts';
import type { Problem } from '../values/problem.ts';
import type { House } from './house.ts';

/** Nothing says whose credentials are meant: no access is set up, or none of those that are was chosen. */
export function noAccess(house: Pick<House, 'env' | 'profiles'>): Problem {
  const list = house.profiles();
  return accessProblemIfNone(list, house.env) ?? chosenNone(list, house.env);
}
