/** What is used of React's scheduler; the package has no types of its own. */
declare module 'scheduler' {
  export const unstable_NormalPriority: number;
  export const unstable_LowPriority: number;
  /** Runs the callback when nothing of a higher priority is left to do. */
  export function unstable_scheduleCallback(priority: number, callback: () => void): unknown;
}
