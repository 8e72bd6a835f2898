/** The variables that this process has set for itself. */
const own = new Set<string>();

/** Sets a variable for this process alone; an existing one is the user's own and is kept. */
export function setForThisProcess(name: string, value: string): void {
  if (process.env[name] !== undefined) return;
  process.env[name] = value;
  own.add(name);
}

/** Whether this process has set a variable for itself: commands that it runs for the user do not inherit it. */
export function isOfThisProcess(name: string): boolean {
  return own.has(name);
}
