import {
  newEnvironmentFaults,
  parameterOptions,
  parametersChosen,
} from '../../../../../machines/init/steps.ts';
import type { InitContext } from '../../../../../machines/init/types.ts';
import { plainText } from '../../../../core/text.ts';
import type { AnswerFault, InitAnswers } from '../../../../flows/init/answers.ts';
import { choiceQuestion, type PaneTalk, type Question, textQuestion } from '../pane-talk.ts';

/** The event for an edited answer. */
export const edit = (answers: Partial<InitAnswers>) => ({ type: 'EDIT', answers }) as const;

/** A question for a text answer, checked by the rules of the answers. */
export function answerQuestion(
  answers: InitAnswers | undefined,
  label: string,
  suggestion: string | undefined,
  change: (typed: string) => Partial<InitAnswers>,
  faultsOf: (answers: InitAnswers) => readonly AnswerFault[],
  field: string,
  hint?: string,
): Question | undefined {
  if (!answers) return undefined;
  return textQuestion({
    label,
    suggestion,
    hint: hint && `Suggested: ${plainText(hint)}`,
    fault: (value) => faultsOf({ ...answers, ...change(value) }).find(({ answer }) => answer === field)?.text,
    send: (value) => edit(change(value)),
  });
}

/** The name of a new environment, and the one to copy parameters from. */
export const environmentPane: PaneTalk<InitContext> = {
  questions: [
    ({ context }) =>
      answerQuestion(
        context.answers,
        'Environment name',
        context.answers?.environment,
        (environment) => ({ environment }),
        (answers) => newEnvironmentFaults({ ...context, answers }),
        'environment',
      ),
    ({ context: { answers, localState, addsTo } }) => {
      const sources = localState?.withParameters ?? [];
      if (!answers || sources.length === 0) return undefined;
      return choiceQuestion({
        label: 'Parameters',
        options: parameterOptions(sources),
        now: parametersChosen(answers, addsTo, sources),
        send: (parametersOf) => edit({ parametersOf }),
      });
    },
  ],
};
