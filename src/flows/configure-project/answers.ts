import { sameValue } from '../../core/same-value.ts';
import { plainText } from '../../core/text.ts';
import { optionIn } from '../../credentials/option-rows.ts';
import { addCommand } from '../../credentials/unknown-profile.ts';
import { clientConfigLabels } from '../../project/client-config/labels.ts';
import { projectNameProblem } from '../../project/names.ts';
import {
  type AppType,
  appTypes,
  doubtsAbout,
  type Project,
  type ProjectAccess,
  type ProjectSettings,
} from '../../project/project.ts';
import { type SettingField, settingsProblem } from '../../project/settings.ts';
import { accessOf, type EarlierSettings, type ProjectFacts, stackOf, switches } from './facts.ts';
import type { ProjectAnswers } from './project-answers.ts';

/** What can be changed, in the order of the form, under the names of the answers file. */
export const projectFields = [
  'projectName',
  'environment',
  'editor',
  'app',
  'framework',
  'sourceDir',
  'distributionDir',
  'buildCommand',
  'startCommand',
  'resDir',
  'access',
  'configFiles',
  'oldFiles',
  'gitIgnore',
] as const;

export type ProjectField = (typeof projectFields)[number];

/** One answer that is wrong. */
export interface ProjectFault {
  readonly field: ProjectField;
  readonly text: string;
}

/** One thing that changes, in words. */
export interface ProjectChange {
  readonly field: ProjectField;
  readonly from: string;
  readonly to: string;
}

const javascriptFields = ['sourceDir', 'distributionDir', 'buildCommand', 'startCommand'] as const;

/** The project's current answers; for other kinds of app, what was detected in the folder. */
export function answersOf(
  { settings, access, environment }: Project,
  { detection, restores, environments }: Pick<ProjectFacts, 'detection' | 'restores' | 'environments'>,
  earlier: EarlierSettings = {},
): ProjectAnswers {
  const { app, resDir } = settings;
  return {
    name: settings.name,
    editor: settings.editor,
    app,
    framework: settings.framework ?? earlier.framework ?? detection.framework,
    javascript: settings.javascript ?? earlier.javascript ?? detection.javascript,
    resDir: {
      ...detection.resDir,
      ...earlier.resDir,
      ...(resDir !== undefined && (app === 'android' || app === 'flutter') ? { [app]: resDir } : {}),
    },
    environment: environment ?? (environments.length === 1 ? environments[0] : undefined),
    access,
    configFiles: restores ? 'write' : undefined,
    oldFiles: 'remove',
    oldValues: 'keep',
    gitIgnore: 'leave',
  };
}

/** The app settings for some answers. */
export function settingsOfAnswers(answers: ProjectAnswers): ProjectSettings {
  const { name, editor, app, framework, javascript, resDir } = answers;
  if (app === 'javascript') return { name, editor, app, framework, javascript };
  return app === 'ios' ? { name, editor, app } : { name, editor, app, resDir: resDir[app] };
}

/** The form's fields for the chosen kind of app. */
export function shownFields(answers: ProjectAnswers, facts: ProjectFacts): readonly ProjectField[] {
  const app: readonly ProjectField[] =
    answers.app === 'javascript'
      ? ['framework', ...javascriptFields]
      : answers.app === 'ios'
        ? []
        : ['resDir'];
  const old = leftBehind(answers, facts).length > 0;
  return [
    'projectName',
    ...(hasEnvironment(answers, facts) ? (['environment'] as const) : []),
    'editor',
    'app',
    ...app,
    'access',
    'configFiles',
    ...(old ? (['oldFiles'] as const) : []),
    ...(facts.gitIgnore ? (['gitIgnore'] as const) : []),
  ];
}

/** Whether there is an environment to choose, or one is missing. */
function hasEnvironment({ environment }: ProjectAnswers, { project, environments }: ProjectFacts): boolean {
  if (project.layout === 'documented') return false;
  return environments.length > 1 || environment === undefined || project.environment === undefined;
}

/** The paths of the files that configure the app for its backend. */
export function configLabels(answers: ProjectAnswers): readonly string[] {
  return clientConfigLabels(settingsOfAnswers(answers));
}

/** Existing configuration files that the app would not read with these answers. */
export function leftBehind(answers: ProjectAnswers, { oldFiles }: ProjectFacts) {
  const read = configLabels(answers);
  return oldFiles.filter(({ label }) => !read.includes(label));
}

