import type { InitAnswers } from '../../flows/init/answers.ts';
import type { Answers } from './answers.ts';

/** An answers file as edits of the init machine's answers. Settings that are not given stay as found. */
export function toInitAnswers(answers: Answers, found: InitAnswers): Partial<InitAnswers> {
  const { sourceDir, distributionDir, buildCommand, startCommand } = answers;
  const javascript = {
    ...found.javascript,
    ...defined({ sourceDir, distributionDir, buildCommand, startCommand }),
  };
  return {
    ...defined({
      name: answers.projectName,
      layout: answers.layout ?? (answers.environment ? 'multi-env' : undefined),
      environment: answers.environment,
      parametersOf: answers.parametersOf === false ? '' : answers.parametersOf,
      gitIgnore: answers.gitIgnore,
      editor: answers.editor,
      app: answers.app,
      framework: answers.framework,
      resDir: answers.resDir,
      region: answers.region,
    }),
    javascript,
    ...(answers.profile ? { access: { kind: 'profile', name: answers.profile } as const } : {}),
    ...(answers.useEnvironmentKeys ? { access: { kind: 'environment' } as const } : {}),
  };
}

/** The answers of a flow as an answers file that gives the same result. */
export function fromInitAnswers(answers: InitAnswers): Answers {
  const settings =
    answers.app === 'javascript'
      ? { framework: answers.framework, ...answers.javascript }
      : answers.app === 'ios'
        ? {}
        : { resDir: answers.resDir };
  return {
    projectName: answers.name,
    ...(answers.layout === 'multi-env' ? { layout: answers.layout, environment: answers.environment } : {}),
    ...(answers.parametersOf === undefined ? {} : { parametersOf: answers.parametersOf || (false as const) }),
    ...(answers.gitIgnore ? { gitIgnore: answers.gitIgnore } : {}),
    editor: answers.editor,
    app: answers.app,
    ...settings,
    ...(answers.access?.kind === 'profile' ? { profile: answers.access.name } : {}),
    ...(answers.access?.kind === 'environment' ? { useEnvironmentKeys: true as const } : {}),
    ...(answers.region ? { region: answers.region } : {}),
  };
}

/** The object without the keys whose value is undefined. */
function defined<T extends object>(object: T): Defined<T> {
  const given = Object.entries(object).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Defined<T>;
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
