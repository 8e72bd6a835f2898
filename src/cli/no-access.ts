import { Problem } from '../values/problem.ts';

/** Nothing says whose credentials are meant. */
export function noAccess(): Problem {
  return new Problem({
    code: 'ACCESS_NONE',
    what: 'No AWS access is set up on this machine.',
    why: 'No profile was named, and there is neither a default one nor a key in the environment.',
    next: 'Run `amplify-tui configure`, or name a profile with --profile.',
  });
}
