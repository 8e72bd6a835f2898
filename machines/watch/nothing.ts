import type { ProblemText } from '../../src/core/problem.ts';
import type { FoundProject } from '../../src/project/project.ts';

/** Why no stack can be followed, before AWS is asked. */
export const nothingToWatch = {
  stack: {
    code: 'USAGE',
    what: 'Which stack to watch is missing.',
    why: 'This folder has no Amplify project, so name the stack.',
    next: 'Name it: `amplify-tui watch STACK`.',
  },
  access: {
    code: 'ACCESS_NONE',
    what: 'No AWS access is set up on this machine.',
    why: 'No profile and no key in the environment.',
    next: 'Run `amplify-tui configure`, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
  },
  region: {
    code: 'REGION_MISSING',
    what: 'No AWS region is known.',
    why: 'Neither --region, the environment nor the profile names one.',
    next: 'Add --region.',
  },
} as const satisfies Record<string, ProblemText>;

/** Why the project in a folder has no stack to follow. */
export function noStackOf(found: FoundProject | undefined): ProblemText {
  if (found?.kind === 'unreadable') return found.problem.toJSON();
  if (found?.kind !== 'project') return nothingToWatch.stack;
  const { environment, faults = [], layout } = found.project;
  const [fault] = faults;
  if (fault) return fault;
  if (layout === 'multi-env' && environment === undefined)
    return {
      ...nothingToWatch.stack,
      why: 'The project has environments, and none is chosen on this machine.',
      next: '`amplify-tui env list` shows them, `amplify-tui env use NAME` chooses one; or name the stack: `amplify-tui watch STACK`.',
    };
  return { ...nothingToWatch.stack, why: 'The files of the project name no stack.' };
}
