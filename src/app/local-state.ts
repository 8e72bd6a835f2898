import type { InitLocalState } from '../../machines/init/types.ts';
import type { HomeData } from '../../machines/session/types.ts';
import { asProblem, Problem } from '../core/problem.ts';
import type { Rows } from '../core/rows.ts';
import { plainText } from '../core/text.ts';
import type { AccessOption } from '../credentials/access-option.ts';
import {
  accessChoices,
  accessProblemIfNone,
  type DefaultChoice,
  type DefaultChoiceInput,
  defaultChoice,
  wantsInstance,
} from '../credentials/choice.ts';
import { optionIn } from '../credentials/option-rows.ts';
import { configuredRegion } from '../credentials/region.ts';
import { type InitAnswers, suggestedAnswers } from '../flows/init/answers.ts';
import { environmentsWithParameters } from '../flows/init/copied-parameters.ts';
import { listFolder } from '../platform/files.ts';
import { byLastUse } from '../profiles/last-used.ts';
import type { ProfileList } from '../profiles/profile.ts';
import { profileNamed } from '../profiles/profile-table.ts';
import { detectApp } from '../project/detect.ts';
import { preferredEditor } from '../project/editors.ts';
import { projectFiles } from '../project/layouts/file-names.ts';
import { recordedEnvironments } from '../project/layouts/multi-env.ts';
import { readJsonObject } from '../project/layouts/records.ts';
import { cleanProjectName } from '../project/names.ts';
import { findProject } from '../project/open.ts';
import type { FoundProject, Project } from '../project/project.ts';
import { deletionBegun, openDeleteJournal } from '../state/delete-journal.ts';
import { notesFolder } from '../state/note-files.ts';
import { openRecentProjects, stacksOfOthers } from '../state/projects.ts';
import { notedName, readSettings, type Settings } from '../state/settings.ts';
import { type AppContext, folderName } from './app-context.ts';
import { lookForInstance } from './look-for-instance.ts';

/** What `init` needs to know before its first question, from files, without calling AWS. */
export async function lookAround(appContext: AppContext): Promise<InitLocalState> {
  const [found, detection, notes, deletion] = await Promise.all([
    findProject(appContext.folder),
    detectApp(appContext.folder),
    appContext.journal.about(appContext.folder),
    openDeleteJournal(appContext.stateFolder).find(appContext.folder).catch(asProblem),
  ]);
  const [unfinished, ...more] = notes.entries;
  const [damaged = deletion instanceof Problem ? deletion : undefined] = notes.unreadable;
  const begun = deletion instanceof Problem || !deletion ? undefined : deletionBegun(deletion);
  const unreadable = damaged ?? begun;
  const environments = found.kind === 'project' ? await recordedEnvironments(found.project) : [];
  const list = byLastUse(appContext.profiles(), appContext.stateFolder);
  const chosen = inUse(appContext, list) ?? (await findAccess(appContext, list, found));
  // Includes what was found out about this machine on the way.
  const options = accessChoices(list, appContext.env, appContext.flags.region);
  // A region from an option or a variable applies to whatever access is chosen later, too.
  const region = chosen
    ? regionOf(appContext, chosen, options)
    : (appContext.flags.region ?? configuredRegion(undefined, appContext.env));
  const name = cleanProjectName(folderName(appContext.folder));
  const editor = preferredEditor(appContext.env);
  const missing = accessProblemIfNone(list, appContext.env);
  return {
    found,
    environments,
    withParameters: found.kind === 'project' ? await namesWithParameters(found.project) : [],
    detection,
    answers: withEnvironment(
      suggestedAnswers(detection, name, editor.id, chosen?.choice, region),
      appContext.flags.environment,
    ),
    nameEvidence: `from the folder ${plainText(folderName(appContext.folder))}`,
    editorEvidence: editor.evidence,
    accessOptions: options,
    ...preselected(chosen, options),
    ...(missing ? { accessMissing: missing.toJSON() } : {}),
    ...(unfinished ? { unfinished } : {}),
    ...(more.length > 0 ? { moreUnfinished: more.map(({ stackName }) => stackName) } : {}),
    ...(unreadable ? { noteProblem: unreadable.toJSON() } : {}),
  };
}

/** An unreadable record is reported when it is to be written. */
async function namesWithParameters({ root, layout }: Project): Promise<string[]> {
  if (layout === 'documented') return [];
  return environmentsWithParameters(await readJsonObject(root, projectFiles.teamProviderInfo));
}

/** What the profile step says about the preselected access: where it comes from, or that it does not exist. */
function preselected(chosen: DefaultChoice | undefined, options: Rows<AccessOption>) {
  if (!chosen) return {};
  const { choice, source } = chosen;
  const name = choice.kind === 'profile' ? choice.name : undefined;
  if (name === undefined || optionIn(options, choice)) return { accessSource: source, accessGiven: choice };
  const named = `${source.charAt(0).toUpperCase()}${source.slice(1)} names ${plainText(name)}`;
  return { accessAbsent: `${named}, which is not a profile on this machine. Choose one of these.` };
}

