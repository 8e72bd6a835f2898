import type { AppContext } from '../app/app-context.ts';
import type { ArgumentsOf } from '../app/command-line/arguments.ts';
import { exitCodeOfState } from '../app/exit-codes.ts';
import type { Report } from '../app/headless/report.ts';
import { identifyAccess } from '../app/identify-access.ts';
import { findAccess, regionOf } from '../app/local-state.ts';
import { noAccess } from '../app/no-access.ts';
import { isMigrating } from '../aws/migration-lock.ts';
import { statusNote } from '../aws/progress/words.ts';
import { keepsPublicOut } from '../aws/public-access.ts';
import { begunWords, deleteCommand } from '../core/delete-command.ts';
import type { Cloud } from '../core/plan.ts';
import { asProblem, Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { cloudOf, optionOf } from '../credentials/choice.ts';
import { type BackendState, backendState } from '../flows/status/backend-state.ts';
import { consoleLinks } from '../flows/status/console.ts';
import { type DeployedBackend, deployedBackend, isGone } from '../flows/status/deployed.ts';
import { driftOf, hasDrifted, isElsewhere } from '../flows/status/drift.ts';
import { localChanges } from '../flows/status/local-changes.ts';
import { ownBucketOf } from '../flows/status/open-bucket.ts';
import { profileNamed } from '../profiles/profile-table.ts';
import { findProject } from '../project/open.ts';
import type { Project } from '../project/project.ts';
import { type DeleteNote, openDeleteJournal } from '../state/delete-journal.ts';
import type { FolderNotes } from '../state/journal.ts';
import { inContext } from './in-context.ts';
import { shortAddresses } from './status/addresses.ts';
import { statusLines } from './status/lines.ts';
import type { Attempt, ShownStatus } from './status/shown.ts';

/**
 * `status`: project, identity and stack, as far as they are known. With `--block-public-access` it makes the deployment
 * bucket block public access instead.
 *
 * @returns the exit code: 3 if an MFA code is needed and there is none; 1 if the project's files are broken; with
 * --exit-code that of the backend's state; 0 otherwise, since what the files say is shown
 */
export async function showStatus(given: ArgumentsOf<'status'>, version: string): Promise<number> {
  return inContext(given, version, async (appContext, report) => {
    const project = await projectHere(appContext, appContext.folder);
    if (given.options['block-public-access']) {
      return await (await import('./status/block-public-access.ts')).blockHere(
        appContext,
        project,
        given.options,
        report,
      );
    }
    const list = appContext.profiles();
    const chosen = await findAccess(appContext, list, { kind: 'project', project });
    const identity = await attempt(() => {
      if (!chosen) throw noAccess(appContext, { kind: 'project', project });
      return identifyAccess(appContext, chosen.choice, regionOf(appContext, chosen) ?? project.stack?.region);
    });
    const local = await attempt(() => localChanges(project.root));
    // Without the code AWS would refuse the other calls, too; and a code is asked for once.
    const isKnown = identity.problem?.code !== 'MFA_NEEDED';
    const deployed =
      chosen && project.stack && isKnown
        ? await attempt(() => readDeployed(appContext, project, chosen.choice, local.value ?? []))
        : undefined;
    const { access, stack } = project;
    const named = access?.kind === 'profile' ? access.name : undefined;
    const locked =
      chosen && project.stack && isKnown ? await lockOf(appContext, project, chosen.choice) : undefined;
    const isThere = deployed?.value !== undefined && !isGone(deployed.value);
    const facts = {
      keepsPublicOut:
        chosen && project.stack && isThere
          ? await keepsPublicOut(
              appContext.connect(chosen.choice, project.stack.region).clients,
              ownBucketOf(project.stack),
            )
          : undefined,
      project,
      identity: identity.value,
      stackThere:
        deployed?.problem || !deployed ? undefined : deployed.value !== undefined && !isGone(deployed.value),
      deletedAt: deployed?.value?.stack.deletedAt,
      profileThere: named === undefined || profileNamed(list, named) !== undefined,
      usesOwn: named !== undefined && chosen?.choice.kind === 'profile' && chosen.choice.name === named,
    };
    const drift = driftOf(facts);
    const links = stack && consoleLinks(stack, stack.appId, project.environment);
    // What the files say is shown in any case, unless they cannot be read.
    const areSound = local.problem === undefined && (project.faults ?? []).length === 0;
    const ok = areSound && identity.problem === undefined && deployed?.problem === undefined;
    const shown = {
      project,
      source: chosen?.source,
      identity,
      deployed,
      local,
      drift,
      locked,
      links,
      unfinished: await unfinishedIn(appContext, project.root),
    };
    const state = backendState({
      isKnown: ok,
      isAsked: deployed !== undefined && !isElsewhere(facts),
      deployed: deployed?.value,
      hasDrifted: hasDrifted(facts),
      local: local.value ?? [],
    });
    const plain = areSound ? 0 : 1;
    const code = isKnown ? (given.options['exit-code'] ? exitCodeOfState[state] : plain) : 3;
    const option = chosen && optionOf(chosen.choice, list, appContext.env);
    // If AWS has not answered, the files show which cloud was asked.
    const cloud = cloudOf(identity.value, option, appContext.cloud);
    tellStatus(report, cloud, shown, state, given.options['exit-code'] ? code === 0 : ok);
    report.print(statusLines(shown).join('\n'), await shortAddresses(appContext, links));
    return code;
  });
}

/**
 * The facts for a script.
 *
 * @param ok whether all answers are known and valid; with --exit-code whether the exit code is 0
 */
function tellStatus(
  report: Report,
  cloud: Cloud,
  shown: ShownStatus,
  state: BackendState,
  ok: boolean,
): void {
  const { project, source, identity, deployed, local, drift, locked, links, unfinished } = shown;
  const { stack } = project;
  const { last, nested } = deployed?.value ?? {};
  report.tell({
    type: 'result',
    ok,
    state,
    project: {
      root: project.root,
      layout: project.layout,
      environment: project.environment,
      access: project.access,
      ...project.settings,
    },
    cloud,
    accessSource: source,
    identity: identity.value,
    identityProblem: identity.problem,
    stack: stack && { ...stack, status: deployed?.value?.stack.status ?? null, ...noteOf(deployed?.value) },
    missingPermissions: deployed?.value?.missing,
    ...(isGone(deployed?.value) ? { stackDeletedAt: deployed?.value?.stack.deletedAt ?? null } : {}),
    stackProblem: deployed?.problem,
    nested,
    lastDeployment: last && {
      ...last,
      ...(last.endedAt === undefined ? {} : { durationMs: last.endedAt - last.startedAt }),
    },
    resources: local.value,
    resourcesProblem: local.problem,
    drift,
    // Null: AWS could not be asked, or nothing can be locked.
    lockedForGen2: locked ?? null,
    console: stack && (links ?? null),
    // An unfinished deletion or init that was started here, and the command that resumes it.
    unfinished: unfinished ?? null,
    notes: project.notes,
    faults: project.faults ?? [],
  });
}

function noteOf(deployed: DeployedBackend | undefined): { note?: string } {
  const note = deployed && statusNote(deployed.stack.status);
  return note ? { note } : {};
}

async function attempt<T>(ask: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await ask() };
  } catch (thrown) {
    return { problem: asProblem(thrown).toJSON() };
  }
}

