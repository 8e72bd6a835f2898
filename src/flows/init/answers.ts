import type { AccessChoice } from '../../credentials/access.ts';
import type { GitIgnore } from '../../project/layouts/git-ignore.ts';
import { environmentNameProblem, projectNameProblem } from '../../project/names.ts';
import type { Detection, Layout, ProjectSettings } from '../../project/project.ts';
import { settingsProblem } from '../../project/settings.ts';

/** The user's answers in `init`, always complete: detected values and defaults replace what was not typed. */
export interface InitAnswers extends ProjectSettings {
  readonly framework: NonNullable<ProjectSettings['framework']>;
  readonly javascript: NonNullable<ProjectSettings['javascript']>;
  readonly resDir: string;
  readonly layout: Layout;
  /** The environment's name; used only in the layout with environments. */
  readonly environment: string;
  /** The environment whose parameters are copied to a new one; empty: none. Absent: this machine's. */
  readonly parametersOf?: string;
  /** Absent: Amplify's lines are added in the layout with environments, as by the Amplify CLI. */
  readonly gitIgnore?: GitIgnore;
  readonly access?: AccessChoice;
  readonly region?: string;
}

/** A missing or wrong answer. */
export interface AnswerFault {
  /** Its name in the answers file: `projectName`, `sourceDir`, `profile`. */
  readonly answer: string;
  readonly text: string;
}

/** The answers that a folder suggests, before the user has entered any. */
export function suggestedAnswers(
  detection: Detection,
  name: string,
  editor: string,
  access?: AccessChoice,
  region?: string,
): InitAnswers {
  return {
    name,
    editor,
    app: detection.app,
    framework: detection.framework,
    javascript: detection.javascript,
    layout: 'documented',
    environment: 'dev',
    resDir: detection.app === 'flutter' ? detection.resDir.flutter : detection.resDir.android,
    ...(access ? { access } : {}),
    ...(region ? { region } : {}),
  };
}

/** The project's settings alone, as its files and the journal store them. */
export function settingsOf(answers: InitAnswers): ProjectSettings {
  const { name, editor, app, framework, javascript, resDir } = answers;
  if (app === 'javascript') return { name, editor, app, framework, javascript };
  return app === 'ios' ? { name, editor, app } : { name, editor, app, resDir };
}

/** What is wrong with the name, if anything. */
export function nameFaults(answers: InitAnswers): AnswerFault[] {
  const text = projectNameProblem(answers.name);
  return text ? [{ answer: 'projectName', text }] : [];
}

/** What is wrong with the environment's name, if anything; the documented layout has none. */
export function environmentFaults({ layout, environment }: InitAnswers): AnswerFault[] {
  const text = layout === 'multi-env' ? environmentNameProblem(environment) : undefined;
  return text ? [{ answer: 'environment', text }] : [];
}

/** What is wrong with the settings of the app, if anything. */
export function settingsFaults(answers: InitAnswers): AnswerFault[] {
  const fields =
    answers.app === 'javascript'
      ? (['sourceDir', 'distributionDir', 'buildCommand', 'startCommand'] as const).map(
          (field) => [field, answers.javascript[field]] as const,
        )
      : answers.app === 'ios'
        ? []
        : [['resDir', answers.resDir] as const];
  return fields.flatMap(([answer, value]) => {
    const text = settingsProblem(answer, value);
    return text ? [{ answer, text }] : [];
  });
}

/** What is missing for the access, if anything; whether it works is only known after calling AWS. */
export function accessFaults(answers: InitAnswers): AnswerFault[] {
  const faults: AnswerFault[] = [];
  if (!answers.access)
    faults.push({ answer: 'profile', text: 'No AWS profile is chosen, and none was found.' });
  if (!answers.region)
    faults.push({ answer: 'region', text: 'No AWS region is known; the profile names none.' });
  return faults;
}

/** Everything that is missing or wrong, in the order of the steps. */
export function answerFaults(answers: InitAnswers): AnswerFault[] {
  return [
    ...nameFaults(answers),
    ...environmentFaults(answers),
    ...settingsFaults(answers),
    ...accessFaults(answers),
  ];
}