/** `--env` selects the layout with environments. */
function withEnvironment(answers: InitAnswers, environment: string | undefined): InitAnswers {
  return environment === undefined ? answers : { ...answers, layout: 'multi-env', environment };
}

/** What the home screen shows without calling AWS. */
export async function loadHome(appContext: AppContext): Promise<HomeData> {
  const [found, unfinished, activity, settings, deletion, assumeBegun, recent] = await Promise.all([
    findProject(appContext.folder),
    appContext.journal.find(appContext.folder),
    appContext.activity.list(),
    readSettings(appContext.stateFolder),
    // An unreadable note is reported when the deletion is continued.
    openDeleteJournal(appContext.stateFolder)
      .find(appContext.folder)
      .catch(() => undefined),
    isAssumeBegun(appContext),
    openRecentProjects(appContext.stateFolder).list(),
  ]);
  const root = found.kind === 'project' ? found.project.root : undefined;
  const known = recent.find(({ folder }) => folder === root);
  const place = known?.place;
  const stackName = found.kind === 'project' ? found.project.stack?.stackName : undefined;
  // It does not apply to another environment.
  const remembered = known?.stack?.name === stackName ? known?.stack : undefined;
  // The environments flow reports their faults.
  const environments =
    found.kind === 'project' ? await recordedEnvironments(found.project).catch(() => []) : [];
  const own = found.kind === 'project' ? found.project.environment : undefined;
  const { stacks } = known ? stacksOfOthers(known, own, environments) : {};
  const list = byLastUse(appContext.profiles(), appContext.stateFolder);
  const input = await choiceInput(appContext, list, found, settings);
  const chosen = defaultChoice(input);
  const profiles = accessChoices(list, appContext.env);
  const region = chosen && regionOf(appContext, chosen, profiles);
  return {
    found,
    profiles,
    profileFindings: list.findings.map((finding) => plainText(finding.text)),
    ...(chosen ? { access: { ...chosen, ...(region ? { region } : {}) } } : {}),
    ...(unfinished ? { unfinished } : {}),
    environments,
    ...(place ? { place } : {}),
    ...(remembered ? { remembered } : {}),
    ...(stacks ? { stacks } : {}),
    ...(deletion ? { deletion: { scope: deletion.scope, name: deletion.name } } : {}),
    ...(assumeBegun ? { assumeBegun } : {}),
    activity: activity.toReversed(),
    folderProfile: input.folderProfile,
    production: settings.production,
  };
}

/** Whether an `assume-role` was started and did not finish. Its code is loaded only if there may be one. */
async function isAssumeBegun({ stateFolder }: AppContext): Promise<boolean> {
  if ((await listFolder(notesFolder(stateFolder, 'assume-role'))).length === 0) return false;
  const { openAssumeJournal } = await import('../flows/assume-role/journal.ts');
  // An unreadable note is reported when the flow is opened.
  const note = await openAssumeJournal(stateFolder)
    .newest()
    .catch(() => undefined);
  return note !== undefined;
}

/** The default access. Sends no request. */
export async function chooseAccess(
  appContext: AppContext,
  list: ProfileList,
  found: FoundProject,
): Promise<DefaultChoice | undefined> {
  return defaultChoice(await choiceInput(appContext, list, found));
}

/** The access of the session, if it still exists: a flow starts with the one in the top line. */
export function inUse(appContext: AppContext, list: ProfileList): DefaultChoice | undefined {
  const used = appContext.inUse?.();
  if (used?.choice.kind !== 'profile') return used;
  const { name } = used.choice;
  return profileNamed(list, name) ? used : undefined;
}

/** Like {@link chooseAccess}; when nothing gives access, it asks whether this is an EC2 instance with a role. */
export async function findAccess(
  appContext: AppContext,
  list: ProfileList,
  found: FoundProject,
): Promise<DefaultChoice | undefined> {
  const input = await choiceInput(appContext, list, found);
  if (wantsInstance(input)) await lookForInstance(appContext.env, list);
  return defaultChoice(input);
}

async function choiceInput(
  appContext: AppContext,
  list: ProfileList,
  found: FoundProject,
  known?: Settings,
): Promise<DefaultChoiceInput> {
  const settings = known ?? (await readSettings(appContext.stateFolder));
  const project = found.kind === 'project' ? found.project.access : undefined;
  return {
    flag: appContext.flags.profile,
    projectProfile: project?.kind === 'profile' ? project.name : undefined,
    projectKeys: project?.kind === 'keys-file',
    folderProfile: settings.folderProfiles[await notedName(settings.folderProfiles, appContext.folder)],
    env: appContext.env,
    list,
  };
}

/**
 * The region of an access, if it can be known without a request; a profile that cannot be opened has none yet.
 *
 * @param options every way to reach AWS from here; read from the files if absent
 */
export function regionOf(
  appContext: AppContext,
  { choice }: DefaultChoice,
  options?: Rows<AccessOption>,
): string | undefined {
  if (appContext.flags.region) return appContext.flags.region;
  const option = optionIn(options ?? accessChoices(appContext.profiles(), appContext.env), choice);
  if (option?.usable.ok) return appContext.access(choice).region;
  // The environment sets it for any profile, even a missing one.
  return option ? option.region : configuredRegion(undefined, appContext.env);
}
