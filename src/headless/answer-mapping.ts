import type { InitAnswers } from '../init/answers.ts';
import { Problem } from '../values/problem.ts';
import type { Answers } from './answers.ts';

type Schema = 'answers' | 'configure' | 'project' | 'assume-role';

/** The options that give an answer, too. */
const options: Readonly<Record<Schema, Readonly<Record<string, string>>>> = {
  answers: { environment: '--env NAME', profile: '--profile NAME', region: '--region REGION' },
  configure: {
    profile: '--profile NAME',
    region: '--region REGION',
    createUser: '--create-user NAME',
    withProfile: '--with-profile NAME',
    policy: '--policy POLICY',
    accessKeyId: '--keys SOURCE',
    secretAccessKey: '--keys SOURCE',
  },
  project: { environment: '--env NAME', profile: '--profile NAME' },
  'assume-role': { profile: '--profile NAME', region: '--region REGION' },
};

/** One problem that names everything that is missing or wrong. */
export function answersProblem(
  faults: readonly { answer: string; text: string }[],
  file?: string,
  schema: Schema = 'answers',
): Problem {
  return new Problem({
    code: 'ANSWERS_MISSING',
    what: `${faults.length === 1 ? 'One answer is' : `${faults.length} answers are`} missing or wrong${file ? ` in ${file}` : ''}.`,
    why: faults.map(({ answer, text: fault }) => `${answer}: ${fault}`).join('\n  '),
    next: file
      ? `Correct the file; \`amplify-tui schema ${schema}\` prints what it may hold.`
      : `Give ${faults.length === 1 ? 'it' : 'them'} ${waysToGive(faults, schema)}; \`amplify-tui schema ${schema}\` prints what such a file may hold.`,
  });
}

function waysToGive(faults: readonly { answer: string }[], schema: Schema): string {
  const given = faults.map(({ answer }) => options[schema][answer]);
  const ways = [...new Set(given.filter((option) => option !== undefined))];
  if (ways.length === 0) return 'with --answers FILE';
  return given.every((option) => option !== undefined)
    ? `with ${ways.join(' and ')}, or with --answers FILE`
    : `with --answers FILE (where they have an option, ${ways.join(', ')} as well)`;
}

/** An answers file as the changes that the init machine takes. The settings that are not given stay as found. */
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

/** The answers of a flow as a file that gives the same result again. */
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
function defined<T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as never;
}
