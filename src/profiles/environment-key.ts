/** A cache key for an environment: what was found in it holds as long as the key stays the same. */
export function environmentKey(env: NodeJS.ProcessEnv): string {
  return Object.entries(env).join('\0');
}
