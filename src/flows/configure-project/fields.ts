import { plainText } from '../../core/text.ts';
import { editorsFor } from '../../project/editors.ts';
import { javascriptDefaults } from '../../project/frontends/javascript.ts';
import { appTypes, type Framework, frameworks } from '../../project/project.ts';
import { isAppType, type ProjectField } from './answers.ts';
import type { ProjectFacts } from './facts.ts';
import type { ProjectAnswers } from './project-answers.ts';

/** The label of a field of the form. */
export const fieldLabels: Readonly<Record<ProjectField, string>> = {
  projectName: 'Name',
  environment: 'Environment',
  editor: 'Editor',
  app: 'App',
  framework: 'Framework',
  sourceDir: 'Source folder',
  distributionDir: 'Distribution folder',
  buildCommand: 'Build command',
  startCommand: 'Start command',
  resDir: 'Resource folder',
  access: 'AWS profile',
  configFiles: 'Configuration files',
  oldFiles: 'Old ones',
  gitIgnore: '.gitignore',
};

/** The hint for a typed field. */
export const fieldHints: Partial<Readonly<Record<ProjectField, string>>> = {
  projectName: 'The stack keeps its name.',
  sourceDir: 'Your code. The files that tell it about the backend go here.',
  distributionDir: 'What gets published: the folder your build writes to.',
  buildCommand: 'Builds the app before it is published.',
  startCommand: 'Runs the app on this machine.',
  resDir: 'Where the files that tell the app about the backend go.',
};

const typed = [
  'projectName',
  'sourceDir',
  'distributionDir',
  'buildCommand',
  'startCommand',
  'resDir',
] as const;
/** A field that is typed; the others are chosen. */
export type TypedField = (typeof typed)[number];

export function isTyped(field: ProjectField): field is TypedField {
  return typed.some((name) => name === field);
}

/** The edit for a value typed into a field. */
export function typedEdit(
  field: TypedField,
  value: string,
  { app, resDir, javascript }: ProjectAnswers,
): Partial<ProjectAnswers> {
  if (field === 'projectName') return { name: value };
  if (field === 'resDir') {
    return app === 'android' || app === 'flutter' ? { resDir: { ...resDir, [app]: value } } : {};
  }
  return { javascript: { ...javascript, [field]: value } };
}

/** The choices for a field, and the edit for each. */
interface ChoiceOf {
  readonly options: readonly { readonly value: string; readonly label: string; readonly note?: string }[];
  readonly edit: (value: string) => Partial<ProjectAnswers>;
}

const plain = (values: readonly string[]) => values.map((value) => ({ value, label: plainText(value) }));

/** What to do with files: `leave` is the word in answers, `keep` the one shown. */
const withKeep = (values: readonly string[]) =>
  values.map((value) => ({ value, label: value === 'leave' ? 'keep' : value }));

/** The choices of a field that is not typed. */
export function choiceOf(field: ProjectField, { framework }: ProjectAnswers, facts: ProjectFacts): ChoiceOf {
  switch (field) {
    case 'app':
      return {
        options: appTypes.map((value) => ({
          value,
          label: value,
          ...(value === facts.detection.app ? { note: 'detected' } : {}),
        })),
        edit: (value) => (isAppType(value) ? { app: value } : {}),
      };
    case 'framework':
      return {
        options: plain(frameworks),
        edit: (value) => {
          const chosen = value as Framework;
          return chosen === framework ? {} : { framework: chosen, javascript: javascriptOf(chosen, facts) };
        },
      };
    case 'environment':
      return { options: plain(facts.environments), edit: (environment) => ({ environment }) };
    case 'configFiles':
      return {
        options: withKeep(['write', 'leave']),
        edit: (value) => ({ configFiles: value as 'write' | 'leave' }),
      };
    case 'oldFiles':
      return {
        options: withKeep(['remove', 'leave']),
        edit: (value) => ({ oldFiles: value as 'remove' | 'leave' }),
      };
    case 'gitIgnore':
      return {
        options: withKeep(['leave', 'add']),
        edit: (value) => ({ gitIgnore: value as 'add' | 'leave' }),
      };
    default: {
      const known = editorsFor(facts.project.layout).map(({ id, label }) => ({ value: id, label }));
      const { editor } = facts.answers;
      const own = known.some(({ value }) => value === editor) ? [] : plain([editor]);
      return { options: [...own, ...known], edit: (value) => ({ editor: value }) };
    }
  }
}

/** The project's settings for a framework, else those detected, else the defaults. */
function javascriptOf(framework: Framework, { answers, detection }: ProjectFacts) {
  if (answers.app === 'javascript' && framework === answers.framework) return answers.javascript;
  return framework === detection.framework ? detection.javascript : javascriptDefaults(framework);
}