/** Whether the app's configuration files are written: as requested, or because a change requires it. */
export function writesConfigFiles(answers: ProjectAnswers, facts: ProjectFacts): boolean {
  if (answers.configFiles) return answers.configFiles === 'write';
  const { answers: had } = facts;
  if (answers.app !== had.app || switches(facts, answers)) return true;
  if (facts.configMissing.length > 0) return true;
  if (answers.app === 'javascript')
    return answers.framework !== had.framework || answers.javascript.sourceDir !== had.javascript.sourceDir;
  return answers.app !== 'ios' && answers.resDir[answers.app] !== had.resDir[answers.app];
}

/** A field's value as the form and the review show it. */
export function fieldText(field: ProjectField, answers: ProjectAnswers, facts: ProjectFacts): string {
  switch (field) {
    case 'projectName':
      return answers.name;
    case 'environment':
      return answers.environment ?? 'not chosen';
    case 'resDir':
      return answers.app === 'android' || answers.app === 'flutter' ? answers.resDir[answers.app] : '';
    case 'access':
      return accessText(answers.access);
    case 'configFiles':
      return writesConfigFiles(answers, facts) ? 'write' : 'leave';
    case 'sourceDir':
    case 'distributionDir':
    case 'buildCommand':
    case 'startCommand':
      return answers.javascript[field];
    default:
      return answers[field];
  }
}

/** An access for display. */
export function accessText(access: ProjectAccess | undefined): string {
  switch (access?.kind) {
    case 'profile':
      return access.name;
    case 'keys-file':
      return 'access keys in a file of their own';
    case 'environment':
      return 'whatever the environment gives';
    default:
      return 'none';
  }
}

/** Every answer that differs from the project; automatic consequences of a change do not count. */
export function projectChanges(answers: ProjectAnswers, facts: ProjectFacts): ProjectChange[] {
  const { answers: had } = facts;
  const newApp = answers.app !== had.app;
  return shownFields(answers, facts).flatMap((field): ProjectChange[] => {
    const to = fieldText(field, answers, facts);
    const belongsToApp = !['projectName', 'environment', 'editor', 'app', 'access', 'gitIgnore'].includes(
      field,
    );
    if (field === 'configFiles' && writesConfigFiles(answers, facts) && facts.configMissing.length > 0)
      return [{ field, from: `${facts.configMissing.join(', ')} missing`, to: 'written again' }];
    if (field === 'configFiles' || field === 'oldFiles') return [];
    const from = newApp && belongsToApp ? '' : fieldText(field, had, facts);
    return from === to ? [] : [{ field, from, to }];
  });
}

/**
 * Evidence in the folder that the settings do not mention: another kind of app, for example after amplify/ was copied
 * there, and guesses for the chosen kind.
 */
export function appNotes(answers: ProjectAnswers, facts: ProjectFacts): string[] {
  const { detection, answers: had } = facts;
  const { app, appEvidence, framework } = detection;
  const evidence = app === 'javascript' ? `${framework}, ${appEvidence}` : appEvidence;
  if (answers.app === app && facts.suggested?.app === app)
    return [
      `amplify/ was set up for ${had.app}, and this folder holds an app of the kind ${app} (${evidence}): it is set up for that. App in the form, or --frontend '{"frontend":"${had.app}"}', keeps ${had.app}.`,
      ...doubtsAbout(detection, answers),
    ];
  if (answers.app === app) return answers.app === had.app ? [] : doubtsAbout(detection, answers);
  if (!detectionIsSure(detection)) return [];
  return [
    `This folder holds an app of the kind ${app} (${evidence}), and the project is set up for ${answers.app}: App in the form, or --frontend '{"frontend":"${app}"}', changes that.`,
  ];
}

/** Oddities of the project and of these answers, one sentence each. */
export function formNotes(answers: ProjectAnswers, facts: ProjectFacts): string[] {
  return [
    ...(facts.project.faults ?? []).map(({ what, next }) => `${what} ${next}`),
    ...appNotes(answers, facts),
    ...(facts.restores ? ['The settings of this machine are missing; they are written again.'] : []),
    ...(facts.movedFrom ? [`The project lay in ${facts.movedFrom}; paths are set to this folder.`] : []),
    ...(facts.accessMissing ? [accessLost(facts.answers.access)] : []),
  ];
}

/**
 * The kind of app to start with if amplify/ was copied from another app: the folder's kind, with its settings. Undefined
 * if the folder has any evidence of the kind in the settings, since a clone looks the same.
 */
