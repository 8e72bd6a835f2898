import { Problem } from '../values/problem.ts';

/** One problem that names everything that is missing or wrong. */
export function answersProblem(
  faults: readonly { answer: string; text: string }[],
  file?: string,
  schema: 'answers' | 'configure' | 'project' | 'assume-role' = 'answers',
): Problem {
  return new Problem({
    code: 'ANSWERS_MISSING',
    what: `${faults.length === 1 ? 'One answer is' : `${faults.length} answers are`} missing or wrong${file ? ` in ${file}` : ''}.`,
    why: faults.map(({ answer, text: fault }) => `${answer}: ${fault}`).join('\n  '),
    next: `Give them with --answers FILE; \`amplify-tui schema ${schema}\` prints what it may hold.`,
  });
}
