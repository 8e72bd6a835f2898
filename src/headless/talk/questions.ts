import { newEnvironmentFaults } from '../../../machines/init/steps.ts';
import type { InitContext } from '../../../machines/init/types.ts';
import type { PaneId } from '../../../machines/meta.ts';
import { sameChoice } from '../../credentials/access.ts';
import type { AccessOption } from '../../credentials/choice.ts';
import {
  type AnswerFault,
  environmentFaults,
  type InitAnswers,
  nameFaults,
  settingsFaults,
} from '../../init/answers.ts';
import { editors } from '../../project/editors.ts';
import { javascriptDefaults } from '../../project/frontends/javascript.ts';
import {
  type AppType,
  appTypes,
  doubtsAbout,
  frameworks,
  layoutLabels,
  layoutReaders,
} from '../../project/project.ts';
import { regions } from '../../regions/regions.ts';
import { plainText } from '../../values/text.ts';
import { type Choice, chosenOf } from './talk.ts';

/** What a typed line means: a change of the answers, or what is wrong with it, one sentence. */
export type Taken = { readonly change: Partial<InitAnswers> } | { readonly fault: string };

/** One question, asked and answered in one line. */
export interface Question {
  readonly label: string;
  /** What an empty line stands for. */
  readonly suggestion?: string | undefined;
  /** Said before the question. */
  readonly hint?: string | undefined;
  /** Things to choose from, by number. */
  readonly choices?: readonly Choice[];
  take(typed: string): Taken;
}

/** The questions of a pane, in their order; each is made when it is asked, from the answers so far. */
export function questionsOf(pane: PaneId): readonly ((context: InitContext) => Question | undefined)[] {
  return questions[pane] ?? [];
}

const questions: Readonly<
  Partial<Record<PaneId, readonly ((context: InitContext) => Question | undefined)[]>>
> = {
  'init.name': [
    ({ answers, surroundings }) =>
      textQuestion(
        answers,
        'Project name',
        answers?.name,
        (name) => ({ name }),
        nameFaults,
        'projectName',
        surroundings?.nameEvidence,
      ),
    ({ answers }) => choiceQuestion('Layout', layoutChoices, answers?.layout, (layout) => ({ layout })),
    ({ answers }) =>
      answers?.layout === 'multi-env'
        ? textQuestion(
            answers,
            'Environment name',
            answers.environment,
            (environment) => ({ environment }),
            environmentFaults,
            'environment',
          )
        : undefined,
  ],
  'init.environment': [
    (context) =>
      textQuestion(
        context.answers,
        'Environment name',
        context.answers?.environment,
        (environment) => ({ environment }),
        (answers) => newEnvironmentFaults({ ...context, answers }),
        'environment',
      ),
  ],
  'init.editor': [
    ({ answers, surroundings }) => {
      const options = editors.map(({ id, label }) => ({ label, value: id }));
      return choiceQuestion(
        'Editor',
        options,
        answers?.editor,
        (editor) => ({ editor }),
        surroundings?.editorEvidence,
      );
    },
  ],
  'init.app': [
    ({ answers, surroundings }) => {
      const options = appTypes.map((value) => ({ label: appLabels[value], value }));
      const detection = surroundings?.detection;
      return choiceQuestion(
        'Kind of app',
        options,
        answers?.app,
        (app) => ({
          app,
          ...(detection && (app === 'android' || app === 'flutter') ? { resDir: detection.resDir[app] } : {}),
        }),
        detection && `from ${detection.appEvidence}`,
      );
    },
  ],
  'init.framework': [
    ({ answers, surroundings }) => {
      const detection = surroundings?.detection;
      return choiceQuestion(
        'Framework',
        frameworks.map((value) => ({ label: value, value })),
        answers?.framework,
        (framework) => ({
          framework,
          ...(framework === answers?.framework
            ? {}
            : {
                javascript:
                  detection && framework === detection.framework
                    ? detection.javascript
                    : javascriptDefaults(framework),
              }),
        }),
        [
          detection?.frameworkEvidence && `found ${detection.frameworkEvidence}`,
          ...(detection && answers ? doubtsAbout(detection, answers) : []),
        ]
          .filter(Boolean)
          .join('. '),
      );
    },
    ...(
      [
        ['sourceDir', 'Source folder'],
        ['distributionDir', 'Distribution folder'],
        ['buildCommand', 'Build command'],
        ['startCommand', 'Start command'],
      ] as const
    ).map(
      ([field, label]) =>
        ({ answers }: InitContext) =>
          answers &&
          textQuestion(
            answers,
            label,
            answers.javascript[field],
            (value) => ({ javascript: { ...answers.javascript, [field]: value } }),
            settingsFaults,
            field,
          ),
    ),
  ],
  'init.resources': [
    ({ answers }) =>
      textQuestion(
        answers,
        'Folder of resources',
        answers?.resDir,
        (resDir) => ({ resDir }),
        settingsFaults,
        'resDir',
      ),
  ],
  'init.access': [
    ({ answers, surroundings }) => {
      const options = (surroundings?.accessOptions ?? []).map((option) => ({
        ...accessChoice(option),
        value: option,
      }));
      const now = options.find(({ value }) => sameChoice(value.choice, answers?.access));
      return {
        ...choiceQuestion(
          'AWS profile',
          options,
          now?.value,
          ({ choice }) => ({ access: choice }),
          surroundings?.accessAbsent ?? (surroundings?.accessSource && `from ${surroundings.accessSource}`),
        ),
        take: (typed) => {
          const option = typed === '' ? now : chosenOf(typed, options);
          if (!option) return { fault: 'Type the number or the name of one of these profiles.' };
          if (!option.value.usable.ok) return { fault: option.value.usable.why };
          return { change: { access: option.value.choice } };
        },
      };
    },
  ],
  'init.region': [
    ({ answers }) => ({
      label: 'AWS region',
      suggestion: answers?.region,
      hint: 'As eu-west-1 or us-east-1.',
      take: (typed) => {
        const region = typed === '' ? answers?.region : typed.toLowerCase();
        if (region && regions.some(({ id }) => id === region)) return { change: { region } };
        return { fault: `${plainText(region ?? 'That')} is not a region that is known here.` };
      },
    }),
  ],
};

