import type { InitContext } from '../../../machines/init/types.ts';
import type { StackProgress } from '../../aws/progress/model.ts';
import { Problem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import { tiedKeysProblem } from '../../project/tied-keys.ts';

/**
 * Why an init cannot finish after its stack could not be created.
 *
 * @param deletedHere whether this program asked AWS to delete it
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
      why: 'Cleaning it up was started before, so it cannot be finished as a project.',
      next: 'Run `init --clean-up` to finish cleaning up, then start over.',
    });
  }
  if (progress?.outcome === 'deleted') {
    return new Problem({
      code: 'STACK_FAILED',
      what: `The stack ${stackName} was deleted by somebody else.`,
      why: 'An init can only be finished with a stack that exists.',
      next: 'Clean up what is noted of it, then start over.',
    });
  }
  const meaning = cause?.meaning ? ` ${cause.meaning}` : '';
  return new Problem({
    code: cause?.nameTaken ? 'NAME_TAKEN' : 'STACK_FAILED',
    what: `The stack ${stackName} was not created: ${progress?.outcome ?? 'it failed'}.`,
    why: cause ? `${cause.logicalId}: ${cause.reason}${meaning}` : 'AWS gives no reason.',
    next: cause?.nameTaken
      ? 'Clean up, then run `init` again: it takes a new name. No file was written.'
      : 'Fix what it names, clean up, then run `init` again. No file was written.',
  });
}

/** Whether a given environment can be added: the project has environments, and none with that name. */
export function isAddable({ localState }: InitContext, environment: string | undefined): boolean {
  const found = localState?.found;
  if (found?.kind !== 'project' || found.project.layout === 'documented' || environment === undefined)
    return false;
  return !(localState?.environments ?? []).includes(environment);
}

/** The problem of an existing project, which is never overwritten. @param environment the requested one */
export function existsProblem({ folder, localState }: InitContext, environment?: string): Problem {
  const found = localState?.found;
  const isDocumented = found?.kind === 'project' && found.project.layout === 'documented';
  const name = environment === undefined ? 'NAME' : plainText(environment);
  if (isDocumented && environment !== undefined) {
    return new Problem({
      code: 'PROJECT_EXISTS',
      what: 'This project has one backend and no environments.',
      why: `It is in the layout of the Amplify CLI of 2018, which knows none, so ${name} cannot be added to it.`,
      next: `Run \`amplify-tui upgrade\` first: the existing backend becomes an environment, and \`amplify-tui init --env ${name}\` adds another one.`,
    });
  }
  if (environment !== undefined) {
    return new Problem({
      code: 'PROJECT_EXISTS',
      what: `The project already has an environment ${name}.`,
      why: `It is recorded in ${plainText(folder)}; init makes only what is not there.`,
      next: `Run \`amplify-tui env use ${name}\` to work with it, or name a new one with --env.`,
    });
  }
  const tied = found && tiedKeysProblem(found);
  const anew = `To start over, move ${isDocumented ? 'amplify/ and .amplifyrc' : 'amplify/'} out of the folder first; what is in AWS stays.`;
  const add = isDocumented ? '' : ' `amplify-tui init --env NAME` adds an environment of your own.';
  return new Problem({
    code: 'PROJECT_EXISTS',
    what: 'This folder is already an Amplify project.',
    why: `${folder} has an amplify/ folder with a project; init never overwrites one.${tied ? ` ${tied.what}` : ''}`,
    next: `${tied ? `${tied.next} ` : ''}Run \`amplify-tui status\` to see it.${add} ${anew}`,
  });
}

/** The problem of a folder inside a project, which cannot be another one. */
export function nestedProblem({ localState }: InitContext): Problem {
  const outer = localState?.found.kind === 'nested' ? localState.found.root : 'an outer folder';
  return new Problem({
    code: 'PROJECT_NESTED',
    what: 'This folder is inside another Amplify project.',
    why: `${outer} is the project.`,
    next: 'Run the command there, or in a folder outside of it.',
  });
}
