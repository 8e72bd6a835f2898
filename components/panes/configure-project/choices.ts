import type { ProjectField } from '../../../src/configure-project/answers.ts';
import { isAppType } from '../../../src/configure-project/answers.ts';
import type { ProjectFacts } from '../../../src/configure-project/facts.ts';
import type { ProjectAnswers } from '../../../src/configure-project/project-answers.ts';
import { editorsFor } from '../../../src/project/editors.ts';
import { javascriptDefaults } from '../../../src/project/frontends/javascript.ts';
import { appTypes, type Framework, frameworks } from '../../../src/project/project.ts';
import { plainText } from '../../../src/values/text.ts';
import type { ChoiceOption } from '../../widgets/choice.tsx';

/** What a field can be, and what choosing it answers. */
interface ChoiceOf {
  readonly options: readonly ChoiceOption<string>[];
  readonly edit: (value: string) => Partial<ProjectAnswers>;
}

const plain = (values: readonly string[]) => values.map((value) => ({ value, label: plainText(value) }));

/** The choices of a field that is not typed. */
export function choiceOf(field: ProjectField, { framework }: ProjectAnswers, facts: ProjectFacts): ChoiceOf {
  switch (field) {
    case 'app':
      return {
        options: appTypes.map((value) => ({
          value,
          label: value,
          ...(value === facts.detection.app ? { note: 'found' } : {}),
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
        options: plain(['write', 'leave']),
        edit: (value) => ({ configFiles: value as 'write' | 'leave' }),
      };
    case 'oldFiles':
      return {
        options: plain(['remove', 'leave']),
        edit: (value) => ({ oldFiles: value as 'remove' | 'leave' }),
      };
    case 'gitIgnore':
      return {
        options: plain(['leave', 'add']),
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