const layoutChoices = [
  { label: layoutLabels.documented, note: layoutReaders.documented, value: 'documented' },
  { label: layoutLabels['multi-env'], note: layoutReaders['multi-env'], value: 'multi-env' },
] as const;

const appLabels: Readonly<Record<AppType, string>> = {
  javascript: 'JavaScript',
  android: 'Android',
  ios: 'iOS',
  flutter: 'Flutter',
};

/** How an access is said in a list. */
export function accessChoice({ label, kind, region, usable }: AccessOption): Choice {
  const note = [kind, region, usable.ok ? undefined : 'cannot be used'].filter(Boolean).join(', ');
  return { label, note };
}

function textQuestion(
  answers: InitAnswers | undefined,
  label: string,
  suggestion: string | undefined,
  change: (typed: string) => Partial<InitAnswers>,
  faultsOf: (answers: InitAnswers) => readonly AnswerFault[],
  field: string,
  hint?: string,
): Question | undefined {
  if (!answers) return undefined;
  return {
    label,
    suggestion,
    hint: hint && plainText(hint),
    take: (typed) => {
      const made = change(typed === '' ? (suggestion ?? '') : typed);
      const fault = faultsOf({ ...answers, ...made }).find(({ answer }) => answer === field);
      return fault ? { fault: fault.text } : { change: made };
    },
  };
}

function choiceQuestion<Value>(
  label: string,
  options: readonly (Choice & { readonly value: Value })[],
  now: Value | undefined,
  change: (value: Value) => Partial<InitAnswers>,
  hint?: string,
): Question {
  const suggested = options.find(({ value }) => value === now);
  return {
    label,
    choices: options,
    suggestion: suggested?.label,
    hint: hint && plainText(hint),
    take: (typed) => {
      const option = typed === '' ? suggested : chosenOf(typed, options);
      return option
        ? { change: change(option.value) }
        : { fault: `Type a number from 1 to ${options.length}, or the name.` };
    },
  };
}
