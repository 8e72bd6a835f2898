import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import type { FoundProject } from './project.ts';

/** The command that ties a project to a profile. */
export const tieCommand = '`amplify-tui configure project --yes --profile NAME`';

/**
 * Why a project that is tied to a file with keys has no access: this program does not use such files, and the file may be
 * on another machine.
 *
 * @returns undefined for every other project
 */
export function tiedKeysProblem(found: FoundProject): Problem | undefined {
  const project = found.kind === 'project' ? found.project : undefined;
  if (project?.access?.kind !== 'keys-file') return undefined;
  const { path } = project.access;
  const fate = project.keysMissing ? 'which is not on this machine' : 'which amplify-tui does not use';
  return new Problem({
    code: 'ACCESS_NONE',
    what: `The project is tied to access keys in the file ${plainText(path)}, ${fate}.`,
    why: 'No other access is used in its place, since it may be of another account.',
    next: `Run ${tieCommand} to tie it to a profile, or add --profile NAME to use one this time.`,
  });
}