export function suggestedApp({
  detection,
  answers,
  restores,
  movedFrom,
}: Pick<ProjectFacts, 'detection' | 'answers' | 'restores' | 'movedFrom'>): ProjectFacts['suggested'] {
  const { app, kinds, framework, javascript } = detection;
  if (!restores && movedFrom === undefined) return undefined;
  if (app === answers.app || kinds.includes(answers.app) || !detectionIsSure(detection)) return undefined;
  return app === 'javascript' ? { app, framework, javascript } : { app };
}

/** Whether a kind of app was really recognised: more than nothing, or a package.json that may only bring tools. */
function detectionIsSure({ app, framework, appEvidence }: ProjectFacts['detection']): boolean {
  return app === 'javascript' ? framework !== 'none' : appEvidence !== '';
}

/** What is wrong with the changed answers; what the project has already is accepted. */
export function projectFaults(answers: ProjectAnswers, facts: ProjectFacts): ProjectFault[] {
  const changed = new Set(projectChanges(answers, facts).map(({ field }) => field));
  const settings: readonly SettingField[] = [...javascriptFields, 'resDir'];
  return shownFields(answers, facts).flatMap((field): ProjectFault[] => {
    if (field === 'environment') return environmentFault(answers, facts);
    if (field === 'access' && (facts.restores || switches(facts, answers)) && answers.access === undefined)
      return [
        {
          field,
          text: 'Choose the profile that the project uses on this machine.',
        },
      ];
    if (field === 'access' && isLost(answers, facts)) return [{ field, text: accessLost(answers.access) }];
    if (!changed.has(field)) return [];
    const value = fieldText(field, answers, facts);
    const isSetting = settings.find((setting) => setting === field);
    const text =
      field === 'projectName'
        ? projectNameProblem(value)
        : isSetting
          ? settingsProblem(isSetting, value)
          : undefined;
    return text ? [{ field, text }] : [];
  });
}

function environmentFault(answers: ProjectAnswers, facts: ProjectFacts): ProjectFault[] {
  const { environment } = answers;
  const field = 'environment';
  if (environment !== undefined) {
    if (environment === facts.project.environment || stackOf(facts, answers)) return [];
    const fault = facts.stackFaults[environment];
    if (fault) return [{ field, text: `${fault.what} ${fault.why}` }];
    const text = `team-provider-info.json names no whole stack for ${environment}.`;
    const others = facts.environments.filter((name) => name !== environment);
    const way =
      '`amplify-tui init --env NAME` makes one of your own; else get that file from whoever works with the backend.';
    return [{ field, text: `${text} ${others.length > 0 ? `It has ${others.join(', ')}. ` : ''}${way}` }];
  }
  if (facts.environments.length > 0)
    return [{ field, text: `Choose one of ${facts.environments.join(', ')}.` }];
  return [
    {
      field,
      text: 'No file here says where an environment lives: team-provider-info.json is missing or names none. `amplify-tui init --env NAME` makes one of your own; else get that file from whoever works with the backend.',
    },
  ];
}

/** Whether the access is missing because the project is on another machine, or another environment was chosen. */
function isLost(answers: ProjectAnswers, facts: ProjectFacts): boolean {
  const { access } = answers;
  if (access?.kind === 'keys-file' && facts.keysMissing.includes(access.path))
    return facts.restores || facts.movedFrom !== undefined || switches(facts, answers);
  if (!sameValue(access, accessOf(facts, answers))) return false;
  if (switches(facts, answers) && access?.kind === 'profile')
    return optionIn(facts.accessOptions, { kind: 'profile', name: access.name }) === undefined;
  return (facts.restores || facts.movedFrom !== undefined) && facts.accessMissing;
}

/** That an access is missing on this machine, and what helps. */
export function accessLost(access: ProjectAccess | undefined): string {
  const add = access?.kind === 'profile' ? addCommand(access.name) : undefined;
  const make = add ? `make it with ${add}, or ` : '';
  return `${accessName(access)} is not on this machine: ${make}choose a profile that is.`;
}

/** An access as the subject of a sentence. */
export function accessName(access: ProjectAccess | undefined): string {
  return access?.kind === 'keys-file'
    ? `The keys file ${plainText(access.path)}`
    : `The profile ${accessText(access)}`;
}

/** Whether a word is a kind of app. */
export function isAppType(word: string): word is AppType {
  return appTypes.some((app) => app === word);
}
