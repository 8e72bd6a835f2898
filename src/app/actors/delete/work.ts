import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { DeleteAsked, LookedDelete } from '../../../../machines/delete/types.ts';
import { createPersist } from '../../../aws/persist.ts';
import type { FollowConnection } from '../../../aws/progress/model.ts';
import { asProblem } from '../../../core/problem.ts';
import type { AccessChoice } from '../../../credentials/access.ts';
import { withCodes } from '../../../credentials/sign-in.ts';
import { expectDownloadFolder } from '../../../flows/delete/download.ts';
import { planFileRemoval } from '../../../flows/delete/files.ts';
import { lookAtBackend } from '../../../flows/delete/look.ts';
import type { DeleteChoices, DeletePlan, FoundBackend } from '../../../flows/delete/plan.ts';
import { type DeleteNews, noteOf, runDelete } from '../../../flows/delete/run.ts';
import { expandTilde } from '../../../platform/paths.ts';
import { sameFolder } from '../../../platform/real-path.ts';
import { type DeleteNote, openDeleteJournal } from '../../../state/delete-journal.ts';
import { openRecentProjects } from '../../../state/projects.ts';
import { notedName, readSettings, updateSettings } from '../../../state/settings.ts';
import type { AppContext } from '../../app-context.ts';
import { forgetSessions } from '../../forget-sessions.ts';
import { identifyAccess } from '../../identify-access.ts';
import { expectUnlocked, refuseLocked } from '../../migration-lock.ts';
import { withPatience } from '../../with-patience.ts';
import { sharedWith } from '../share/work.ts';
import { accessOf, expectPlace, sessionsOf, subjectOf } from './subject.ts';

/** How to call AWS, and who hears about the connection. */
export interface AskingAws {
  readonly signal: AbortSignal;
  readonly tell: (connection: FollowConnection) => void;
  /** Absent to wait forever, when a user is watching. */
  readonly giveUpAfter?: number | undefined;
}

/**
 * Finds everything that belongs to a folder's project, or to one of its environments; a deletion that was started is found by
 * its note.
 *
 * @throws Problem when it cannot be deleted
 */
export async function lookForDelete(
  appContext: AppContext,
  asked: DeleteAsked,
  asking: AskingAws,
): Promise<LookedDelete> {
  const note = await openDeleteJournal(appContext.stateFolder).find(asked.folder);
  const subject = await subjectOf(appContext, asked, note);
  const { root, scope, name, layout, settings, targets } = subject;
  const going = targets.flatMap(({ environment }) => (environment === undefined ? [] : [environment]));
  const backends: FoundBackend[] = [];
  const notes = [...subject.notes];
  for (const noted of targets) {
    const access = accessOf(appContext, noted);
    const target = { ...noted, access };
    const identity = await identifyAccess(appContext, access, target.region, asking);
    expectPlace(target, identity);
    const unknown = await expectUnlocked(appContext, { ...target, stack: target });
    if (unknown !== undefined) notes.push(unknown);
    const { region } = target;
    const tools = {
      clients: clientsOf(appContext, access, region),
      persist: persistOf(appContext, access, region, asking),
    };
    backends.push(await lookAtBackend(tools, { target, identity, whole: scope === 'project', going }));
  }
  const environment = scope === 'environment' ? targets[0]?.environment : undefined;
  const { files, kept } = await planFileRemoval({ root, scope, settings, environment });
  const shared = scope === 'project' ? await sharedWith(appContext, root) : [];
  return {
    found: {
      root,
      scope,
      name,
      layout,
      settings,
      backends,
      files,
      kept,
      notes,
      remembered: scope === 'project' ? await rememberedOf(appContext, root, shared) : [],
      sessions: sessionsOf(appContext, backends, subject.staying),
      ...(note ? { begunAt: note.startedAt, downloaded: note.downloaded === true } : {}),
    },
    choices: await choicesOf(appContext, root, asked, note),
  };
}

/** What this machine remembers about a project, in a few words each. */
async function rememberedOf(
  appContext: AppContext,
  root: string,
  shared: readonly string[],
): Promise<string[]> {
  const recent = await openRecentProjects(appContext.stateFolder).list();
  const isRecent = await Promise.all(recent.map(({ folder }) => sameFolder(folder, root)));
  return [
    ...(isRecent.includes(true) ? ['the entry among the recent projects'] : []),
    ...shared.map((folder) => `that ${folder} shares the backend; its copy stays`),
  ];
}

