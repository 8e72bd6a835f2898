import type { DeleteAsked } from '../../../../machines/delete/types.ts';
import type { Identity } from '../../../core/plan.ts';
import { Problem } from '../../../core/problem.ts';
import { shellWord } from '../../../core/shell.ts';
import { plainText } from '../../../core/text.ts';
import type { AccessChoice } from '../../../credentials/access.ts';
import { credentialChain } from '../../../credentials/chain.ts';
import { accessChoices } from '../../../credentials/choice.ts';
import { lookAtProject, openProject } from '../../../flows/configure-project/look.ts';
import type { DeleteScope, FoundBackend } from '../../../flows/delete/plan.ts';
import {
  type EnvironmentRow,
  environmentRows,
  unknownEnvironment,
} from '../../../flows/environments/rows.ts';
import { findProject } from '../../../project/open.ts';
import type { Layout, Project, ProjectSettings, ProjectStack } from '../../../project/project.ts';
import {
  type DeleteNote,
  type DeleteNoteTarget,
  deletionBegun,
  madeSince,
} from '../../../state/delete-journal.ts';
import type { AppContext } from '../../app-context.ts';

/** A target whose access may depend on `--profile`. */
type NamedTarget = Omit<DeleteNoteTarget, 'access'> & {
  readonly access?: AccessChoice | { readonly kind: 'keys-file' } | undefined;
};

/** What is to be deleted, before any call to AWS. */
export interface DeleteSubject {
  readonly root: string;
  readonly scope: DeleteScope;
  readonly name: string;
  readonly layout: Layout;
  readonly settings: ProjectSettings;
  readonly targets: readonly NamedTarget[];
  /** The profiles of environments that stay. */
  readonly staying: readonly string[];
  readonly notes: readonly string[];
}

/**
 * What a deletion is about: from the note of one that was started, else from the project's files.
 *
 * @throws Problem PROJECT_NONE, USAGE, … when it cannot be deleted here
 */
export async function subjectOf(
  appContext: AppContext,
  { folder, environment, resume }: DeleteAsked,
  note: DeleteNote | undefined,
): Promise<DeleteSubject> {
  if (note) {
    expectSameCloud(appContext, note);
    const noted = note.scope === 'environment' ? note.name : undefined;
    if (environment !== noted) throw deletionBegun(note);
    await expectSameProject(appContext, note);
    return { ...note, root: note.folder, staying: [], notes: [] };
  }
  if (resume) throw nothingBegun();
  const project = await openProject(folder);
  const unfinished = await appContext.journal.find(project.root);
  if (unfinished) throw initBegun(unfinished.stackName);
  const facts = await lookAtProject(project, accessChoices(appContext.profiles(), appContext.env), []);
  const { layout, settings, root, stack, access } = project;
  const base = { root, layout, settings, notes: project.notes };
  const whole = (targets: readonly NamedTarget[]): DeleteSubject => {
    const own = { ...base, scope: 'project', name: settings.name, targets, staying: [] } as const;
    if (targets.length > 0) return own;
    // Otherwise only the files would be deleted, and nothing would name the stack any more.
    const [fault] = project.faults ?? [];
    if (fault) throw new Problem(fault);
    return { ...own, notes: [...project.notes, noStack] };
  };
  if (layout === 'documented') {
    if (environment !== undefined) throw noEnvironments();
    return whole(targetsOf(stack, access));
  }
  const rows = environmentRows(facts);
  const targetOf = (row: EnvironmentRow): NamedTarget[] => {
    if (row.stackFault) throw new Problem(row.stackFault);
    return targetsOf(facts.stacks[row.name], row.access, row.name);
  };
  if (environment === undefined) return whole(rows.flatMap(targetOf));
  const row = rows.find(({ name }) => name === environment);
  if (!row) throw unknownEnvironment(environment, rows);
  if (row.current) throw currentEnvironment(environment, rows);
  const staying = rows.flatMap(({ name, access: tied }) =>
    name !== environment && tied?.kind === 'profile' ? [tied.name] : [],
  );
  return { ...base, scope: 'environment', name: environment, targets: targetOf(row), staying };
}

const noStack = 'No file of the project names a stack: nothing is deleted in AWS.';

function targetsOf(
  stack: ProjectStack | undefined,
  access: Project['access'],
  environment?: string,
): NamedTarget[] {
  if (!stack) return [];
  const { stackId, stackName, appId } = stack;
  // Both from the id, which AWS made: a region next to it may have been edited.
  const [, , , region = '', account = ''] = stackId.split(':');
  return [
    {
      access,
      account,
      region,
      stackId,
      stackName,
      ...(appId ? { appId } : {}),
      ...(environment === undefined ? {} : { environment }),
    },
  ];
}

