import type { Problem } from '../core/problem.ts';
import { accessProblemIfNone, chosenNone } from '../credentials/choice.ts';
import type { FoundProject } from '../project/project.ts';
import { tiedKeysProblem } from '../project/tied-keys.ts';
import type { House } from './house.ts';

/**
 * Nothing says whose credentials are meant: no access is set up, none of those that are was chosen, or the project is tied to
 * keys that are not used.
 */
export function noAccess(
  house: Pick<House, 'env' | 'profiles'>,
  found: FoundProject = { kind: 'none' },
): Problem {
  const list = house.profiles();
  const tied = tiedKeysProblem(found);
  if (tied) return tied;
  return accessProblemIfNone(list, house.env) ?? chosenNone(list, house.env);
}
