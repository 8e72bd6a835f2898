import { awsProblem } from './problems.ts';

/** Options for a call of a client made by `createAwsClients`. */
export interface CallOptions {
  readonly abortSignal?: AbortSignal;
  /** The purpose, verb first, for the list of calls. */
  readonly doing?: string;
}

/** The options of a call. @param doing its purpose, verb first */
export function callOptions(signal: AbortSignal | undefined, doing: string): CallOptions {
  return { ...(signal ? { abortSignal: signal } : {}), doing };
}

/**
 * Makes one call and translates its error; cancelling throws the signal's own reason.
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
