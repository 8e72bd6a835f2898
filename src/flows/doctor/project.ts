import { isFolder } from '../../platform/files.ts';
import { findProject } from '../../project/open.ts';
import type { FoundProject } from '../../project/project.ts';
import { problemFinding } from './access.ts';
import type { Examined, ProjectFacts } from './report.ts';
import { shellPath } from './safe-text.ts';
import type { Where } from './where.ts';

/** The project of the folder, or the outer one that contains it. */
export async function projectHere(folder: string): Promise<HereProject> {
  const [here, exists] = await Promise.all([findProject(folder), isFolder(folder)]);
  return { here, exists, ...(here.kind === 'nested' ? { outer: await findProject(here.root) } : {}) };
}

interface HereProject {
  readonly here: FoundProject;
  readonly outer?: FoundProject;
  /** Whether the folder itself exists. */
  readonly exists: boolean;
}

/** Layout, environment, stack, and oddities of the project's files. */
export function examineProject(
  { folder, home }: Where,
  { here, outer, exists }: HereProject,
): Examined<ProjectFacts> {
  const shown = outer ?? here;
  const project = shown.kind === 'project' ? shown.project : undefined;
  const facts: ProjectFacts = {
    folder,
    kind: here.kind,
    root: project?.root ?? (shown.kind === 'unreadable' || shown.kind === 'nested' ? shown.root : null),
    name: project?.settings.name ?? null,
    layout: project?.layout ?? null,
    environment: project?.environment ?? null,
    stack: project?.stack?.stackName ?? null,
  };
  if (!exists) {
    const text = `${folder} is not a folder, or is gone.`;
    const next = 'Go to an existing folder, or name one with --cwd.';
    return { facts, findings: [{ section: 'project', severity: 'error', text, next }] };
  }
  if (shown.kind === 'unreadable') return { facts, findings: [problemFinding('project', shown.problem)] };
  const notes = (project?.notes ?? []).map((text) => ({
    section: 'project' as const,
    severity: 'warning' as const,
    text,
    next:
      cureOf(text) ??
      `Look into ${shellPath(`${project?.root}/amplify`, home)}, or restore the file from source control.`,
  }));
  const faults = (project?.faults ?? []).map((fault) => problemFinding('project', fault));
  return { facts, findings: [...faults, ...notes] };
}

/** The remedy for a note that names no command itself. */
const cures: readonly (readonly [note: RegExp, next: string])[] = [
  [/it was moved or copied/, 'Run `amplify-tui configure project --yes`, which writes where it is.'],
  [
    /^project-config\.json is missing/,
    'Run `amplify-tui configure project`, which creates it again, or restore it from source control.',
  ],
  [
    /names neither a profile nor|ties the project to an Amplify Studio login/,
    'Run `amplify-tui configure project --yes --profile NAME`.',
  ],
  [
    /^backend\/amplify-meta\.json is missing/,
    'Restore it from source control, or copy amplify/#current-cloud-backend/amplify-meta.json to its place.',
  ],
];

/** The command in a note, or its remedy. A file may be ignored by git, so restoring it is not always possible. */
function cureOf(note: string): string | undefined {
  const [command] = /`amplify-tui [^`]+`/.exec(note) ?? [];
  return command === undefined ? cures.find(([pattern]) => pattern.test(note))?.[1] : `Run ${command}.`;
}
