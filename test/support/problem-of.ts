import { asProblem, type Problem } from '../../src/core/problem.ts';

/**
 * The problem by which something is refused. Throws where it is not refused, and what it has thrown where that is nothing that the
 * program knows.
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

/** As {@link problemOf}, of what is done at once. */
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
