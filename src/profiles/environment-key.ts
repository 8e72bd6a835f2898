/** Tells environments apart, as a text: what was found out in one holds as long as it stays the same. */
export function environmentKey(env: NodeJS.ProcessEnv): string {
  return Object.entries(env).join('\0');
}
