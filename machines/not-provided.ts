/**
 * The default body of an actor that touches the outside world: the roof provides the real one. A wiring that was
 * forgotten fails at once and by name.
 */
export function notProvided(actor: string): () => Promise<never> {
  return () => Promise.reject(new Error(`the actor "${actor}" is not provided`));
}
