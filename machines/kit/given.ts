/** The members of a context that a state guarantees: none of them is absent. */
export type Given<Context, Key extends keyof Context> = {
  readonly [Each in Key]-?: Exclude<Context[Each], undefined>;
};

/**
 * The input of an actor: the members that its state guarantees, so that neither types nor code have to check again.
 *
 * @throws Error naming a missing member, which is a defect of the machine
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