/** The access for deleting a backend: that of the command line, else its own. @throws Problem ACCESS_NONE */
export function accessOf(
  appContext: AppContext,
  { access, environment, stackName }: NamedTarget,
): AccessChoice {
  const { profile } = appContext.flags;
  if (profile !== undefined) return { kind: 'profile', name: profile };
  if (access && access.kind !== 'keys-file') return access;
  const whose = environment === undefined ? 'The project' : `The environment ${plainText(environment)}`;
  throw new Problem({
    code: 'ACCESS_NONE',
    what: `${whose} is tied to no profile on this machine.`,
    why: `The stack ${plainText(stackName)} is deleted with the access that it belongs to.`,
    next: 'Name a profile of its account with --profile, or tie the project to one with `amplify-tui configure project`.',
  });
}

/** Deletes only in the account and region of the stack's id. @throws Problem PROFILE_ELSEWHERE */
export function expectPlace({ stackName, account, region }: DeleteNoteTarget, identity: Identity): void {
  if (identity.account === account && identity.region === region) return;
  throw new Problem({
    code: 'PROFILE_ELSEWHERE',
    what: `The stack ${plainText(stackName)} is in account ${plainText(account)}, ${plainText(region)}.`,
    why: `${plainText(identity.access)} is account ${identity.account}, ${identity.region}; nothing is deleted there.`,
    next: `Name a profile of account ${plainText(account)} with --profile.`,
  });
}

/** Refuses a project that was created in the folder since: the review did not show it. @throws Problem STACK_STATE */
async function expectSameProject(appContext: AppContext, note: DeleteNote): Promise<void> {
  // Unreadable files are left over from the deletion, or cannot be told from it.
  const found = await findProject(note.folder);
  if (found.kind !== 'project') return;
  const { stacks } = await lookAtProject(found.project, [], []);
  const own =
    note.scope === 'environment' ? [stacks[note.name]] : [found.project.stack, ...Object.values(stacks)];
  const noted = new Set(note.targets.map(({ stackId }) => stackId));
  const other = own.find((stack) => stack !== undefined && !noted.has(stack.stackId));
  if (other) throw madeSince(note, appContext.stateFolder, other.stackName);
}

/** What was started in one cloud is never finished in another. @throws Problem ENDPOINT */
function expectSameCloud({ cloud }: AppContext, { endpoint }: DeleteNote): void {
  const now = cloud.kind === 'aws' ? undefined : cloud.url;
  const host = (url: string | undefined) =>
    url !== undefined && URL.canParse(url) ? new URL(url).hostname : url;
  // By the host: an emulator on this machine may have another port today.
  if (host(endpoint) === host(now)) return;
  throw new Problem({
    code: 'ENDPOINT',
    what: `The unfinished deletion belongs to ${endpoint ? plainText(endpoint) : 'AWS'}.`,
    why: `Requests go to ${now ? plainText(now) : 'AWS'} now, where its stack is not.`,
    next: endpoint ? `Add \`--endpoint-url ${plainText(endpoint)}\`.` : 'Unset AWS_ENDPOINT_URL.',
  });
}

/** The profiles of deleted backends that may have cached role sessions, unless something that stays uses them. */
export function sessionsOf(
  appContext: AppContext,
  backends: readonly FoundBackend[],
  staying: readonly string[],
): string[] {
  const names = backends.flatMap(({ target: { access } }) =>
    access.kind === 'profile' ? [access.name] : [],
  );
  return [...new Set(names)].filter((name) => {
    if (staying.includes(name)) return false;
    try {
      return credentialChain(name, appContext.profiles()).roles.length > 0;
    } catch {
      // Its sources cannot be followed, so its sessions cannot be found.
      return false;
    }
  });
}

function nothingBegun(): Problem {
  return new Problem({
    code: 'USAGE',
    what: 'No deletion was started here that could be resumed.',
    why: 'No note of one is there for this folder.',
    next: 'Leave out --resume to delete the project.',
  });
}

function initBegun(stackName: string): Problem {
  return new Problem({
    code: 'PROJECT_EXISTS',
    what: 'An earlier init in this folder did not finish.',
    why: `It works on the stack ${plainText(stackName)}.`,
    next: 'Run `amplify-tui init` first: it resumes it, or cleans it up.',
  });
}

function noEnvironments(): Problem {
  return new Problem({
    code: 'USAGE',
    what: 'The project has one backend and no environments.',
    why: 'It has the classic layout: one backend.',
    next: 'Run `amplify-tui delete` to delete the project with its backend.',
  });
}

function currentEnvironment(name: string, rows: readonly EnvironmentRow[]): Problem {
  const other = rows.find((row) => row.name !== name)?.name;
  return new Problem({
    code: 'USAGE',
    what: `${plainText(name)} is in use on this machine.`,
    why: other === undefined ? 'It is the only environment of the project.' : 'It would be left without one.',
    next:
      other === undefined
        ? 'Run `amplify-tui delete` to delete the whole project.'
        : `Switch first: \`amplify-tui env use ${shellWord(other)}\`.`,
  });
}
