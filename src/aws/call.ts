import { awsProblem } from './problems.ts';

/**
 * Makes one call and translates what goes wrong; a stop by the person comes out as the signal's own reason.
 *
 * @param doing what is being done, verb first, as in {@link awsProblem}
 */
export async function callAws<Client, T>(
  load: () => Promise<Client>,
  doing: string,
  signal: AbortSignal | undefined,
  send: (client: Client, options: { abortSignal?: AbortSignal }) => Promise<T>,
): Promise<T> {
  try {
    return await send(await load(), signal ? { abortSignal: signal } : {});
  } catch (thrown) {
    signal?.throwIfAborted();
    throw awsProblem(thrown, doing);
  }
}
