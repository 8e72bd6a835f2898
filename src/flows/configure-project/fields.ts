import { plainText } from '../../core/text.ts';
import { editorsFor } from '../../project/editors.ts';
import { javascriptDefaults } from '../../project/frontends/javascript.ts';
import { appTypes, type Framework, frameworks } from '../../project/project.ts';
import { isAppType, type ProjectField } from './answers.ts';
import type { ProjectFacts } from './facts.ts';
import type { ProjectAnswers } from './project-answers.ts';

/** What a field of the form is called. */
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

/** What a field that is typed is for. */
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

/** What typing into a field answers. */
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

/** What a field can be, and what choosing it answers. */
interface ChoiceOf {
  readonly options: readonly { readonly value: string; readonly label: string; readonly note?: string }[];
  readonly edit: (value: string) => Partial<ProjectAnswers>;
}

const plain = (values: readonly string[]) => values.map((value) => ({ value, label: plainText(value) }));

/** What happens to files: `leave` is the word of answers, and what a person is told is that they stay as they are. */
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

/** What the project has for a framework, else what was found, else the usual values. */
function javascriptOf(framework: Framework, { answers, detection }: ProjectFacts) {
  if (answers.app === 'javascript' && framework === answers.framework) return answers.javascript;
  return framework === detection.framework ? detection.javascript : javascriptDefaults(framework);
}
