import type { InitContext } from '../../machines/init/types.ts';
import type { StackProgress } from '../aws/progress/model.ts';
import { Problem } from '../values/problem.ts';

/**
 * Why a stack that did not come to be leaves the init without an end.
 *
 * @param deletedHere whether it was this program that asked AWS to delete it
 */
export function stackFailed(
  stackName: string,
  progress: StackProgress | undefined,
  deletedHere: boolean,
): Problem {
  const cause = progress?.causes[0];
  if (deletedHere && progress?.status.startsWith('DELETE_')) {
    return new Problem({
      code: 'STACK_FAILED',
      what: `The stack ${stackName} ${progress.outcome === 'deleted' ? 'is deleted' : 'could not be deleted'}.`,
      why: 'Cleaning it up was begun before, so it cannot be finished as a project.',
      next: 'Run `init --clean-up` to finish cleaning up, then begin anew.',
    });
  }
  if (progress?.outcome === 'deleted') {
    return new Problem({
      code: 'STACK_FAILED',
      what: `The stack ${stackName} was deleted by somebody else.`,
      why: 'An init can only be finished with a stack that is there.',
      next: 'Clean up what is noted of it, then begin anew.',
    });
  }
  const meaning = cause?.meaning ? ` ${cause.meaning}` : '';
  return new Problem({
    code: cause?.nameTaken ? 'NAME_TAKEN' : 'STACK_FAILED',
    what: `The stack ${stackName} was not created: ${progress?.outcome ?? 'it failed'}.`,
    why: cause ? `${cause.logicalId}: ${cause.reason}${meaning}` : 'AWS gives no reason.',
    next: cause?.nameTaken
      ? 'Clean up, then run `init` again: it takes a new name. No file was written.'
      : 'Mend what it names, clean up, then run `init` again. No file was written.',
  });
}

/** A project is never overwritten. */
export function existsProblem({ folder }: InitContext): Problem {
  return new Problem({
    code: 'PROJECT_EXISTS',
    what: 'This folder is an Amplify project already.',
    why: `${folder} has an amplify/ folder with a project; init never overwrites one.`,
    next: 'Run `amplify-tui status` to see it.',
  });
}

/** A folder inside a project cannot be another one. */
export function nestedProblem({ surroundings }: InitContext): Problem {
  const outer = surroundings?.found.kind === 'nested' ? surroundings.found.root : 'an outer folder';
  return new Problem({
    code: 'PROJECT_NESTED',
    what: 'This folder is inside another Amplify project.',
    why: `${outer} is the project.`,
    next: 'Run the command there, or in a folder outside of it.',
  });
}