/** The decisions: made now, else those of the run that is continued. */
async function choicesOf(
  appContext: AppContext,
  root: string,
  { decided }: DeleteAsked,
  note: DeleteNote | undefined,
): Promise<DeleteChoices> {
  const { download = note?.download } = decided;
  const again = download !== undefined && download === note?.download;
  const folder = download === undefined ? undefined : await downloadFolder(appContext, root, download, again);
  return {
    keepBucket: decided.keepBucket || note?.keepBucket === true,
    keepFiles: decided.keepFiles || note?.keepFiles === true,
    ...(folder === undefined ? {} : { download: folder }),
  };
}

/** The folder for the contents of the buckets, absolute. @throws Problem USAGE for an unsuitable one */
export async function downloadFolder(
  appContext: AppContext,
  root: string,
  typed: string,
  again = false,
): Promise<string> {
  const folder = resolve(root, expandTilde(typed.trim(), appContext.env));
  await expectDownloadFolder(folder, root, again);
  return folder;
}

const clientsOf = (appContext: AppContext, access: AccessChoice, region: string) =>
  appContext.connect(access, region).followClients;

/** Retries calls as long as somebody waits; asks for a code when the session ends on the way. */
function persistOf(appContext: AppContext, access: AccessChoice, region: string, asking: AskingAws) {
  const { signal, tell, giveUpAfter } = asking;
  const ask = createPersist({ clock: appContext.clock, signal, onConnection: tell, giveUpAfter });
  return <T>(call: (each: AbortSignal) => Promise<T>): Promise<T> =>
    askingHere(appContext, access, region, giveUpAfter, () => ask(call));
}

/** Asks for a code when the session ends on the way: without a screen nothing else does. */
function askingHere<T>(
  appContext: AppContext,
  access: AccessChoice,
  region: string,
  giveUpAfter: number | undefined,
  use: () => Promise<T>,
): Promise<T> {
  return giveUpAfter === undefined ? use() : withCodes(appContext.connect(access, region).access, use);
}

/** Carries out a plan. @returns the labels of the files that were removed or changed */
export async function carryOutDelete(
  appContext: AppContext,
  plan: DeletePlan,
  asking: AskingAws & { readonly news: (news: DeleteNews) => void },
): Promise<string[]> {
  const { signal, giveUpAfter, news } = asking;
  // The review may have been on the screen for hours.
  for (const { target } of plan.found.backends) await refuseLocked(appContext, { ...target, stack: target });
  const journal = openDeleteJournal(appContext.stateFolder);
  const earlier = await journal.find(plan.found.root);
  const note = noteOf(plan, {
    id: earlier?.id ?? randomUUID(),
    startedAt: earlier?.startedAt ?? appContext.clock.now(),
    endpoint: appContext.cloud.kind === 'aws' ? undefined : appContext.cloud.url,
  });
  return runDelete(
    {
      clock: appContext.clock,
      journal,
      tell: news,
      of: ({ target: { access, region } }) => ({
        clients: clientsOf(appContext, access, region),
        persist: persistOf(appContext, access, region, asking),
      }),
      follow: ({ target: { access, region } }, onUpdate, run) =>
        askingHere(appContext, access, region, giveUpAfter, () =>
          withPatience(appContext, giveUpAfter, { onUpdate, signal }, run),
        ),
      forget: (each) => forget(appContext, each),
    },
    plan,
    note,
  );
}

async function forget(appContext: AppContext, { found, choices }: DeletePlan): Promise<void> {
  for (const profile of found.sessions)
    await forgetSessions(appContext, profile).catch((thrown: unknown) => {
      // The sessions of a profile that was removed meanwhile cannot be found; they expire by themselves.
      appContext.log.warn(asProblem(thrown).what);
    });
  if (found.remembered.length === 0 || choices.keepFiles) return;
  await openRecentProjects(appContext.stateFolder).forget(found.root);
  const { shared } = await readSettings(appContext.stateFolder);
  const noted = await notedName(shared, found.root);
  if (!(noted in shared)) return;
  await updateSettings(appContext.stateFolder, (settings) => {
    const { [noted]: _, ...others } = settings.shared;
    return { ...settings, shared: others };
  });
}
