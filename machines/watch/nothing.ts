import type { ProblemText } from '../../src/values/problem.ts';

/** Why no stack can be followed, before anything is asked of AWS. */
export const nothingToWatch = {
  stack: {
    code: 'USAGE',
    what: 'Which stack to watch is missing.',
    why: 'This folder is no Amplify project whose stack could be meant.',
    next: 'Name it: `amplify-tui watch STACK`.',
  },
  access: {
    code: 'ACCESS_NONE',
    what: 'No AWS access is set up on this machine.',
    why: 'There is no profile and no key in the environment.',
    next: 'Run `amplify-tui configure`, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
  },
  region: {
    code: 'REGION_MISSING',
    what: 'No AWS region is known.',
    why: 'Neither --region, the environment nor the profile names one.',
    next: 'Add --region.',
  },
} as const satisfies Record<string, ProblemText>;
