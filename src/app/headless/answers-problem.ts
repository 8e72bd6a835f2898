import { nearestWord } from '../../core/nearest.ts';
import { ownMember } from '../../core/own-member.ts';
import { Problem } from '../../core/problem.ts';
import type { Rows } from '../../core/rows.ts';
import { plainText } from '../../core/text.ts';
import type { AccessOption } from '../../credentials/access-option.ts';
import { addCommand } from '../../credentials/unknown-profile.ts';

type Schema = 'answers' | 'configure' | 'project' | 'assume-role';

/** Options that also give an answer. */
const options: Readonly<Record<Schema, Readonly<Record<string, string>>>> = {
  answers: {
    environment: '--env NAME',
    parametersOf: '--parameters-of NAME',
    profile: '--profile NAME',
    region: '--region REGION',
  },
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

/** The name of the Amplify CLI's own flags in {@link answersProblem}, in place of a file's. */
export const amplifyFlags = 'the Amplify CLI flags';

/** Members of the Amplify CLI's flags that give an answer. */
const flagMembers: Readonly<Record<string, string>> = {
  projectName: '--amplify projectName',
  editor: '--amplify defaultEditor',
  app: '--frontend frontend',
  framework: '--frontend framework',
  sourceDir: '--frontend config.SourceDir',
  distributionDir: '--frontend config.DistributionDir',
  buildCommand: '--frontend config.BuildCommand',
  startCommand: '--frontend config.StartCommand',
  resDir: '--frontend config.ResDir',
  profile: '--providers awscloudformation.profileName',
  region: '--providers awscloudformation.region',
};

/** One problem that names all missing and wrong answers. */
export function answersProblem(
  faults: readonly { answer: string; text: string }[],
  file?: string,
  schema: Schema = 'answers',
): Problem {
  return new Problem({
    code: 'ANSWERS_MISSING',
    what: `${faults.length === 1 ? 'One answer is' : `${faults.length} answers are`} missing or wrong${file ? ` in ${file}` : ''}.`,
    why: faults
      .map(({ answer, text: fault }) => {
        const name = file === amplifyFlags ? (ownMember(flagMembers, answer) ?? answer) : answer;
        return `${name}: ${fault}`;
      })
      .join('\n  '),
    next: file
      ? file === amplifyFlags
        ? 'Correct the flag, or use --answers FILE instead.'
        : `Correct the file; \`amplify-tui schema ${schema}\` prints what it may hold.`
      : `Give ${faults.length === 1 ? 'it' : 'them'} ${waysToGive(faults, schema)}; \`amplify-tui schema ${schema}\` prints what such a file may hold.`,
  });
}

function waysToGive(faults: readonly { answer: string }[], schema: Schema): string {
  const given = faults.map(({ answer }) => ownMember(options[schema], answer));
  const ways = [...new Set(given.filter((option) => option !== undefined))];
  if (ways.length === 0) return 'with --answers FILE';
  return given.every((option) => option !== undefined)
    ? `with ${ways.join(' and ')}, or with --answers FILE`
    : `with --answers FILE (where they have an option, ${ways.join(', ')} as well)`;
}

/** Says that a given profile is not on this machine, and what to do. @param options the existing ones */
export function noSuchProfile(name: string, options: Rows<Pick<AccessOption, 'choice'>>): string {
  const names = Array.from(options, ({ choice }) => (choice.kind === 'profile' ? [choice.name] : [])).flat();
  const alike = nearestWord(name, names);
  const add = addCommand(name);
  const make = add ? `Make it with ${add}, or see` : 'See';
  const helps = alike ? `Did you mean ${plainText(alike)}? See` : make;
  return `Profile "${plainText(name)}" not found on this machine. ${helps} \`amplify-tui profiles list\`.`;
}
