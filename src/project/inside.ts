import { relative, resolve, sep } from 'node:path';
import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { realPath } from '../platform/real-path.ts';

/** A file of a project: its path, and its label: the path relative to the project's root, with `/` between the parts. */
export interface ProjectPlace {
  readonly path: string;
  readonly label: string;
}

/** Whether a label stays within its project and can be shown: names come from files that anybody may have written. */
export function staysInside(label: string): boolean {
  const isPart = (part: string) => part !== '' && part !== '.' && part !== '..';
  return label.split(/[\\/]/).every(isPart) && plainText(label) === label;
}

/**
 * The real path of a project file, links followed, even those that lead to nothing yet.
 *
 * @throws Problem OUTSIDE_PROJECT when it is not within the project's root
 */
export async function placeInside({ path, label }: ProjectPlace): Promise<string> {
  if (!staysInside(label)) throw outside(label, path);
  const root = resolve(path, ...label.split('/').map(() => '..'));
  const inner = await realPath(root).catch(() => root);
  // A path that cannot be resolved cannot be written either: the write reports it.
  const place = await realPath(path).catch(() => undefined);
  if (place === undefined || place.startsWith(inner + sep)) return place ?? path;
  throw outside(label, place);
}

/**
 * Which planned files are behind links, one sentence each.
 *
 * @throws Problem OUTSIDE_PROJECT for one that leads out of the project
 */
export async function linkNotes(root: string, files: readonly ProjectPlace[]): Promise<string[]> {
  const inner = await realPath(root).catch(() => root);
  const notes = await Promise.all(
    files.map(async (file) => {
      const place = relative(inner, await placeInside(file))
        .split(sep)
        .join('/');
      return place === file.label || place.startsWith('../')
        ? []
        : [`${file.label} is a link: what is changed is ${place}.`];
    }),
  );
  return notes.flat();
}

function outside(label: string, place: string): Problem {
  return new Problem({
    code: 'OUTSIDE_PROJECT',
    what: `${plainText(label)} is not in the project.`,
    why: `It leads to ${plainText(place)}, and nothing is written outside of the project's folder.`,
    next: 'Put a file or folder of the project in the place of the link, or correct the path that names it.',
  });
}