/** What is unfinished in a folder; for a note that cannot be understood, how to proceed. */
async function unfinishedIn(
  { stateFolder, journal }: AppContext,
  folder: string,
): Promise<ShownStatus['unfinished']> {
  const begun = await attempt(async () => {
    const deletion = await openDeleteJournal(stateFolder).find(folder);
    return deletion ? begunDeletion(deletion) : begunInit(await journal.about(folder));
  });
  const { problem } = begun;
  return problem ? { text: `${problem.what} ${problem.why}`, next: problem.next } : begun.value;
}

function begunDeletion(note: DeleteNote): ShownStatus['unfinished'] {
  const { scope, name } = note;
  return { scope, name, text: begunWords(note), ...goesOn(deleteCommand(note)) };
}

function begunInit({ entries: [entry], unreadable: [unreadable] }: FolderNotes): ShownStatus['unfinished'] {
  if (!entry) {
    if (unreadable) throw unreadable;
    return undefined;
  }
  const { stackName } = entry;
  return {
    stackName,
    text: `The init of the stack ${plainText(stackName)} was started here and did not finish.`,
    ...goesOn('amplify-tui init --resume'),
  };
}

const goesOn = (command: string) => ({ command, next: `Run \`${command}\` here to resume it.` });

/** The project of a folder, or of the nearest folder above it that is one. */
async function projectHere(appContext: AppContext, folder: string): Promise<Project> {
  const found = await findProject(folder);
  if (found.kind === 'project') return found.project;
  if (found.kind === 'unreadable') throw found.problem;
  if (found.kind === 'nested') return projectHere(appContext, found.root);
  const none = {
    code: 'PROJECT_NONE',
    what: 'There is no Amplify project in this folder.',
    why: `${folder} has no amplify/ folder, and no folder above it has one.`,
    next: 'Run `amplify-tui init` to create one, or add --cwd DIR.',
  } as const;
  // A deletion removes the files before it ends, and an init writes them after its stack.
  const unfinished = await unfinishedIn(appContext, folder);
  throw new Problem(unfinished ? { ...none, why: unfinished.text, next: unfinished.next } : none);
}

function readDeployed(
  appContext: AppContext,
  { stack }: Project,
  choice: Parameters<AppContext['connect']>[0],
  resources: Parameters<typeof deployedBackend>[2],
): Promise<DeployedBackend | undefined> {
  if (!stack) return Promise.resolve(undefined);
  return deployedBackend(appContext.connect(choice, stack.region).clients, stack.stackId, resources);
}

/** Whether the environment is being migrated to Gen 2. @returns undefined if that is unknown */
async function lockOf(
  appContext: AppContext,
  { stack, environment }: Project,
  choice: Parameters<AppContext['connect']>[0],
): Promise<boolean | undefined> {
  if (!stack?.appId) return undefined;
  const { clients } = appContext.connect(choice, stack.region);
  const { value } = await attempt(() =>
    isMigrating(clients, { appId: stack.appId ?? '', environment, stack: stack.stackId }),
  );
  return value;
}
