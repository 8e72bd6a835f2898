import { awsProblem } from './problems.ts';

/** What goes along with a call of a client that `createAwsClients` has made. */
export interface CallOptions {
  readonly abortSignal?: AbortSignal;
  /** What it is made for, verb first; the list of calls tells it. */
  readonly doing?: string;
}

/** The options of a call. @param doing what it is made for, verb first */
export function callOptions(signal: AbortSignal | undefined, doing: string): CallOptions {
  return { ...(signal ? { abortSignal: signal } : {}), doing };
}

/**
 * Makes one call and translates what goes wrong; a stop by the person comes out as the signal's own reason.
 *
 * @param doing what is being done, verb first, as in {@link awsProblem}
 */
export async function callAws<Client, T>(
  load: () => Promise<Client>,
  doing: string,
  signal: AbortSignal | undefined,
  send: (client: Client, options: CallOptions) => Promise<T>,
): Promise<T> {
  try {
    return await send(await load(), callOptions(signal, doing));
  } catch (thrown) {
    signal?.throwIfAborted();
    throw awsProblem(thrown, doing);
  }
}
