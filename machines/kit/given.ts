/** What a state knows of a context: these members, of which none is absent. */
export type Given<Context, Key extends keyof Context> = {
  readonly [Each in Key]-?: Exclude<Context[Each], undefined>;
};

/**
 * What an actor gets: the members that its state knows, so that neither type nor code has to ask again.
 *
 * @throws Error a state that was entered without one of them is a defect of its machine; it is named
 */
export function given<Context extends object, const Key extends keyof Context>(
  context: Context,
  ...keys: readonly Key[]
): Given<Context, Key> {
  const known: Partial<Context> = {};
  for (const key of keys) {
    if (context[key] === undefined) throw new Error(`${String(key)} is not known in this state`);
    known[key] = context[key];
  }
  return known as Given<Context, Key>;
}
