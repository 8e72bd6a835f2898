import { asProblem, type Problem } from '../../src/core/problem.ts';

/**
 * The problem that something is refused with.
 * @throws if it is not refused, or the original error if that is not a problem of the program
 */
export async function problemOf(work: Promise<unknown> | (() => unknown)): Promise<Problem> {
  let result: unknown;
  try {
    result = await (typeof work === 'function' ? work() : work);
  } catch (thrown) {
    return known(thrown);
  }
  throw notRefused(result);
}

/** Like {@link problemOf}, for synchronous code. */
export function problemIn(work: () => unknown): Problem {
  let result: unknown;
  try {
    result = work();
  } catch (thrown) {
    return known(thrown);
  }
  throw notRefused(result);
}

function known(thrown: unknown): Problem {
  const problem = asProblem(thrown);
  if (problem.code === 'UNEXPECTED') throw thrown;
  return problem;
}

const notRefused = (result: unknown) =>
  new Error(`it was not refused, and gave: ${JSON.stringify(result)?.slice(0, 200)}`);
